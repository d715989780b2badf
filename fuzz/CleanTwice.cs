using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Fuzz;

/// <summary>The property of a container's sanitizer: refused, or written so that the verifier accepts it and the second run finds nothing and gives the same bytes.</summary>
internal static class CleanTwice
{
    public static void Check(ISanitizer sanitizer, IOutputVerifier verifier, FileFormat format, byte[] input)
    {
        var context = new Context(input.Length);
        using var output = new MemoryStream();
        if (Run(sanitizer, format, input, output, context) is not { Outcome: Outcome.Rebuilt } verdict)
        {
            return;
        }

        if (verifier.Verify(verdict.OutputFormat!, output, context) is { } fault)
        {
            throw new PropertyBrokenException("the verifier refused it: " + fault);
        }

        var again = new Context((int)output.Length);
        using var second = new MemoryStream();
        if (Run(sanitizer, verdict.OutputFormat!, output.ToArray(), second, again) is not { Outcome: Outcome.Rebuilt } || again.Codes.Count > 0)
        {
            throw new PropertyBrokenException("the second run refused or found: " + string.Join(", ", again.Codes));
        }

        if (!output.GetBuffer().AsSpan(0, (int)output.Length).SequenceEqual(second.GetBuffer().AsSpan(0, (int)second.Length)))
        {
            throw new PropertyBrokenException("the second run gave other bytes");
        }
    }

    private static PartVerdict? Run(ISanitizer sanitizer, FileFormat format, byte[] input, Stream output, Context context)
    {
        try
        {
            return sanitizer.Sanitize(new PartInput("/", default, new MemoryStream(input), format), output, context);
        }
        catch (BudgetExceededException)
        {
            return null;
        }
    }

    private sealed class Context(int bytes) : ISanitizeContext
    {
        public List<string> Codes { get; } = [];

        public SanitizePolicy Policy { get; } = new();

        public Budget Budget { get; } = new(BudgetLimits.ForInput(bytes));

        public string Seed => "";

        public Stream CreateScratch() => new MemoryStream();

        public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) => Codes.Add(code);

        // No picture and no embedded file comes out; the placeholder stands in.
        public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) =>
            new(new PartReport { Path = path, Input = new FileFacts(name, content.Length, "", "bin"), Outcome = Outcome.Blocked, Reason = Reason.Unsupported }, null, null);
    }
}
