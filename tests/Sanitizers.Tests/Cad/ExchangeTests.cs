using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Cad;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Cad;

public class ExchangeTests
{
    private const string Head = "ISO-10303-21;\r\nHEADER;\r\nFILE_DESCRIPTION(('SCADEC level2 feature_mode'),'2;1');\r\nFILE_NAME('c:\\\\work\\\\図面.p21','2026-04-01',('山田'),(''),'x','y','');\r\nFILE_SCHEMA(('ASSOCIATIVE_DRAUGHTING'));\r\nENDSEC;\r\n";
    private const string Tail = "ENDSEC;\r\nEND-ISO-10303-21;\r\n";

    private const string Step = Head + "ANCHOR;\n<a>=#1;\nENDSEC;\nREFERENCE;\n#9=<http://evil.example/x.stp#a>;\nENDSEC;\nDATA;\n#1 = CARTESIAN_POINT ( 'it''s 表' , ( 0. , -1.5E-3, 2 ) ) ; /* evil */\n"
        + "#2=DOCUMENT_FILE('plan.dwg','evil.dwg',$);#3=(A(#1)B(.T.,*,\"0F\"));\n#4=X('\\\\\\\\evil\\\\share');#5=X('http://evil.example');#6=EXTERNAL_SOURCE(IDENTIFIER('SXF'));\n" + Tail;

    private const string Sfc = Head + "DATA;\r\n/*SXF\r\n#10 = layer_feature('表','1')\r\nSXF*/\r\n/*SXF3.1\r\n#20 = text_string_feature('1','\\'市役所\\'','10.5')\r\nSXF3.1*/\r\n"
        + "/*SXF\r\n#30 = evil_feature('x')\r\nSXF*/\r\n/* evil */\r\n/*SXF\r\n#40 = sfig_org_feature('\\\\evil\\share\\a.png','2')\r\nSXF*/\r\n" + Tail;

