using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Media;

/// <summary>One run of a sanitizer of sound or film, found by detection, and what came of it.</summary>
internal sealed class Cleaned : ISanitizeContext
{
    private Cleaned(byte[] input, FileFormat? format)
    {
        Budget = new Budget(BudgetLimits.ForInput(input.Length));
        using var content = new MemoryStream(input);
        var detected = FormatDetector.Detect(content, default);
        Format = format ?? detected.Format;
        Rival = detected.Rival;
        using var output = new MemoryStream();
        Verdict = SanitizerCatalog.Default.SanitizerFor(Format) is { } sanitizer
            ? sanitizer.Sanitize(new PartInput("/", default, content, Format), output, this)
            : PartVerdict.Blocked(Reason.Unsupported);
        Output = output.ToArray();
    }

    public FileFormat Format { get; }

    public FileFormat? Rival { get; }

    public PartVerdict Verdict { get; }

    public byte[] Output { get; }

    public List<string> Codes { get; } = [];

    public SanitizePolicy Policy { get; } = new();

    public Budget Budget { get; }

    public string Seed => "seed";

    public static Cleaned Of(byte[] input, FileFormat? format = null) => new(input, format);

    /// <summary>Rebuilt, passed by the verifier, and unchanged, without a finding, by a second run.</summary>
    public Cleaned AndProven()
    {
        Assert.Equal((Outcome.Rebuilt, Reason.None), (Verdict.Outcome, Verdict.Reason));
        Assert.Null(Fault(Format, Output));
        var again = new Cleaned(Output, null);
        Assert.Equal(Format, again.Format);
        Assert.Equal(Output, again.Output);
        Assert.Empty(again.Codes);
        Assert.Equal(0, Budget.ScratchInUse);
        return this;
    }

    public Cleaned Blocked(Reason reason, string code)
    {
        Assert.Equal((Outcome.Blocked, reason), (Verdict.Outcome, Verdict.Reason));
        Assert.Contains(code, Codes);
        Assert.Equal(0, Budget.ScratchInUse);
        return this;
    }

    public bool Holds(string text) => Output.AsSpan().IndexOf(Encoding.Latin1.GetBytes(text)) >= 0;

    public static string? Fault(FileFormat format, byte[] output) =>
        SanitizerCatalog.Default.VerifierFor(format)!.Verify(format, new MemoryStream(output), new PlainText.BareContext());

    Stream ISanitizeContext.CreateScratch() => new MemoryStream();

    void ISanitizeContext.Report(string place, string code, FindingAction action, int count, UntrustedText detail) => Codes.Add(code);

    PartResult ISanitizeContext.SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
}
