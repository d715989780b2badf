using System.Buffers;
using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Fuzz.Html;

/// <summary>Any characters become text: the same text and findings however they are cut, text that the verifier accepts, no more of it than the budget for output allows.</summary>
internal static class HtmlTarget
{
    public static FuzzTarget Target { get; } = new("html-tokenizer", HtmlTokens.Pages, HtmlTokens.Tokens, Run);

    private static void Run(byte[] input)
    {
        // The first byte chooses the cut, so that a saved input repeats it.
        var html = Encoding.UTF8.GetString(input);
        var cut = input.Length == 0 ? 1 : 1 + (input[0] % 17);
        var (text, findings) = Convert(html, int.MaxValue);
        var (again, same) = Convert(html, cut);
        Demand(text == again, $"another text in pieces of {cut}");
        Demand(findings == same, $"other findings in pieces of {cut}: {findings} / {same}");
        Demand(text.Length <= 4_096 + (16L * html.Length), $"{text.Length} characters of {html.Length}");
        using var output = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var fault = new PlainTextVerifier().Verify(Formats.Txt, output, BareContext.Instance);
        Demand(fault is null, fault ?? "");
    }

    private static (string Text, string Findings) Convert(string html, int piece)
    {
        var output = new ArrayBufferWriter<char>();
        var converter = new HtmlTextConverter(output, new HtmlTextOptions { WritesTitle = true });
        for (var at = 0; at < html.Length; at += Math.Min(piece, html.Length - at))
        {
            converter.Write(html.AsSpan(at, Math.Min(piece, html.Length - at)));
        }

        converter.Complete();
        return (new string(output.WrittenSpan), string.Join(' ', converter.Findings.Select(finding => $"{finding.Code}:{finding.Count}")));
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(what);
        }
    }
}
