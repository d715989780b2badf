using System.Text;
using System.Xml.Linq;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizers.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Xml;

public class XmlSanitizerTests
{
    private const string Head = "<?xml version=\"1.0\"?>";

    static XmlSanitizerTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Keeps_Data()
    {
        var run = Clean("data.xml", Head + "<a:道路 xmlns:a=\"urn:x\" 名=\"一&amp;二\"><b/>\n<c>x &lt; y ]]&gt;<![CDATA[<&>]]></c></a:道路>");
        Assert.Equal((Outcome.Rebuilt, "data.xml"), (run.Report.Outcome, run.Report.Output!.Name.DangerousRaw));
        Assert.Empty(run.Codes);
        var root = XDocument.Parse(run.Text()).Root!;
        Assert.Equal(XName.Get("道路", "urn:x"), root.Name);
        Assert.Equal("一&二", (string?)root.Attribute("名"));
        Assert.Equal("x < y ]]><&>", root.Element("c")!.Value);
    }

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    [InlineData("utf-16")]
    public void Reads_TheDeclaredCharsetAndWritesUtf8(string charset)
    {
        var xml = $"<?xml version=\"1.0\" encoding=\"{charset}\"?><市>豊田髙橋の表示</市>";
        if (charset == "euc-jp")
        {
            xml = xml.Replace("髙", "高", StringComparison.Ordinal);
        }

        var encoding = Encoding.GetEncoding(charset);
        var run = Runs.File("a.xml", [.. encoding.GetPreamble(), .. encoding.GetBytes(xml)]);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<市>豊田", run.Text(), StringComparison.Ordinal);
        Assert.Contains("橋の表示", run.Text(), StringComparison.Ordinal);
        Assert.Contains("text.charset", run.Codes);
    }

    [Theory]
    [InlineData("<!DOCTYPE a SYSTEM \"http://evil.example/x.dtd\"><a>t</a>", "xml.dtd", "evil.example")]
    [InlineData("<!DOCTYPE a [<!ENTITY e \"x\"><!ENTITY % p SYSTEM \"file:///etc/passwd\">]><a>t</a>", "xml.dtd", "passwd")]
    [InlineData("<?xml-stylesheet type=\"text/xsl\" href=\"http://evil.example/a.xsl\"?><a>t</a>", "xml.instruction", "stylesheet")]
    [InlineData("<a><?php x ?>t</a>", "xml.instruction", "php")]
    [InlineData("<a xmlns:xi=\"http://www.w3.org/2001/XInclude\">t<xi:include href=\"file:///etc/passwd\"><xi:fallback>f</xi:fallback></xi:include></a>", "xml.include", "passwd")]
    [InlineData("<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x http://evil.example/x.xsd\">t</a>", "xml.schemaHint", "evil.example")]
    [InlineData("<a xmlns:l=\"http://www.w3.org/1999/xlink\" l:show=\"embed\" l:href=\"b.xml\">t</a>", "xml.schemaHint", "embed")]
    [InlineData("<a><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"x\"/>t</a>", "xml.activeNamespace", "\"http://www.w3.org/1999/xhtml")]
    [InlineData("<a><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>t</a>", "xml.activeNamespace", "\"http://www.w3.org/2000/svg")]
    [InlineData("<a href=\" java&#9;script:alert(1)\">t</a>", "xml.dangerousLink", "script:")]
    [InlineData("<a src=\"\\\\evil\\share\\x\">t</a>", "xml.dangerousLink", "share")]
    [InlineData("<a><!-- secret -->t</a>", "xml.comment", "secret")]
    [InlineData("<a>\u202Etxt&#x202E;t\u0007</a>", "text.bidi", "\u202E")]
    public void Removes_WhatActs(string body, string code, string gone)
    {
        var run = Clean("a.xml", Head + body);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Contains(code, run.Codes);
        Assert.DoesNotContain(gone, run.Text(), StringComparison.Ordinal);
        Assert.Contains("t</a>", run.Text(), StringComparison.Ordinal);
        Twice(run);
    }

