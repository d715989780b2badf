using System.Globalization;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Worker.TestPlugin;

/// <summary>
/// The format "mugaitest": a first line <c>MUGAI-TEST verb argument…</c>, then anything. <c>echo</c> copies, <c>pack</c> sends each further line
/// through the run as a member of its own, <c>beginpack</c> begins them all first, <c>native</c> gives the content to a native step, <c>escape</c> tries the locks, <c>do</c> misbehaves.
/// </summary>
public sealed class TestSanitizer : ISanitizer, IFormatProbe
{
    internal static readonly FileFormat Format = new("mugaitest", "text/x-mugai-test", ".mugaitest", FileFamily.Text);

    public IReadOnlyList<FileFormat> Formats => [Format];

    public FileFormat? Detect(ReadOnlySpan<byte> head) => head.StartsWith("MUGAI-TEST "u8) ? Format : null;

    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) => Verbs.Do(Format, input, output, context);
}

/// <summary>Passes what the sanitizers wrote.</summary>
public sealed class TestVerifier : IOutputVerifier
{
    public IReadOnlyList<FileFormat> Formats => [TestSanitizer.Format, PhasedTestSanitizer.Format];

    public string? Verify(FileFormat format, Stream output, ISanitizeContext context) => null;
}

internal static class Verbs
{
    public static PartVerdict Do(FileFormat format, PartInput input, Stream output, ISanitizeContext context)
    {
        var words = FirstLine(input.Content).Split(' ');
        switch (words[1])
        {
            case "echo":
                input.Content.Position = 0;
                input.Content.CopyTo(output, 64 * 1024);
                break;
            case "pid":
                output.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
                break;
            case "threads":
                for (var i = 0; i < 50; i++)
                {
                    var thread = new Thread(() => output.Write("."u8));
                    thread.Start();
                    thread.Join();
                }

                break;
            case "find":
                for (var i = 0; i < int.Parse(words[2], CultureInfo.InvariantCulture); i++)
                {
                    context.Report("place" + i, "test.finding", FindingAction.Removed, 1, new UntrustedText("見つけた"));
                }

                break;
            case "blocked":
                output.Write("must not leave"u8);
                return PartVerdict.Blocked(Reason.Corrupt);
            case "escape":
                output.Write(Encoding.UTF8.GetBytes(EscapeAttempts.Report(words[2..])));
                break;
            case "first":
                var first = new Thread(() => output.Write("started"u8));
                first.Start();
                first.Join();
                break;
            case "pack":
                Pack(input, output, context);
                break;
            case "beginpack":
                BeginPack(input, output, context);
                break;
            case "native":
                return NativeVerbs.One(format, words[2], string.Join(' ', words[3..]), input.Content, output, context);
            case "natives":
                NativeVerbs.Many(input.Content, output, context);
                break;
            case "hops":
                output.Write(Encoding.UTF8.GetBytes(NativeVerbs.Hops(int.Parse(words[2], CultureInfo.InvariantCulture), int.Parse(words[3], CultureInfo.InvariantCulture), context)));
                break;
            case "do":
                Misdeeds.Do(words[2]);
                output.Write("unharmed"u8);
                break;
            default:
                return PartVerdict.Blocked(Reason.Unsupported);
        }

        return PartVerdict.Rebuilt(format);
    }

    private static void Pack(PartInput input, Stream output, ISanitizeContext context)
    {
        using var reader = new StreamReader(input.Content, Encoding.UTF8, leaveOpen: true);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            using var member = new MemoryStream(Encoding.UTF8.GetBytes(line + "\n"));
            var path = string.Create(CultureInfo.InvariantCulture, $"{(input.Path == "/" ? "" : input.Path)}/{++number}");
            using var result = context.SanitizeMember(path, new UntrustedText($"member{number}"), null, member);
            output.Write(Encoding.UTF8.GetBytes($"{path} {result.Report.Outcome} {result.Report.Reason} "));
            result.Output?.CopyTo(output);
            output.Write("\n"u8);
        }
    }

    /// <summary>The same, but all are begun before the first is finished; one that says <c>forgotten</c> never is.</summary>
    private static void BeginPack(PartInput input, Stream output, ISanitizeContext context)
    {
        using var reader = new StreamReader(input.Content, Encoding.UTF8, leaveOpen: true);
        var begun = new List<(IPendingMember Member, bool IsForgotten)>();
        while (reader.ReadLine() is { } line)
        {
            var member = new MemoryStream(Encoding.UTF8.GetBytes(line + "\n"));
            var path = string.Create(CultureInfo.InvariantCulture, $"{(input.Path == "/" ? "" : input.Path)}/{begun.Count + 1}");
            begun.Add((context.BeginMember(path, new UntrustedText($"member{begun.Count + 1}"), null, member), line.Contains("forgotten", StringComparison.Ordinal)));
        }

        foreach (var (member, isForgotten) in begun)
        {
            using (member)
            {
                if (!isForgotten)
                {
                    using var result = member.Finish();
                    result.Output?.CopyTo(output);
                }
            }
        }
    }

    private static string FirstLine(Stream content)
    {
        content.Position = 0;
        var line = new StringBuilder();
        int next;
        while ((next = content.ReadByte()) is not (-1 or '\n') && line.Length < 4096)
        {
            line.Append((char)next);
        }

        return line.ToString();
    }
}
