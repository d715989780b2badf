using System.Text;
using Mugai.Sanitizers.Tests.PlainText;

namespace Mugai.Sanitizers.Tests.Html;

/// <summary>.html files as a whole: charset, name, verdict, verification.</summary>
public class HtmlSanitizerTests
{
    private const string Page = "<!DOCTYPE html><html><head><meta charset=\"{0}\"><title>お知らせ</title></head><body><p>日本語の本文です。</p></body></html>";
    private const string Text = "お知らせ\r\n========\r\n\r\n日本語の本文です。\r\n";

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("shift_jis", "Shift_JIS")]
    [InlineData("euc-jp", "euc-jp")]
    [InlineData("iso-2022-jp", "iso-2022-jp")]
    [InlineData("utf-8", "shift_jis")]
    [InlineData("shift_jis", "utf-8")]
    [InlineData("shift_jis", "")]
    [InlineData("utf-8", "x-nonsense")]
    public void Reads_TheCharsetWhateverTheLabel(string charset, string label)
    {
        var html = string.Format(System.Globalization.CultureInfo.InvariantCulture, Page, label);
        Assert.Equal(Text, TextFiles.Run("page.html", html, charset).Text());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Reads_TheMark(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        var html = string.Format(System.Globalization.CultureInfo.InvariantCulture, Page, "iso-8859-1");
        Assert.Equal(Text, TextFiles.Run("page.html", [.. encoding.GetPreamble(), .. encoding.GetBytes(html)]).Text());
    }

    [Fact]
    public void Replaces_ThePageByItsText()
    {
        var run = TextFiles.Run("お知らせ.html", string.Format(System.Globalization.CultureInfo.InvariantCulture, Page, "utf-8"));
        Assert.Equal(Outcome.Replaced, run.Report.Outcome);
        Assert.Equal("html", run.Report.Input.Format);
        Assert.Equal("txt", run.Report.Output!.Format);
        Assert.Equal("お知らせ.html.txt", run.Report.Output.Name.DangerousRaw);
        Assert.Empty(run.Codes);
    }

    [Fact]
    public void Gives_NothingToItsOwnOutput()
    {
        string[] pages =
        [
            "<h1>見出し</h1><ul><li>一</ul><a href='https://a.example/'>詳細</a><table border=1><tr><td>a<td>b</table>",
            "<p hidden>隠</p><p>見\u202E\u200B</p><a href='https://evil.example'>www.bank.jp</a><img src=https://a.example/ width=1 height=1>",
            "<script>x</script>",
            "<blockquote>引用<pre>  a\n\n b</pre></blockquote>",
        ];
        foreach (var page in pages)
        {
            var once = TextFiles.Run("a.html", "<html>" + page);
            Assert.Equal(Outcome.Replaced, once.Report.Outcome);
            var twice = TextFiles.Run("a.html.txt", once.Output.Bytes);
            Assert.Equal(once.Output.Bytes, twice.Output.Bytes);
            Assert.Equal(Outcome.Rebuilt, twice.Report.Outcome);
            Assert.Empty(twice.Codes);
            Assert.Equal(once.Output.Bytes, TextFiles.Run("a.html", "<html>" + page).Output.Bytes);
        }
    }

    [Fact]
    public void Cleans_TheDevelopmentCorpus()
    {
        // Only where the files are there; everything they show is claimed by tests above.
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Sanitizer.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        var corpus = Path.Combine(root ?? ".", "..", "shared", "corpus");
        foreach (var kind in (string[])["html", "synth-html", "csv", "synth-csv", "text", "synth-txt"])
        {
            foreach (var file in Directory.Exists(Path.Combine(corpus, kind)) ? Directory.GetFiles(Path.Combine(corpus, kind)) : [])
            {
                var once = TextFiles.Run(Path.GetFileName(file), File.ReadAllBytes(file));
                if (once.Report.Outcome is Outcome.Blocked)
                {
                    Assert.Empty(once.Output.Bytes);
                    continue;
                }

                var twice = TextFiles.Run(once.Report.Output!.Name.DangerousRaw, once.Output.Bytes);
                Assert.Equal(once.Output.Bytes, twice.Output.Bytes);
            }
        }
    }
}
