using Mugai.Policies;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.OpenDocument.OdfBuilder;

namespace Mugai.Sanitizers.Tests.OpenDocument;

public sealed class OdfTextTests
{
    private static readonly SanitizePolicy TextOnly = new() { Revision = "r1", Language = NoticeLanguage.Ja, Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Office] = PartWay.Text } };

    [Fact]
    public void Gives_WhatPeopleReadInItsOrder()
    {
        var styles = $"<office:document-styles {Spaces}><office:master-styles><style:master-page style:name=\"m\"><style:header><text:p>回覧</text:p></style:header><style:footer><text:p>総務課</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>";
        var text = TextOf(Text("<text:tracked-changes><text:changed-region><text:deletion><text:p>消した文</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            + "<text:h>見出し</text:h><text:p>本文<text:s text:c=\"2\"/>です<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>注一</text:p><text:p>注二</text:p></text:note-body></text:note>。"
            + "<office:annotation><dc:creator>山田</dc:creator><text:p>要確認</text:p></office:annotation></text:p><text:p><text:ruby><text:ruby-base>常陸</text:ruby-base><text:ruby-text>ひたち</text:ruby-text></text:ruby></text:p>"
            + "<table:table><table:table-row><table:table-cell><text:p>甲</text:p><text:p>乙</text:p></table:table-cell><table:table-cell><text:p>丙</text:p></table:table-cell></table:table-row></table:table><text:p/><text:p>終わり</text:p>")
            .Part("styles.xml", "text/xml", styles));

        Assert.Equal("回覧\n見出し\n本文  です [注一 注二]。 [コメント: 要確認]\n常陸(ひたち)\n甲 乙\t丙\n\n終わり\n総務課\n", text);
    }

    [Fact]
    public void Gives_SheetsAsLinesWithTabs()
    {
        var text = TextOf(Sheet(
            Row("<table:table-cell><text:p>品名</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell office:value-type=\"float\" office:value=\"1200\"><text:p>1,200</text:p></table:table-cell>")
            + "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
            + "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell><text:p>同じ</text:p></table:table-cell></table:table-row>"));

        Assert.Equal("[表1]\n品名\t\t\t1,200\n同じ\t[×3]\n\n", text);
    }

    [Fact]
    public void Keeps_ColumnsBehindEqualNeighbours()
    {
        var text = TextOf(Sheet(Row("<table:table-cell table:number-columns-repeated=\"2\"><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell>")));

        Assert.Equal("[表1]\n1 [×2]\t\t2\n\n", text);
    }

    [Fact]
    public void Leaves_OutCommentsWhenThePolicySaysSo()
    {
        var document = Text("<text:p>本文<office:annotation><text:p>意見</text:p></office:annotation></text:p>");

        Assert.Equal("本文 [コメント: 意見]\n", TextOf(document));
        Assert.Equal("本文\n", TextOf(document, TextOnly with { Office = new OfficePolicy { RemoveComments = true } }));
    }

    [Fact]
    public void Gives_SlidesWithTheirNotes()
    {
        var text = TextOf(Show(Frame("<draw:text-box><text:p>題</text:p></draw:text-box>") + $"<presentation:notes>{Frame("<draw:text-box><text:p>話すこと</text:p></draw:text-box>")}</presentation:notes>"));

        Assert.Equal("[スライド 1]\n題\n[ノート]\n話すこと\n", text);
    }

    [Fact]
    public void Tells_WhatIsNotInTheText()
    {
        var run = OdfCleaning.Of(Text("<text:p>本文</text:p>").Part("Basic/Standard/Module1.xml", "text/xml", "<m/>").Part("Object 1", "application/vnd.sun.star.oleobject", "ole"), policy: TextOnly).Run;

        Assert.Equal((Outcome.Replaced, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["odf.macro", "odf.ole"], run.Codes);
    }

    [Fact]
    public void Blocks_WhatHasHeadingsAlone()
    {
        var run = OdfCleaning.Of(Show(Frame("<draw:text-box><text:p/></draw:text-box>")), policy: TextOnly).Run;

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
    }

    private static string TextOf(OdfBuilder document, SanitizePolicy? policy = null)
    {
        var run = OdfCleaning.Of(document, policy: policy ?? TextOnly).Run;
        Assert.Equal((Outcome.Replaced, "txt"), (run.Report.Outcome, run.Report.Output!.Format));
        return System.Text.Encoding.UTF8.GetString(run.Output.Bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
    }
}
