using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Texts;

/// <summary>
/// Any bytes through one sanitizer: refused, or an output that its verifier accepts and that passes through again with the same bytes and without a finding. A budget that is used up is a
/// refusal; every other exception is a finding.
/// </summary>
internal static class RebuildTarget
{
    public static FuzzTarget Of(string name, FileFormat format, ISanitizer sanitizer, IReadOnlyList<IOutputVerifier> verifiers, IReadOnlyList<string> seeds, IReadOnlyList<string> tokens, SanitizePolicy? policy = null) =>
        new(name, [.. seeds.Select(Encoding.UTF8.GetBytes)], [.. tokens.Select(Encoding.UTF8.GetBytes)], input => Run(input, format, sanitizer, verifiers, policy ?? new SanitizePolicy()));

    private static void Run(byte[] input, FileFormat format, ISanitizer sanitizer, IReadOnlyList<IOutputVerifier> verifiers, SanitizePolicy policy)
    {
        var context = new RefusingContext(policy, input.Length);
        if (Clean(input, format, sanitizer, context) is not var (written, output))
        {
            return;
        }

        var verifier = verifiers.First(candidate => candidate.Formats.Contains(written));
        using (var stream = new MemoryStream(output))
        {
            Demand(verifier.Verify(written, stream, context));
        }

        if (written != format)
        {
            return;
        }

        var second = new RefusingContext(policy, output.Length);
        var again = Clean(output, format, sanitizer, second);
        Demand(again is null ? "its own output is refused" : again.Value.Output.AsSpan().SequenceEqual(output) ? null : "another file the second time");
        Demand(second.Codes.Count == 0 ? null : "findings the second time: " + string.Join(' ', second.Codes));
    }

    private static (FileFormat Format, byte[] Output)? Clean(byte[] input, FileFormat format, ISanitizer sanitizer, ISanitizeContext context)
    {
        using var output = new MemoryStream();
        try
        {
            var verdict = sanitizer.Sanitize(new PartInput("/", new UntrustedText("a"), new MemoryStream(input), format), output, context);
            return verdict.OutputFormat is { } written ? (written, output.ToArray()) : null;
        }
        catch (BudgetExceededException)
        {
            return null;
        }
    }

    private static void Demand(string? fault)
    {
        if (fault is not null)
        {
            throw new PropertyBrokenException(fault);
        }
    }

    /// <summary>A context in which every member is refused.</summary>
    private sealed class RefusingContext(SanitizePolicy policy, long bytes) : ISanitizeContext
    {
        public List<string> Codes { get; } = [];

        public SanitizePolicy Policy => policy;

        public Budget Budget { get; } = new(BudgetLimits.ForInput(bytes));

        public string Seed => "seed";

        public Stream CreateScratch() => new MemoryStream();

        public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) => Codes.Add(code);

        public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) =>
            new(new PartReport { Path = path, Input = new FileFacts(name, content.Length, "", "unknown"), Outcome = Outcome.Blocked, Reason = Reason.Unsupported }, null, null);
    }
}