    [Theory]
    [InlineData("<a>&undefined;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY lol \"lol\"><!ENTITY l2 \"&lol;&lol;\">]><a>&l2;</a>")]
    [InlineData("<a><b></a>")]
    [InlineData("<a b=\"1\" b=\"2\"/>")]
    [InlineData("<a>")]
    [InlineData("<a/><b/>")]
    public void Shows_WhatIsNotWellFormedAsText(string body)
    {
        var run = Clean("台帳.xml", Head + body);
        Assert.Equal((Outcome.Replaced, "txt", "台帳.xml.txt"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        Assert.Contains("xml.malformed", run.Codes);
        Assert.Equal(Head + body, run.Text());
    }

    [Fact]
    public void Keeps_RssUnderItsName()
    {
        var run = Clean("news.rss", "<rss version=\"2.0\"><channel><title>お知らせ</title><link>https://city.example/</link></channel></rss>");
        Assert.Equal((Outcome.Rebuilt, "news.rss", "xml"), (run.Report.Outcome, run.Report.Output!.Name.DangerousRaw, run.Report.Output.Format));
    }

    [Theory]
    [InlineData("<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"/>", Reason.NeverAllowed)]
    [InlineData("<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>", Reason.Unsupported)]
    [InlineData("<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", Reason.Unsupported)]
    [InlineData("<PCSettings/>", Reason.NeverAllowed)]
    public void Refuses_OtherKindsByName_HoweverDeepTheirRootHides(string root, Reason reason)
    {
        foreach (var padding in (string[])["", "<!--" + new string('x', 40_000) + "-->"])
        {
            var run = Clean("a.xml", Head + padding + root);
            Assert.Equal((Outcome.Blocked, reason), (run.Report.Outcome, run.Report.Reason));
        }
    }

    [Fact]
    public void Refuses_DepthAndEndlessTokens()
    {
        var deep = Clean("a.xml", Head + string.Concat(Enumerable.Repeat("<a>", 100_000)));
        Assert.Equal((Outcome.Blocked, Reason.TooDeep), (deep.Report.Outcome, deep.Report.Reason));
        var wide = Clean("a.xml", Head + "<a b=\"" + new string('x', 9_000_000) + "\"/>");
        Assert.Equal((Outcome.Blocked, Reason.Budget), (wide.Report.Outcome, wide.Report.Reason));
    }

    [Fact]
    public void NeverThrows_OnAnyPrefix()
    {
        var xml = Encoding.UTF8.GetBytes(Head + "<!DOCTYPE a [<!ENTITY e \"x\">]><?p x?><a xmlns:h=\"http://www.w3.org/1999/xhtml\" b='&#x1F600;'><![CDATA[x]]>😀<!-- c --><h:p/></a>\r\n");
        for (var i = 0; i <= xml.Length; i++)
        {
            Assert.Equal("", Runs.File("a.xml", xml[..i]).Faults);
        }
    }

    [Theory]
    [InlineData("<a/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a><b></a></b>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a><!-- x --></a>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a><?x y?></a>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!DOCTYPE a><a/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a>&e;</a>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a xmlns=\"http://www.w3.org/1999/xhtml\"/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a xsi:schemaLocation=\"x\"/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a>\u202E</a>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a/>x")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n")]
    public void Verifier_RefusesWhatIsNotOurs(string xml) =>
        Assert.NotNull(new XmlVerifier().Verify(Formats.Xml, new MemoryStream(Encoding.UTF8.GetBytes(xml)), new BareContext()));

    [Fact]
    public void Rebuilds_RealFiles()
    {
        foreach (var file in Corpus.Files("xml"))
        {
            var run = Runs.File(Path.GetFileName(file), File.ReadAllBytes(file));
            Assert.Equal("", run.Faults);
        }
    }

    private static RunResult Clean(string name, string xml)
    {
        var run = Runs.File(name, Encoding.UTF8.GetBytes(xml));
        Assert.Equal("", run.Faults);
        return run;
    }

    private static void Twice(RunResult run)
    {
        var again = Runs.File("a.xml", run.Output.Bytes);
        Assert.Empty(again.Codes);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
    }
}
