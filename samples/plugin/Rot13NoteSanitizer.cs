using System.Text;
using Mugai.Sanitizing;

namespace Mugai.SamplePlugin;

/// <summary>
/// Notes of an imaginary old groupware: a line <c>ROT13NOTE 1</c>, then lines of ASCII whose letters are turned by thirteen.
/// KEEPS: printable ASCII, line ends. REMOVES: control characters, anything that is not ASCII, lines that begin with <c>!</c> (the groupware ran
/// them as commands). LIMITS: 10,000 characters in a line.
/// </summary>
/// <remarks>
/// The input is hostile. The class parses it into lines and writes new ones; it copies no byte it does not know, needs memory for one line only,
/// charges its work to the budget, and answers bad input with a verdict instead of an exception. It has no files, clock, network or chance.
/// </remarks>
public sealed class Rot13NoteSanitizer : ISanitizer, IFormatProbe
{
    internal const int MaxLineChars = 10_000;
    internal static readonly FileFormat Note = new("rot13note", "text/x-rot13note", ".rot13note", FileFamily.Text);

    private static ReadOnlySpan<byte> Heading => "ROT13NOTE 1\n"u8;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats => [Note];

    /// <inheritdoc/>
    public FileFormat? Detect(ReadOnlySpan<byte> head) => head.StartsWith(Heading) ? Note : null;

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        input.Content.Position = Heading.Length;
        output.Write(Heading);
        var line = new StringBuilder();
        var number = 1;
        var foreign = 0;
        int next;
        while ((next = input.Content.ReadByte()) >= 0)
        {
            if (next == '\n')
            {
                WriteLine(line, ++number, output, context);
            }
            else if (next is >= ' ' and <= '~')
            {
                line.Append((char)next);
                if (line.Length > MaxLineChars)
                {
                    return PartVerdict.Blocked(Reason.Corrupt);
                }
            }
            else if (next != '\r')
            {
                foreign++;
            }
        }

        if (line.Length > 0)
        {
            WriteLine(line, ++number, output, context);
        }

        if (foreign > 0)
        {
            context.Report("", "rot13note.character", FindingAction.Removed, foreign);
        }

        return PartVerdict.Rebuilt(Note);
    }

    private static void WriteLine(StringBuilder line, int number, Stream output, ISanitizeContext context)
    {
        context.Budget.ChargeObjects(1);
        if (line.Length > 0 && line[0] == '!')
        {
            context.Report($"line{number}", "rot13note.command", FindingAction.Removed, 1, new UntrustedText(line.ToString()));
        }
        else
        {
            line.Append('\n');
            context.Budget.ChargeBytes(line.Length);
            output.Write(Encoding.ASCII.GetBytes(line.ToString()));
        }

        line.Clear();
    }
}
