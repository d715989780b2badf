using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Html;

/// <summary>Any bytes as txt, csv and tsv: refused, or an output that the verifier accepts and that passes through again unchanged.</summary>
internal static class PlainTextTarget
{
    public static FuzzTarget Target { get; } = new("plain-text", HtmlTokens.Texts, HtmlTokens.TextTokens, Run);

    private static void Run(byte[] input)
    {
        foreach (var format in (FileFormat[])[Formats.Txt, Formats.Csv, Formats.Tsv])
        {
            using var once = Clean(input, format);
            if (once is null)
            {
                continue;
            }

            Demand(new PlainTextVerifier().Verify(format, once, BareContext.Instance), format);
            using var twice = Clean(once.ToArray(), format);
            Demand(twice is not null && once.ToArray().AsSpan().SequenceEqual(twice.ToArray()) ? null : "another text the second time", format);
        }
    }

    private static MemoryStream? Clean(byte[] input, FileFormat format)
    {
        var output = new MemoryStream();
        var verdict = new PlainTextSanitizer().Sanitize(new PartInput("/", default, new MemoryStream(input), format), output, BareContext.Instance);
        if (verdict.Outcome == Outcome.Rebuilt)
        {
            return output;
        }

        output.Dispose();
        return null;
    }

    private static void Demand(string? fault, FileFormat format)
    {
        if (fault is not null)
        {
            throw new PropertyBrokenException($"{format.Name}: {fault}");
        }
    }
}
