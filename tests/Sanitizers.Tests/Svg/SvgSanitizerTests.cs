using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Svg;
using Mugai.Sanitizers.Tests.Bitmaps;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Svg;

/// <summary>Drawings: what is seen stays, what acts or loads goes.</summary>
public class SvgSanitizerTests
{
    private const string Open = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";

    [Theory]
    [InlineData("<rect x=\"1\" y=\"2cm\" width=\"3%\" height=\"4\" rx=\".5\" fill=\"#fff\" stroke=\"rgb(1, 2, 3)\" transform=\"matrix(1 0 0 1 2 3) rotate(45)\"/>")]
    [InlineData("<path d=\"M0,0 L10 10 A 5 5 0 0 1 2 2 z\" style=\"fill:none;stroke:#00f;stroke-width:2px\"/>")]
    [InlineData("<defs><linearGradient id=\"a\"><stop offset=\"5%\" stop-color=\"gold\"/></linearGradient></defs><circle r=\"5\" fill=\"url(#a)\"/>")]
    [InlineData("<text x=\"1\" font-family=\"'MS 明朝', serif\">住民課 <tspan dy=\"1\">窓口</tspan></text>")]
    [InlineData("<symbol id=\"s\"><path d=\"M0 0\"/></symbol><use xlink:href=\"#s\" x=\"4\"/>")]
    [InlineData("<filter id=\"f\"><feGaussianBlur in=\"SourceGraphic\" stdDeviation=\"2\"/></filter><g filter=\"url(#f)\"><rect/></g>")]
    [InlineData("<rect><animate attributeName=\"x\" from=\"0\" to=\"10\" dur=\"2s\" repeatCount=\"indefinite\"/></rect>")]
    [InlineData("<style>.a, #b > c{fill:red;font-family:\"Noto Sans\"}</style><g class=\"a\"/>")]
    [InlineData("<switch><text systemLanguage=\"ja\">日</text><text>x</text></switch>")]
    [InlineData("<title>図</title><desc>説明</desc>")]
    public void Keeps_WhatIsSeen(string inner)
    {
        var run = Svg(inner);
        Assert.Equal("", run.Faults);
        Assert.Empty(run.Codes);
        Assert.Equal("svg", run.Report.Output?.Format);
        Assert.Equal(Plain(inner), Plain(Inner(run)));
    }

