using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Ooxml;

/// <summary>
/// Any bytes as an Office package, and any bytes as its main part or sheet: refused, or written so that the verifier accepts it and the second run finds nothing and gives the same bytes.
/// </summary>
internal static class OfficeTargets
{
    public static FuzzTarget Package { get; } = new("ooxml-package", OfficeSeeds.Packages, OfficeSeeds.Tokens, Clean);

    public static FuzzTarget Part { get; } = new("ooxml-part", OfficeSeeds.Parts, OfficeSeeds.Tokens, part => Clean(OfficeSeeds.Package(part)));

    /// <summary>Any bytes as the workbook part (when they begin like one) or the sheet of a binary workbook.</summary>
    public static FuzzTarget Records { get; } = new("biff12", BinaryBookSeeds.Parts, BinaryBookSeeds.Tokens, part => Clean(BinaryBookSeeds.Package(part)));

    private static void Clean(byte[] input)
    {
        var context = new Context(input.Length);
        using var output = new MemoryStream();
        if (Run(input, output, context) is not { Outcome: Outcome.Rebuilt } verdict)
        {
            return;
        }

        if (new OoxmlVerifier().Verify(verdict.OutputFormat!, output, context) is { } fault)
        {
            throw new PropertyBrokenException("the verifier refused it: " + fault);
        }

        var again = new Context((int)output.Length);
        using var second = new MemoryStream();
        if (Run(output.ToArray(), second, again) is not { Outcome: Outcome.Rebuilt } || again.Codes.Count > 0)
        {
            throw new PropertyBrokenException("the second run refused or found: " + string.Join(", ", again.Codes));
        }

        if (!output.GetBuffer().AsSpan(0, (int)output.Length).SequenceEqual(second.GetBuffer().AsSpan(0, (int)second.Length)))
        {
            throw new PropertyBrokenException("the second run gave other bytes");
        }
    }

    private static PartVerdict? Run(byte[] input, Stream output, Context context)
    {
        try
        {
            return new OoxmlSanitizer().Sanitize(new PartInput("/", default, new MemoryStream(input), Formats.Docx), output, context);
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