    static ExchangeTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    public void Keeps_TheInstances(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        var run = Clean("部品.p21", encoding.GetBytes(Step));
        Assert.Equal((Outcome.Rebuilt, "p21"), (run.Report.Outcome, run.Report.Output!.Format));
        var text = encoding.GetString(run.Output.Bytes);
        Assert.Contains("\r\n#1=CARTESIAN_POINT('it''s 表',(0.,-1.5E-3,2));\r\n#2=DOCUMENT_FILE('','',$);\r\n#3=(A(#1)B(.T.,*,\"0F\"));\r\n#4=X('');\r\n#5=X('');\r\n#6=EXTERNAL_SOURCE(IDENTIFIER('SXF'));\r\n", text, StringComparison.Ordinal);
        Assert.Contains("FILE_NAME('図面.p21',", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        foreach (var code in (string[])["p21.comment", "p21.reference", "p21.externalFile"])
        {
            Assert.Contains(code, run.Codes);
        }

        Twice("部品.p21", run);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    public void Keeps_TheFeaturesOfSxf(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        var run = Clean("図面.sfc", encoding.GetBytes(Sfc));
        Assert.Equal((Outcome.Rebuilt, "sfc", "図面.sfc"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        var text = encoding.GetString(run.Output.Bytes);
        Assert.Contains("/*SXF\r\n#10 = layer_feature('表','1')\r\nSXF*/\r\n/*SXF3.1\r\n#20 = text_string_feature('1','\\'市役所\\'','10.5')\r\nSXF3.1*/\r\n/*SXF\r\n#40 = sfig_org_feature('','2')", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        Assert.Contains("sfc.feature", run.Codes);
        Twice("図面.sfc", run);
    }

    [Fact]
    public void Gives_TheWords_WhereThePolicySaysText()
    {
        var policy = new SanitizePolicy { Revision = "r", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Cad] = PartWay.Text } };
        var run = Runs.File("図面.sfc", Encoding.GetEncoding(932).GetBytes(Sfc), policy);
        Assert.Equal("", run.Faults);
        Assert.Equal((Outcome.Replaced, "txt"), (run.Report.Outcome, run.Report.Output!.Format));
        Assert.Contains("市役所", run.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#1=A(();")]
    [InlineData("#1=A('x")]
    [InlineData("#1 A();")]
    [InlineData("#1=A(1 2);")]
    [InlineData("A();")]
    [InlineData("&SCOPE")]
    public void Refuses_WhatIsNoStructure(string data)
    {
        var run = Clean("a.p21", Encoding.ASCII.GetBytes("ISO-10303-21;HEADER;ENDSEC;DATA;" + data + Tail));
        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Refuses_WhatReadsAsAnotherCharsetOnceItIsClean()
    {
        // The one byte that is not UTF-8 stands in a comment, and the rest says something else in each charset.
        byte[] input = [.. Encoding.ASCII.GetBytes("ISO-10303-21;HEADER;ENDSEC;DATA;/* "), 0x81, .. Encoding.UTF8.GetBytes(" */#1=A('\u202E表');" + Tail)];
        var run = Clean("a.p21", input);
        Assert.Equal((Outcome.Blocked, Reason.Ambiguous), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Keeps_AQuote_BehindHalfACharacter()
    {
        byte[] name = [0xE5, 0xB1, 0xB1, 0xE7, 0x27, 0x27, 0x94, 0xB0];
        var run = Clean("a.p21", [.. "ISO-10303-21;HEADER;ENDSEC;DATA;#1=A('"u8, .. name, .. Encoding.ASCII.GetBytes("','b');" + Tail)]);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Contains("?''", run.Output.Text, StringComparison.Ordinal);
        Assert.Contains("','b');", run.Output.Text, StringComparison.Ordinal);
        Twice("a.p21", run);
    }

    [Theory]
    [InlineData("x\\\u200B','y", "x','y")]
    [InlineData("x\\\r\n','y", "x','y")]
    [InlineData("x\\\u200B''z','y", "x''z','y")]
    [InlineData("\u200Bx\\'z','y", "x\\'z','y")]
    public void Keeps_TheEndsOfStrings_WhateverIsDroppedBesideThem(string strings, string expected)
    {
        var run = Clean("a.sfc", Encoding.UTF8.GetBytes(Head + "DATA;\r\n/*SXF\r\n#10 = layer_feature('" + strings + "')\r\nSXF*/\r\n" + Tail));
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Contains("layer_feature('" + expected + "')", run.Output.Text, StringComparison.Ordinal);
        Twice("a.sfc", run);
    }

    [Fact]
    public void NeverFails_OnAnyPrefix()
    {
        foreach (var text in (string[])[Step, Sfc])
        {
            var bytes = Encoding.GetEncoding(932).GetBytes(text);
            for (var i = 0; i < bytes.Length; i++)
            {
                Clean("a.p21", bytes[..i]);
            }
        }
    }

    [Theory]
    [InlineData("#1=A('http://x');")]
    [InlineData("#1=A('\\\\\\\\x');")]
    [InlineData("#1=A('x')")]
    [InlineData("/* x */")]
    [InlineData("#1=A(<x>);")]
    [InlineData("REFERENCE;")]
    [InlineData("#1=A('\u202E');")]
    public void Verifier_RefusesWhatWeDoNotWrite(string line)
    {
        Assert.Null(Verify("#1=A('x');"));
        Assert.NotNull(Verify(line));

        static string? Verify(string line) => new ExchangeVerifier().Verify(Formats.Step,
            new MemoryStream(Encoding.UTF8.GetBytes($"ISO-10303-21;\r\nHEADER;\r\nENDSEC;\r\nDATA;\r\n{line}\r\nENDSEC;\r\nEND-ISO-10303-21;\r\n")), new BareContext());
    }

    private static RunResult Clean(string name, byte[] input)
    {
        var run = Runs.File(name, input);
        Assert.Equal("", run.Faults);
        return run;
    }

    private static void Twice(string name, RunResult run)
    {
        var again = Clean(name, run.Output.Bytes);
        Assert.Empty(again.Codes);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
    }
}