    [Theory]
    [InlineData("<script>alert(1)</script><rect/>", "svg.script", "<rect/>")]
    [InlineData("<SCRIPT>alert(1)</SCRIPT><rect/>", "svg.unknownElement", "<rect/>")]
    [InlineData("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>", "svg.script", "")]
    [InlineData("<rect onclick=\"a()\" ONLOAD=\"b()\" x=\"1\"/>", "svg.eventHandler", "<rect x=\"1\"/>")]
    [InlineData("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\">x</body></foreignObject>", "svg.foreignObject", "")]
    [InlineData("<iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"https://e.example\"/>", "svg.unknownElement", "")]
    [InlineData("<a href=\"javascript:x()\"><rect/></a>", "svg.link", "<g><rect/></g>")]
    [InlineData("<text>見<a xlink:href=\"https://e.example\">本</a></text>", "svg.link", "<text>見<tspan>本</tspan></text>")]
    [InlineData("<use href=\"https://e.example/a.svg#b\"/>", "svg.externalReference", "<use/>")]
    [InlineData("<use href=\"data:image/svg+xml;base64,AAAA#b\"/>", "svg.externalReference", "<use/>")]
    [InlineData("<image href=\"https://e.example/a.png\"/>", "svg.externalReference", "")]
    [InlineData("<image href=\"file:///etc/passwd\"/>", "svg.externalReference", "")]
    [InlineData("<rect fill=\"url(https://e.example/a.svg#b)\"/>", "svg.externalReference", "<rect/>")]
    [InlineData("<rect style=\"fill:url( 'http://e.example' );x:1\"/>", "svg.externalReference", "<rect style=\"x:1\"/>")]
    [InlineData("<rect style=\"fill:u\\72l(http://e.example)\"/>", "svg.style", "<rect/>")]
    [InlineData("<rect style=\"fi/**/ll:red;width:expression(alert(1))\"/>", "svg.style", "<rect/>")]
    [InlineData("<rect style=\"-moz-binding:url(#a)\"/>", "svg.metadata", "<rect/>")]
    [InlineData("<style>@import url(http://e.example/x.css);.a{fill:red}</style>", "svg.externalReference", "<style>.a{fill:red}\n</style>")]
    [InlineData("<style>@font-face{font-family:x;src:url(http://e.example)}a[href^=x]{fill:red}.b:hover{fill:red}</style>", "svg.style", "")]
    [InlineData("<style>.a{fill:red}.a{background:url(//e.example)}</style>", "svg.style", "<style>.a{fill:red}\n</style>")]
    [InlineData("<rect fill=\"url(#@import)\"/>", "svg.externalReference", "<rect/>")]
    [InlineData("<rect font-family=\"'/*'\"/>", "svg.style", "<rect/>")]
    [InlineData("<g viewBox=\"0 expr  ession (0\"/>", "svg.unknownAttribute", "<g/>")]
    [InlineData("<g viewBox=\"java script :x\" transform=\"expr ession(0)\"/>", "svg.style", "<g/>")]
    [InlineData("<rect><animate attributeName=\"x\" begin=\"00:01:02.5;x.click\" dur=\"a:b\"/></rect>", "svg.unknownAttribute", "<rect><animate attributeName=\"x\" begin=\"00:01:02.5;x.click\"/></rect>")]
    [InlineData("<style type=\"text/javascript\">x</style>", "svg.style", "")]
    [InlineData("<a><animate attributeName=\"href\" to=\"javascript:x\"/></a>", "svg.animation", "<g/>")]
    [InlineData("<rect><set attributeName=\"xlink:href\" to=\"javascript:x\"/></rect>", "svg.animation", "<rect/>")]
    [InlineData("<rect><set attributeName=\"onclick\" to=\"x\"/><animate attributeName=\"style\" to=\"x\"/></rect>", "svg.animation", "<rect/>")]
    [InlineData("<rect><animate attributeName=\"fill\" values=\"red;url(http://e.example)\"/></rect>", "svg.externalReference", "<rect><animate attributeName=\"fill\"/></rect>")]
    [InlineData("<g xml:base=\"https://e.example/\"/>", "svg.externalReference", "<g/>")]
    [InlineData("<metadata><rdf xmlns=\"r\">Taro Yamada</rdf></metadata><g xmlns:i=\"http://ns.adobe.com/x\" i:layer=\"yes\"/>", "svg.metadata", "<g/>")]
    [InlineData("<filter id=\"f\"><feGaussianBlur stdDeviation=\"90000\"/></filter>", "svg.filter", "<filter id=\"f\"><feGaussianBlur/></filter>")]
    public void Takes_OutWhatActs(string inner, string code, string clean)
    {
        var run = Svg(inner);
        Assert.Equal("", run.Faults);
        Assert.Contains(code, run.Codes);
        Assert.Equal(Plain(clean), Plain(Inner(run)));
        var again = Runs.File("a.svg", run.Output.Bytes);
        Assert.Empty(again.Codes);
        Assert.Equal(run.Output.Text, again.Output.Text);
    }

    [Fact]
    public void Drops_DeclarationsEntitiesInstructionsAndComments()
    {
        var run = Runs.File("a.svg", Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\"?><?xml-stylesheet href=\"http://e.example/x.css\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><!-- secret --><svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>"));
        Assert.Equal(["svg.doctype", "svg.styleSheet"], run.Codes.Order());
        Assert.DoesNotContain("secret", run.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_EntitiesInUse()
    {
        var laughs = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&b;</text></svg>";
        Assert.Equal(Reason.Corrupt, Runs.File("a.svg", Encoding.UTF8.GetBytes(laughs)).Report.Reason);
    }

    [Theory]
    [InlineData("<g id=\"l0\"><rect/></g>", "<g id=\"l{1}\"><use href=\"#l{0}\"/><use href=\"#l{0}\"/><use href=\"#l{0}\"/><use href=\"#l{0}\"/></g>")]
    [InlineData("<pattern id=\"l0\"><rect/></pattern>", "<pattern id=\"l{1}\"><rect fill=\"url(#l{0})\"/><rect fill=\"url(#l{0})\"/><rect style=\"stroke:url(#l{0})\"/><rect mask=\"url(#l{0})\"/></pattern>")]
    [InlineData("<pattern id=\"l0\"><rect/></pattern>", "<style>.c{1}{{fill:url(#l{0})}}</style><pattern id=\"l{1}\"><rect class=\"c{1}\"/><rect class=\"x c{1}\"/><rect class=\"c{1}\"/><rect class=\"c{1}\"/></pattern>")]
    public void Refuses_DrawingsThatGrowWhenShown(string first, string level)
    {
        var levels = Enumerable.Range(0, 24).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, level, i, i + 1));
        var few = Svg(first + string.Concat(levels.Take(3)) + "<use href=\"#l3\"/>");
        Assert.Equal(Outcome.Rebuilt, few.Report.Outcome);
        var bomb = Svg(first + string.Concat(levels) + "<use href=\"#l24\"/>");
        Assert.Equal(Reason.Budget, bomb.Report.Reason);
        Assert.Contains("svg.expansion", bomb.Codes);
    }

    [Fact]
    public void Refuses_CirclesAndDepth()
    {
        Assert.Equal(Reason.Budget, Svg("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>").Report.Reason);
        Assert.Equal(Reason.TooDeep, Svg(string.Concat(Enumerable.Repeat("<g>", 100_000))).Report.Reason);
        // The same id twice, one inside the other, is careless and no circle.
        Assert.Equal(Outcome.Rebuilt, Svg("<g id=\"a\"><g><g id=\"a\"><rect/></g></g></g>").Report.Outcome);
    }

    [Fact]
    public void Sends_PicturesThroughTheirSanitizer()
    {
        var png = Pictures.Png(4, 4);
        var dirty = Convert.ToBase64String([.. png, .. "TRAIL hidden"u8]);
        var bad = Convert.ToBase64String([.. png, .. "REFUSE"u8]);
        var run = Svg($"<image width=\"4\" xlink:href=\"data:image/png;base64,{dirty}\"/><image href=\"data:image/png;base64,{bad}\"/><image href=\"data:image/svg+xml;base64,{dirty}\"/>", FakeRaster.Catalog);
        Assert.Equal("", run.Faults);
        Assert.Equal($"<image width=\"4\" xlink:href=\"data:image/png;base64,{Convert.ToBase64String(png)}\" />", Inner(run));
        Assert.Equal(2, run.Report.Findings.Single(finding => finding.Code == "svg.image").Count);
        Assert.Equal(["/picture-1", "/picture-2"], run.Report.Parts.Select(part => part.Path));
    }

    [Fact]
    public void Reads_GzipAndOtherCharsets()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string Text = "<text>水道の手続き</text>";
        var whole = Open + Text + "</svg>";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(whole));
        }

        var unpacked = Runs.File("地図.svgz", packed.ToArray());
        Assert.Equal("svg", unpacked.Report.Output?.Format);
        Assert.EndsWith(".svg", unpacked.Report.Output?.Name.DangerousRaw, StringComparison.Ordinal);
        Assert.Equal(Text, Inner(unpacked));
        Assert.Equal(["svg.compressed"], unpacked.Codes);
        Assert.Equal(Text, Inner(Runs.File("a.svg", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(whole)])));
        var japanese = Encoding.GetEncoding("shift_jis").GetBytes("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" + whole);
        Assert.Equal(Text, Inner(Runs.File("a.svg", japanese)));
    }

    [Fact]
    public void Reads_PlainEntities_AndNoOthers()
    {
        const string Declared = "<?xml version=\"1.0\"?><!-- drawn --><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://x.example/svg.dtd\" [\n<!ENTITY ns \"http://www.w3.org/2000/svg\">\n"
            + "<!ENTITY red 'red'><!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY % p \"<!ENTITY q 'x'>\"> %p; <!ENTITY b \"&red;&red;\"><!ATTLIST svg onload CDATA \"alert(1)\"><!-- > -->\n]>";

        var run = Runs.File("a.svg", Encoding.UTF8.GetBytes(Declared.Replace(" %p;", "", StringComparison.Ordinal) + "<svg xmlns=\"&ns;\"><rect fill=\"&red;\"/></svg>"));

        Assert.Equal("<rect fill=\"red\" />", Inner(run));
        Assert.Equal(["svg.doctype"], run.Codes);
        foreach (var name in new[] { "f", "p", "q", "b", "undeclared" })
        {
            Assert.Equal(Reason.Corrupt, Runs.File("a.svg", Encoding.UTF8.GetBytes(Declared + $"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&{name};</text></svg>")).Report.Reason);
        }
    }

    [Fact]
    public void Bounds_WhatEntitiesBecome()
    {
        var text = "<!DOCTYPE svg [<!ENTITY a \"" + new string('a', 500) + "\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>" + string.Concat(Enumerable.Repeat("&a;", 3_000)) + "</text></svg>";

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), Runs.File("a.svg", Encoding.UTF8.GetBytes(text)) is var run ? (run.Report.Outcome, run.Report.Reason) : default);
    }

    [Fact]
    public void Gives_EveryPrefixAVerdict()
    {
        var input = Encoding.UTF8.GetBytes(Open + "<style>.a{fill:red}</style><g id=\"x\" class=\"a\"><use xlink:href=\"#y\"/></g></svg>");
        for (var length = 0; length < input.Length; length++)
        {
            var run = Runs.File("a.svg", input[..length]);
            Assert.NotEqual("svg", run.Report.Output?.Format);
        }
    }

    [Theory]
    [InlineData("<g/>")]
    [InlineData("<script></script>")]
    [InlineData("<g onload=\"x\" />")]
    [InlineData("<g xlink:href=\"http://x\" />")]
    [InlineData("<rect fill=\"url(http://x)\" />")]
    [InlineData("<rect style=\"fill:url(&quot;http://x)\" />")]
    [InlineData("<rect fill=\"u\\72l(x)\" />")]
    [InlineData("<style>@import x</style>")]
    [InlineData("<g href=\"#a\" />")]
    [InlineData("<set attributeName=\"href\" />")]
    [InlineData("<text>&bad;</text>")]
    [InlineData("<!-- x -->")]
    [InlineData("<g>")]
    [InlineData("<image xlink:href=\"data:image/svg+xml;base64,AAAA\" />")]
    public void Rejects_OutputsThatAreNotItsOwn(string inner)
    {
        const string Head = "<?xml version=\"1.0\" encoding=\"utf-8\"?><svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns=\"http://www.w3.org/2000/svg\">";
        Assert.Null(Verify(Head + "<rect x=\"1\" />" + "</svg>"));
        Assert.NotNull(Verify(Head + inner + "</svg>"));
        Assert.NotNull(Verify(Head + "</svg>" + inner));

        static string? Verify(string text) => new SvgVerifier().Verify(Sanitizers.Detection.Formats.Svg, new MemoryStream(Encoding.UTF8.GetBytes(text)), new PlainText.BareContext());
    }

    private static RunResult Svg(string inner, SanitizerCatalog? catalog = null) => Runs.File("a.svg", Encoding.UTF8.GetBytes(Open + inner + "</svg>"), catalog: catalog);

    private static string Inner(RunResult run)
    {
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        var text = Encoding.UTF8.GetString(run.Output.Bytes);
        var start = text.IndexOf('>', text.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        return text[start..text.LastIndexOf("</svg>", StringComparison.Ordinal)];
    }

    // Our writer puts a blank before "/>" and may close what was empty; neither is seen. It writes style sheets one rule to a line.
    private static string Plain(string xml) => xml.Replace(" />", "/>", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("}\n<", "}<", StringComparison.Ordinal).Replace(" href=", " xlink:href=", StringComparison.Ordinal);
}
