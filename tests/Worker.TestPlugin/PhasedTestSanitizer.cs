using System.Globalization;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Worker.TestPlugin;

/// <summary>
/// The format "mugaiphased": <c>MUGAI-PHASED argument…</c> gives its content to the step "mugaitest" with these arguments and takes it up again when it is
/// finished; <c>MUGAI-PHASED finish deed</c> misbehaves then.
/// </summary>
public sealed class PhasedTestSanitizer : IPhasedSanitizer, IFormatProbe
{
    internal static readonly FileFormat Format = new("mugaiphased", "text/x-mugai-phased", ".mugaiphased", FileFamily.Text);

    public IReadOnlyList<FileFormat> Formats => [Format];

    public FileFormat? Detect(ReadOnlySpan<byte> head) => head.StartsWith("MUGAI-PHASED "u8) ? Format : null;

    public IPendingPart Begin(PartInput input, ISanitizeContext context)
    {
        context.Report("", "test.begun", FindingAction.Rewritten);
        using var reader = new StreamReader(input.Content, Encoding.UTF8, leaveOpen: true);
        var arguments = reader.ReadLine()!["MUGAI-PHASED ".Length..];
        return new Pending(context.StartNative("mugaitest", Encoding.UTF8.GetBytes(arguments), input.Content), arguments);
    }

    private sealed class Pending(INativeRun run, string arguments) : IPendingPart
    {
        public PartVerdict Finish(Stream output, ISanitizeContext context)
        {
            context.Report("", "test.finished", FindingAction.Rewritten);
            if (arguments.StartsWith("finish ", StringComparison.Ordinal))
            {
                Misdeeds.Do(arguments[7..]);
            }

            var result = run.Finish();
            if (result.Reason != Reason.None)
            {
                return PartVerdict.Blocked(result.Reason);
            }

            output.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{string.Join(',', result.Facts)}] ")));
            run.Output.CopyTo(output);
            return PartVerdict.Rebuilt(Format);
        }

        public void Dispose() => run.Dispose();
    }
}
