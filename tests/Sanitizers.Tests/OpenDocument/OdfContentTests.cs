using Mugai.Policies;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.OpenDocument.OdfBuilder;

namespace Mugai.Sanitizers.Tests.OpenDocument;

/// <summary>What may stand in a part.</summary>
public sealed class OdfContentTests
{
    [Theory]
    [InlineData("https://example.jp/a?b=1&amp;c=2")]
    [InlineData("http://example.jp")]
    [InlineData("mailto:a@example.jp")]
    [InlineData("#見出し")]
    public void Keeps_LinksOfASafeKind(string target) =>
        Assert.Contains($"<text:a xlink:href=\"{target}\">x</text:a>", OdfCleaning.Of(Text($"<text:p><text:a xlink:href=\"{target}\">x</text:a></text:p>")).AndProven().Content, StringComparison.Ordinal);

    [Theory]
    [InlineData("file:///c:/x.exe")]
    [InlineData("../../x.odt")]
    [InlineData("\\\\evil\\share\\x")]
    [InlineData("vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document")]
    [InlineData("macro:///Standard.Module1.Main")]
    [InlineData("javascript:alert(1)")]
    [InlineData("service:com.sun.star.x")]
    [InlineData("ms-word:ofe|u|http://x")]
    [InlineData("vnd.sun.star.webdav://evil/x")]
    public void Unwraps_LinksOfAnyOtherKind(string target)
    {
        var clean = OdfCleaning.Of(Text($"<text:p>a<text:a xlink:href=\"{target}\">クリック</text:a></text:p>")).AndProven();

        Assert.Equal(["odf.hyperlink"], clean.Codes);
        Assert.Contains("<text:p>aクリック</text:p>", clean.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<office:scripts><office:script script:language=\"ooo:Basic\"><ooo:libraries/></office:script></office:scripts>", "odf.macro")]
    [InlineData("<office:scripts><office:event-listeners><script:event-listener script:event-name=\"dom:load\" xlink:href=\"vnd.sun.star.script:x\"/></office:event-listeners></office:scripts>", "odf.macro")]
    [InlineData("<office:scripts/>", null)]
    [InlineData("<office:font-face-decls><style:font-face style:name=\"a\"><svg:font-face-src><svg:font-face-uri xlink:href=\"Fonts/a.ttf\"/></svg:font-face-src></style:font-face></office:font-face-decls>", "odf.font")]
    public void Removes_WhatStandsBeforeTheBody(string before, string? code)
    {
        var clean = OdfCleaning.Of(Empty("text").Content(Document("text", "<text:p>x</text:p>").Replace("<office:automatic-styles/>", before, StringComparison.Ordinal))).AndProven();

        Assert.Equal(code is null ? [] : [code], clean.Codes);
        Assert.DoesNotContain("script", clean.Content[clean.Content.IndexOf('>', 60)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<text:section text:name=\"s\"><text:section-source xlink:href=\"http://evil/x.odt\"/><text:p>残る文</text:p></text:section>", "odf.externalReference")]
    [InlineData("<text:section text:name=\"s\"><office:dde-source office:dde-application=\"cmd\" office:dde-topic=\"/c\" office:dde-item=\"x\"/><text:p>残る文</text:p></text:section>", "odf.dde")]
    [InlineData("<text:dde-connection-decls><text:dde-connection-decl office:name=\"d\" office:dde-application=\"cmd\"/></text:dde-connection-decls><text:p><text:dde-connection text:connection-name=\"d\">残る文</text:dde-connection></text:p>", "odf.dde")]
    [InlineData("<text:p><text:database-display text:database-name=\"db\" text:column-name=\"c\">残る文</text:database-display></text:p>", "odf.database")]
    [InlineData("<text:p>残る文<text:script script:language=\"JavaScript\">alert(1)</text:script></text:p>", "odf.script")]
    [InlineData("<text:p><text:execute-macro text:name=\"m\"><office:event-listeners><script:event-listener xlink:href=\"vnd.sun.star.script:x\"/></office:event-listeners>残る文</text:execute-macro></text:p>", "odf.macro")]
    [InlineData("<text:p>残る文<draw:frame><draw:applet xlink:href=\"http://evil/a.class\" draw:code=\"a\"/></draw:frame></text:p>", "odf.applet")]
    [InlineData("<text:p>残る文<draw:frame><draw:plugin xlink:href=\"Media/a.mp4\" draw:mime-type=\"video/mp4\"/></draw:frame></text:p>", "odf.media")]
    [InlineData("<text:p>残る文<draw:frame><draw:floating-frame xlink:href=\"http://evil/\"/></draw:frame></text:p>", "odf.frame")]
    [InlineData("<text:p>残る文<draw:frame><draw:image xlink:href=\"http://evil/track.png\"/></draw:frame></text:p>", "odf.externalReference")]
    [InlineData("<text:p>残る文<draw:frame><draw:image xlink:href=\"//evil/share/a.png\"/></draw:frame></text:p>", "odf.externalReference")]
    [InlineData("<text:p>残る文<draw:frame><draw:object xlink:href=\"../../secret.ods\"/></draw:frame></text:p>", "odf.externalReference")]
    [InlineData("<text:p text:evil=\"1\">残る文</text:p>", "odf.unknownAttribute")]
    [InlineData("<text:p><x:y xmlns:x=\"urn:x\">残る文</x:y></text:p>", "odf.unknownElement")]
    public void Removes_WhatActsAndKeepsTheText(string body, string code)
    {
        var clean = OdfCleaning.Of(Text(body)).AndProven();

        Assert.Contains(code, clean.Codes);
        Assert.Contains("残る文", clean.Content, StringComparison.Ordinal);
        foreach (var gone in (string[])["evil", "alert", "cmd", "script:x", "Media/", "secret", "urn:x"])
        {
            Assert.DoesNotContain(gone, clean.Content, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("of:=SUM([.A1:.A3])")]
    [InlineData("of:=IF([$表1.$A$1]=\"\";\"なし\";COM.MICROSOFT.CONCAT([.A1];\"|\"))")]
    [InlineData("of:=HYPERLINK(\"https://example.jp/\";\"開く\")")]
    [InlineData("of:={1;2|3;4}")]
    [InlineData("of:=VLOOKUP([.A1];[&apos;別の 表&apos;.A1:.B9];2;0)+#N/A")]
    [InlineData("of:=INDIRECT(\"A\"&amp;ROW())")]
    [InlineData("of:=ORG.OPENOFFICE.EASTERSUNDAY(2026)")]
    public void Keeps_Formulas(string formula)
    {
        var clean = OdfCleaning.Of(Sheet(Row($"<table:table-cell table:formula='{formula}' office:value-type='float' office:value='3'><text:p>3</text:p></table:table-cell>")), "a.ods").AndProven();

        Assert.Empty(clean.Codes);
        Assert.Contains("table:formula=", clean.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("of:=DDE(\"soffice\";\"/x.ods\";\"A1\")", "odf.dde")]
    [InlineData("of:=COM.MICROSOFT.WEBSERVICE(\"http://evil/\")", "odf.formula")]
    [InlineData("of:=COM.MICROSOFT.FILTERXML([.A1];\"//a\")", "odf.formula")]
    [InlineData("of:=[&apos;file:///c:/evil.ods&apos;#$表.A1]", "odf.externalReference")]
    [InlineData("of:=[&apos;http://evil/x.ods&apos;#$表.A1]", "odf.externalReference")]
    [InlineData("of:=&apos;file:///c:/evil.ods&apos;#$$名前", "odf.externalReference")]
    [InlineData("of:=INDIRECT(\"&apos;file:///evil/x.ods&apos;#$a.A1\")", "odf.externalReference")]
    [InlineData("of:=HYPERLINK(\"file:///c:/evil.exe\")", "odf.hyperlink")]
    [InlineData("of:=HYPERLINK([.A1])", "odf.hyperlink")]
    [InlineData("of:=MYMACRO(1)", "odf.formula")]
    [InlineData("msoxl:=cmd|'/c'!A1", "odf.formula")]
    public void Replaces_FormulasThatReachOutByTheirValue(string formula, string code)
    {
        var clean = OdfCleaning.Of(Sheet(Row($"<table:table-cell table:formula=\"{formula.Replace("\"", "&quot;", StringComparison.Ordinal)}\" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>")), "a.ods").AndProven();

        Assert.Equal([code], clean.Codes);
        Assert.Contains("<table:table-cell office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p>", clean.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_CachedSheetsOfOtherFiles()
    {
        var clean = OdfCleaning.Of(Sheet(Row("<table:table-cell/>"), "<table:table table:name=\"'file:///c:/x.ods'#表\"><table:table-source xlink:href=\"file:///c:/x.ods\"/><table:table-column/></table:table>"
            + "<table:dde-links><table:dde-link><office:dde-source office:dde-application=\"cmd\"/></table:dde-link></table:dde-links>"
            + "<table:database-ranges><table:database-range table:name=\"r\" table:target-range-address=\"表1.A1:表1.B2\"><table:database-source-sql table:database-name=\"d\"/></table:database-range></table:database-ranges>"), "a.ods").AndProven();

        Assert.Equal(["odf.database", "odf.dde", "odf.externalReference"], clean.Codes);
        Assert.DoesNotContain("file:", clean.Content, StringComparison.Ordinal);
        Assert.Contains("table:database-range ", clean.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("presentation:action=\"next-page\"", true)]
    [InlineData("presentation:action=\"show\" xlink:href=\"#p1\"", true)]
    [InlineData("presentation:action=\"execute\" xlink:href=\"file:///c:/evil.exe\"", false)]
    [InlineData("presentation:action=\"verb\" presentation:verb=\"0\"", false)]
    [InlineData("presentation:action=\"show\" xlink:href=\"file:///c:/x.odp\"", false)]
    public void Keeps_ClicksThatOnlyWalkThrough(string click, bool isKept)
    {
        var clean = OdfCleaning.Of(Show($"<draw:rect><office:event-listeners><presentation:event-listener script:event-name=\"dom:click\" {click}/></office:event-listeners><text:p>x</text:p></draw:rect>"), "a.odp").AndProven();

        Assert.Equal(isKept ? [] : ["odf.action"], clean.Codes);
        Assert.Equal(isKept, clean.Content.Contains("event-listeners", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_FormControlsWithoutWhatTheyDo()
    {
        var clean = OdfCleaning.Of(Text("<office:forms form:apply-design-mode=\"false\"><form:form form:name=\"f\" xlink:href=\"http://evil/post\" form:method=\"post\" form:datasource=\"db\" form:control-implementation=\"ooo:com.sun.star.form.component.Form\">"
            + "<form:button form:name=\"b\" form:label=\"送信\" form:button-type=\"url\" xlink:href=\"http://evil/\" form:control-implementation=\"ooo:com.sun.star.form.component.CommandButton\">"
            + "<office:event-listeners><script:event-listener script:event-name=\"form:performaction\" xlink:href=\"vnd.sun.star.script:x\"/></office:event-listeners></form:button>"
            + "<form:text form:name=\"t\" form:control-implementation=\"ooo:com.sun.star.evil.Service\"/></form:form></office:forms><text:p>x</text:p>")).AndProven();

        Assert.Contains("odf.form", clean.Codes);
        Assert.Contains("odf.script", clean.Codes);
        Assert.Contains("form:label=\"送信\"", clean.Content, StringComparison.Ordinal);
        Assert.Contains("form:button-type=\"push\"", clean.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", clean.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_SettingsThatCanHoldNothing()
    {
        var clean = OdfCleaning.Of(Text("<text:p>x</text:p>").Part("settings.xml", "text/xml", $"<office:document-settings {Spaces}><office:settings><config:config-item-set config:name=\"ooo:configuration-settings\">"
            + "<config:config-item config:name=\"AddParaTableSpacing\" config:type=\"boolean\">true</config:config-item><config:config-item config:name=\"PrinterSetup\" config:type=\"base64Binary\">QUJD</config:config-item>"
            + "<config:config-item config:name=\"CurrentDatabaseDataSource\" config:type=\"string\">db</config:config-item></config:config-item-set></office:settings></office:document-settings>")).AndProven();

        Assert.Equal(["odf.printerSettings", "odf.settings"], clean.Codes);
        Assert.Contains("AddParaTableSpacing", clean.Part("settings.xml"), StringComparison.Ordinal);
        Assert.DoesNotContain("Printer", clean.Part("settings.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keeps_PeopleUntilThePolicySaysOtherwise(bool hides)
    {
        var clean = OdfCleaning.Of(Text("<text:p>x<office:annotation><dc:creator>山田</dc:creator><text:p>注</text:p></office:annotation></text:p>")
            .Part("meta.xml", "text/xml", $"<office:document-meta {Spaces}><office:meta><meta:initial-creator>山田</meta:initial-creator><meta:template xlink:href=\"file:///c:/t.ott\"/></office:meta></office:document-meta>"),
            policy: new SanitizePolicy { Revision = "r1", Office = new OfficePolicy { RemoveMetadata = hides } });

        Assert.Equal(Outcome.Rebuilt, clean.Run.Report.Outcome);
        Assert.Equal(hides ? ["odf.metadata", "odf.template"] : ["odf.template"], clean.Codes);
        Assert.Equal(!hides, clean.Content.Contains("山田", StringComparison.Ordinal));
        Assert.Equal(!hides, clean.Part("meta.xml").Contains("山田", StringComparison.Ordinal));
        Assert.Contains("注", clean.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keeps_ReviewsUntilThePolicySaysOtherwise(bool goes)
    {
        var clean = OdfCleaning.Of(Text("<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><office:change-info><dc:creator>山田</dc:creator></office:change-info><text:p>削除</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            + "<text:p>本文<text:change text:change-id=\"c1\"/><office:annotation office:name=\"a\"><text:p>意見</text:p></office:annotation><office:annotation-end office:name=\"a\"/></text:p>"),
            policy: new SanitizePolicy { Revision = "r1", Office = new OfficePolicy { RemoveComments = goes, AcceptRevisions = goes } }).AndProven();

        Assert.Contains("本文", clean.Content, StringComparison.Ordinal);
        Assert.All((string[])["削除", "意見", "annotation-end", "text:change "], part => Assert.Equal(!goes, clean.Content.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(goes ? ["odf.comment", "odf.revision"] : [], clean.Codes);
    }
}
