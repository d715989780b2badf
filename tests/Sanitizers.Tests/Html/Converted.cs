using System.Buffers;
using Mugai.Policies;
using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Tests.Html;

/// <summary>What became of a document: its text with LF line ends and what was found.</summary>
internal sealed record Converted(string Text, IReadOnlyList<HtmlFinding> Findings)
{
    public IEnumerable<string> Codes => Findings.Select(finding => finding.Code);

    public static Converted From(string html, LinkStyle links = LinkStyle.Defang, NoticeLanguage language = NoticeLanguage.Ja, bool title = false) =>
        From([html], links, language, title);

    public static Converted From(IEnumerable<string> chunks, LinkStyle links = LinkStyle.Defang, NoticeLanguage language = NoticeLanguage.Ja, bool title = false)
    {
        var output = new ArrayBufferWriter<char>();
        var converter = new HtmlTextConverter(output, new HtmlTextOptions { Links = links, Language = language, WritesTitle = title });
        foreach (var chunk in chunks)
        {
            converter.Write(chunk);
        }

        converter.Complete();
        var text = new string(output.WrittenSpan);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        return new Converted(text.Replace("\r\n", "\n", StringComparison.Ordinal), converter.Findings);
    }

    public int Count(string code) => Findings.FirstOrDefault(finding => finding.Code == code).Count;
}
