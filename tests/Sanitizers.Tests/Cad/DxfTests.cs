using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Cad;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Cad;

public class DxfTests
{
    private const string Drawing = """
        999|made by x|0|SECTION|2|HEADER|9|$ACADVER|1|AC1015|9|$DWGCODEPAGE|3|ANSI_932|9|$PROJECTNAME|1|c:\secret|9|$LUNITS|70|2|0|ENDSEC
        |0|SECTION|2|CLASSES|0|CLASS|1|LAYOUT|2|AcDbLayout|3|ObjectDBX Classes|0|CLASS|1|VBA_PROJECT|2|AcDbVbaProject|3|ObjectDBX|0|ENDSEC
        |0|SECTION|2|TABLES|0|TABLE|2|STYLE|0|STYLE|5|11|2|標準|3|\\evil\share\txt.shx|4|bigfont.shx|0|ENDTAB|0|ENDSEC
        |0|SECTION|2|BLOCKS|0|BLOCK|5|20|2|平面図|70|4|10|0.0|3|平面図|1|\\evil\share\plan.dwg|0|ENDBLK|5|21|0|ENDSEC
        |0|SECTION|2|ENTITIES|0|LINE|5|30|8|壁|10|0.0|20|1.5|11|-2E+3|1001|PE_URL|1000|http://evil.example/|0|TEXT|5|31|8|文字|10|1.0|1|表能ソ：縮尺 1/100 http://ok.example
        |0|OLE2FRAME|5|32|310|D0CF11E0|0|IMAGE|5|33|340|41|0|WIPEOUT|5|34|340|41|0|ACAD_PROXY_ENTITY|5|35|310|00|0|ENDSEC
        |0|SECTION|2|OBJECTS|0|DICTIONARY|5|C|3|ACAD_IMAGE_DICT|350|40|3|ACAD_LAYOUT|350|42|0|IMAGEDEF|5|41|1|\\evil\share\a.png|0|XRECORD|5|40|1|evil|0|LAYOUT|5|42|2|\\evil\printer|1|モデル|0|VBA_PROJECT|5|43|310|00|0|ENDSEC
        |0|SECTION|2|THUMBNAILIMAGE|90|4|310|AABB|0|ENDSEC|0|EOF
        """;

    static DxfTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static Encoding Cp932 => Encoding.GetEncoding(932);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    public void Keeps_TheDrawingInItsCharset(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        var run = Clean(encoding.GetBytes(Lines(Drawing)));
        Assert.Equal((Outcome.Rebuilt, "dxf", "図.dxf"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        var text = new string([.. encoding.GetString(run.Output.Bytes)]).Replace("\r\n", "|", StringComparison.Ordinal).Replace("| ", "|", StringComparison.Ordinal).Replace("| ", "|", StringComparison.Ordinal);
        foreach (var kept in (string[])["|9|$ACADVER|1|AC1015|", "|70|2|", "|0|CLASS|1|LAYOUT|", "|3|txt.shx|4|bigfont.shx|", "|2|平面図|70|0|", "|0|LINE|5|30|8|壁|10|0.0|20|1.5|11|-2E+3|0|TEXT|",
            "|1|表能ソ：縮尺 1/100 http://ok.example|", "|0|WIPEOUT|5|34|340|0|", "|3|ACAD_LAYOUT|350|42|", "|1|モデル|"])
        {
            Assert.Contains(kept, text, StringComparison.Ordinal);
        }

        foreach (var gone in (string[])["evil", "secret", "OLE2FRAME", "VBA", "IMAGE", "PROXY", "310", "999", "PE_URL", "THUMBNAIL", "D0CF11E0"])
        {
            Assert.DoesNotContain(gone, text, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var code in (string[])["dxf.comment", "dxf.metadata", "dxf.class", "dxf.path", "dxf.xref", "dxf.hyperlink", "dxf.ole", "dxf.image", "dxf.proxy", "dxf.vba", "dxf.thumbnail", "dxf.deadReference"])
        {
            Assert.Contains(code, run.Codes);
        }

        var again = Clean(run.Output.Bytes);
        Assert.Empty(again.Codes);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
    }

    [Fact]
    public void Gives_TextOrNothing_WhereThePolicySaysSo()
    {
        var input = Cp932.GetBytes(Lines(Drawing));
        var text = Clean(input, With(PartWay.Text));
        Assert.Equal((Outcome.Replaced, "txt"), (text.Report.Outcome, text.Report.Output!.Format));
        Assert.Equal("表能ソ：縮尺 1/100 http://ok.example\r\n", text.Text());
        Assert.Equal((Outcome.Replaced, "txt"), (Clean(input, With(PartWay.Remove)).Report.Outcome, "txt"));

        static SanitizePolicy With(PartWay way) => new() { Revision = "r", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Cad] = way } };
    }

    [Theory]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|10|x|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|zz|1|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|10|1.0")]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|10|1.0|0|EOF")]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|5|xyz|0|ENDSEC|0|EOF")]
    public void Refuses_WhatIsNotADrawing(string lines)
    {
        var run = Clean(Encoding.ASCII.GetBytes(Lines(lines)));
        Assert.Equal((Outcome.Blocked, Reason.Corrupt, "dxf"), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
    }

    [Fact]
    public void Blocks_BinaryDrawingsByName()
    {
        var run = Clean("AutoCAD Binary DXF\r\n\u001a\0\0SECTION\0"u8.ToArray());
        Assert.Equal((Outcome.Blocked, Reason.Unsupported, "dxf-binary"), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
    }

    [Fact]
    public void NeverFails_OnAnyPrefix()
    {
        var bytes = Cp932.GetBytes(Lines(Drawing));
        for (var i = 0; i < bytes.Length; i++)
        {
            Clean(bytes[..i]);
        }
    }

    [Theory]
    [InlineData("0|SECTION|2|ENTITIES|0|OLE2FRAME|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|310|00|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|999|x|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|ENTITIES|0|LINE|1001|PE_URL|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|BLOCKS|0|BLOCK|1|x.dwg|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|BLOCKS|0|BLOCK|70|4|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|TABLES|0|STYLE|3|c:\\x.shx|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|THUMBNAILIMAGE|0|ENDSEC|0|EOF")]
    [InlineData("0|SECTION|2|ENTITIES|0|ENDSEC")]
    [InlineData("0|SECTION|2|ENTITIES|0|ENDSEC|0|EOF|0|LINE")]
    public void Verifier_RefusesWhatWeDoNotWrite(string lines)
    {
        Assert.Null(Verify("0|SECTION|2|ENTITIES|0|LINE|10|1|0|ENDSEC|0|EOF"));
        Assert.NotNull(Verify(lines));

        static string? Verify(string lines) => new DxfVerifier().Verify(Formats.Dxf, new MemoryStream(Encoding.ASCII.GetBytes(Lines(lines))), new BareContext());
    }

    private static string Lines(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n";

    private static RunResult Clean(byte[] input, SanitizePolicy? policy = null)
    {
        var run = Runs.File("図.dxf", input, policy);
        Assert.Equal("", run.Faults);
        return run;
    }
}
