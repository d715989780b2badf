using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Unwrapping;

/// <summary>
/// Reads a message into an intake. A part that wraps MIME entities in another format (S/MIME, TNEF) is read in its place, as if its content had stood
/// there; wrappings in wrappings are open at the same time on a stack, without recursion.
/// </summary>
internal static class MessageReader
{
    public static void Read(Stream content, MailIntake intake)
    {
        var open = new Stack<MimeSource>();
        open.Push(new MimeSource(content, isOwned: false));
        try
        {
            while (intake.Refusal == Reason.None)
            {
                if (open.Peek().ReadUntilWrapped(intake))
                {
                    open.Push(new MimeSource(intake.TakeUnwrapped(), isOwned: true));
                    continue;
                }

                open.Pop().Dispose();
                if (open.Count == 0)
                {
                    return;
                }

                intake.EndUnwrapped();
            }
        }
        finally
        {
            foreach (var source in open)
            {
                source.Dispose();
            }
        }
    }
}
