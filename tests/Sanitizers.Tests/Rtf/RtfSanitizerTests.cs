using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Rtf;

public class RtfSanitizerTests
{
    private const string Head = @"{\rtf1\ansi\uc1";

    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fnil\fcharset128 \'82\'6c\'82\'72 \'96\'be\'92\'a9;}}\f0\fs21\'8e\'91\'97\'bf\par}", @"\ansicpg932\deff0{\fonttbl{\f0\fnil\fcharset128\'82\'6c\'82\'72 \'96\'be\'92\'a9;}}\f0\fs21\u-29497?\u26009?\par" + "\r\n}")]
    [InlineData(@"{\rtf1 {\b bold}{\i}{ }{{{}}}{}x}", @"{\b bold}{\i}{ }x}")]
    [InlineData(@"{\rtf1\uc2\u26085\'93\'fa\uc0\u26412}", @"\u26085?\u26412?}")]
    [InlineData(@"{\rtf1\u-10179?\u-8704?\u-10179?x}", @"\u-10179?\u-8704?\u-3?x}")]
    [InlineData(@"{\rtf1{\upr{\*\bkmkstart old}{\*\ud{\*\bkmkstart new}}}x}", @"{{{\*\bkmkstart new}}}x}")]
    [InlineData(@"{\rtf1{\fonttbl{\f0\fcharset2 Symbol;}}{\f0 a\'b7}}", @"{\fonttbl{\f0\fcharset2 Symbol;}}{\f0 a\u-3913?}}")]
    [InlineData(@"{\rtf1 a\{b\}c\\d\~e\-f\_g\line h\tab i}", @" a\{b\}c\\d\~e\-f\_g\line" + "\r\n" + @"h\tab i}")]
    [InlineData(@"{\rtf1\trowd\cellx100\intbl a\cell\row}", @"\trowd\cellx100\intbl a\cell\row" + "\r\n}")]
    public void Writes_WhatIsListed(string rtf, string expected)
    {
        var run = Runs.File("a.rtf", Encoding.Latin1.GetBytes(rtf));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(Head + expected, run.Output.Text);
        Again(run);
    }

    [Theory]
    [InlineData("\\f0 \x83\x5c\x83\x7b\x83\x7d\\par", "ソボマ\r\n")]
    [InlineData("\\f0 \x83\x5c\\par", "ソ\r\n")]
    [InlineData("\\f0 \x83\\\x5c\x83\\\x7b\x82\xa0", "ソボあ")]
    [InlineData("\\f0\\'83\x41\\'82{\\b}\\'a0", "ア\uFFFD\uFFFD")]
    [InlineData("\\f1\\loch\\af1\\hich\\af1\\dbch\\af0 \\'82\\'a0", "あ")]
    public void Reads_JapaneseAsItIsWrittenInTheWild(string body, string expected)
    {
        var rtf = Encoding.Latin1.GetBytes(@"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset128 a;}{\f1\fcharset0 b;}}" + body + "}");
        var run = Runs.File("a.rtf", rtf, new SanitizePolicy { Revision = "r1", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.LegacyOffice] = PartWay.Text } });
        Assert.Equal((Outcome.Replaced, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(expected, Encoding.UTF8.GetString(run.Output.Bytes));
        Assert.Equal("a.rtf.txt", run.Report.Output!.Name.DangerousRaw);
    }

    [Theory]
    [InlineData(@"{\object\objemb\objupdate{\*\objclass Equation.3}{\*\objdata 01050000}{\result{\b seen}}}", "rtf.object", "{{{\\b seen}}}")]
    [InlineData(@"{\object\objocx{\*\objdata 0105{\b {\*\x 00}}0\bin3 }}}02}{\result seen}}", "rtf.object", "{{seen}}")]
    [InlineData(@"{\*\template http://evil.example/a.dotm}seen", "rtf.template", "seen")]
    [InlineData(@"{\field{\*\fldinst{ DD}{\b E}{AUTO c:\\x.exe}}{\fldrslt{seen}}}", "rtf.dde", "{{{seen}}}")]
    [InlineData(@"{\field{\*\fldinst{ INCLUDEPICTURE ""http://evil.example/x"" }}{\fldrslt seen}}", "rtf.field", "{{seen}}")]
    [InlineData(@"{\field{\*\fldinst{ IF {\field{\*\fldinst LINK evil}{\fldrslt x}} }}{\fldrslt seen}}", "rtf.field", "{{seen}}")]
    [InlineData(@"{\field{\fldrslt seen}{\*\fldinst DDE evil}}", "rtf.field", "{{seen}}")]
    [InlineData(@"{\field{\*\fldinst PAGE}{\*\fldinst DDE evil}{\fldrslt seen}}", null, @"{\field{\*\fldinst PAGE}{\fldrslt seen}}")]
    [InlineData(@"{\field{\*\fldinst HYPERLINK ""file://evil/x""}{\fldrslt seen}}", "rtf.hyperlink", "{{seen}}")]
    [InlineData(@"{\field{\*\fldinst MACROBUTTON evil seen}}", "rtf.field", "{seen}")]
    [InlineData(@"{\field{\*\fldinst HYPERLINK ""https://city.example.lg.jp/""}{\fldrslt seen}}", null, @"{\field{\*\fldinst HYPERLINK ""https://city.example.lg.jp/""}{\fldrslt seen}}")]
    [InlineData(@"{\*\datastore 0105000002000000evil}seen", "rtf.blob", "seen")]
    [InlineData(@"{\*\mailmerge{\mmconnectstr evil}}seen", "rtf.mailMerge", "seen")]
    [InlineData(@"{\*\filetbl{\file\fid0 C:\\evil}}seen", "rtf.fileLink", "seen")]
    [InlineData(@"{\*\htmltag <script>evil</script>}seen", "rtf.html", "seen")]
    [InlineData(@"{\*\evil x{\b y}}seen\evil", "rtf.destination", "seen")]
    [InlineData(@"{\shp{\*\shpinst{\sp{\sn pFragments}{\sv 1;1;11111111acc8acc8}}{\sp{\sn fFlipH}{\sv 0}}}}seen", "rtf.shapeProperty", @"{\shp{\*\shpinst{\sp{\sn fFlipH}{\sv 0}}}}seen")]
    [InlineData(@"{\shp{\*\shpinst{\sp{\sn p{}Verticies}{\sv 8;65535;(1,2)}}}}seen", "rtf.shapeProperty", @"{\shp{\*\shpinst}}seen")]
    [InlineData(@"{\shp{\*\shpinst{\sp{\sn pihlShape}{\sv {\*\hl{\hlsrc evil}}}}}}seen", "rtf.hyperlink", @"{\shp{\*\shpinst}}seen")]
    [InlineData(@"{\info{\title seen}{\*\hlinkbase http://evil.example/}}", "rtf.fileLink", @"{\info{\title seen}}")]
    public void Removes_WhatActs(string body, string? code, string expected)
    {
        var run = Runs.File("a.rtf", Encoding.Latin1.GetBytes(@"{\rtf1 " + body + "}"));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(Head + (expected[0] == 's' ? " " : "") + expected + "}", run.Output.Text);
        Assert.Equal(code is null ? [] : [code], run.Codes.Where(found => found != "rtf.word"));
        Again(run);
    }

    [Fact]
    public void Keeps_TheNumbersOfListLevels()
    {
        const string Level = @"{\listlevel\levelnfc0\levelstartat1{\leveltext\'02\'00.;}{\levelnumbers\'01;}\fi-360}";
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes(@"{\rtf1\ansi{\*\listtable{\list\listtemplateid1" + Level + @"\listid1}}text\par}"));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains(@"{\leveltext\'02\'00.;}{\levelnumbers\'01;}", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(run.Output.Bytes, Runs.File("a.rtf", run.Output.Bytes).Output.Bytes);
    }

    [Fact]
    public void Tells_WhichObjectWentByItsDigest()
    {
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes(@"{\rtf1 {\object{\*\objdata 0105 0000 02000000 0B000000 4571756174696F6E2E3300 00000000}{\result x}}}"));
        var finding = Assert.Single(run.Report.Findings);
        Assert.Equal("/object-1", finding.Path);
        Assert.StartsWith("Equation.3 27 bytes sha256:", finding.Detail.DangerousRaw, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_ListsWithinTheirLevels()
    {
        var levels = string.Concat(Enumerable.Repeat(@"{\lfolevel\listoverridestartat\levelstartat5}", 12));
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes(@"{\rtf1{\*\listoverridetable{\listoverride\listid1\listoverridecount25" + levels + @"\ls1}}x}"));
        Assert.Equal(["rtf.table"], run.Codes);
        Assert.Contains(@"\listoverridecount9{", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(9, run.Output.Text.Split("lfolevel").Length - 1);
        Again(run);
    }

    [Fact]
    public void Keeps_AsManyFontsAsReadersHaveRoomFor()
    {
        var fonts = string.Concat(Enumerable.Range(0, 40_000).Select(i => $@"{{\f{i}x;}}"));
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes(@"{\rtf1{\fonttbl" + fonts + "}x}"));
        Assert.Equal(["rtf.table"], run.Codes);
        Assert.Equal(4096, run.Output.Text.Split(";}").Length - 1);
        Again(run);
    }

    [Theory]
    [InlineData(@"{\rtf1 {\pict{\object{\*\objdata 01}}}}", Reason.Corrupt)]
    [InlineData(@"{\rtf1 \bin99999 abc}", Reason.Corrupt)]
    [InlineData(@"{\rtf1 x}}", null)]
    [InlineData(@"{\rtf1 x", null)]
    [InlineData(@"{\rtx x}", null)]
    [InlineData("\xEF\xBB\xBF \r\n{\n\\rtf1 x}", null)]
    public void Judges_OddFiles(string rtf, Reason? reason)
    {
        var run = Runs.File("a.doc", Encoding.Latin1.GetBytes(rtf));
        Assert.Equal("rtf", run.Report.Input.Format);
        Assert.Equal((reason is null ? Outcome.Rebuilt : Outcome.Blocked, reason ?? Reason.None, ""), (run.Report.Outcome, run.Report.Reason, run.Faults));
        if (reason is null)
        {
            Assert.Equal(Head + " x}", run.Output.Text);
        }
    }

    [Theory]
    [InlineData("{", Reason.TooDeep)]
    [InlineData("{\\b", Reason.TooDeep)]
    [InlineData("{}", Reason.Budget)]
    public void Refuses_TenMillionGroups(string group, Reason reason)
    {
        var rtf = new byte[5 + (10_000_000 * group.Length)];
        "{\\rtf"u8.CopyTo(rtf);
        for (var at = 5; at < rtf.Length; at += group.Length)
        {
            Encoding.ASCII.GetBytes(group, rtf.AsSpan(at));
        }

        Assert.Equal(reason, Runs.File("a.rtf", rtf).Report.Reason);
    }

    /// <summary>A picture waits for the end of the document: seven bytes of it must not hold a buffer each.</summary>
    [Fact]
    public void Refuses_MorePicturesThanParts()
    {
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes("{\\rtf1 " + string.Concat(Enumerable.Repeat("{\\pict}", 100_000)) + "}"));
        Assert.Equal((Outcome.Blocked, Reason.Budget), (run.Report.Outcome, run.Report.Reason));
    }

    /// <summary>CVE-2023-21716: readers keep the number of a font in sixteen bits with a sign.</summary>
    [Fact]
    public void Writes_NumbersOfFontsThatFitSixteenBits()
    {
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes("{\\rtf1{\\fonttbl{\\f65534 A;}}\\f65534 x}"));
        Assert.Contains("\\f32767", run.Output.Text, StringComparison.Ordinal);
        Again(run);
    }

    [Fact]
    public void Reads_ADocumentOfMoreCodePagesThanThereAre()
    {
        var pages = string.Concat(Enumerable.Range(1, 500).Select(page => $"\\ansicpg{page}\\'e9"));
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes("{\\rtf1 " + pages + "z}"));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Again(run);
    }

    [Fact]
    public void Survives_EveryTruncation()
    {
        var whole = Encoding.Latin1.GetBytes(@"{\rtf1\ansicpg932{\fonttbl{\f0\fcharset128 \'82\'6c;}}{\field{\*\fldinst PAGE}{\fldrslt 1}}{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict\pngblip 00}}}}}{\object{\*\objdata 01}{\result{\pict\dibitmap0 00\bin2 ab}}}\u123?\'82\'a0 z}");
        for (var length = 5; length < whole.Length; length++)
        {
            var run = Runs.File("a.rtf", whole[..length]);
            Assert.Equal("", run.Faults);
            if (run.Report.Outcome == Outcome.Rebuilt)
            {
                Again(run);
            }
        }
    }

    /// <summary>What fuzzing found: the same bytes the second time.</summary>
    [Theory]
    [InlineData(@"{\rtf1 {\field{\field\listoverride")]
    [InlineData("{\\rtf1 a{\x7f{\x01}}}")]
    [InlineData("{\\rtf1{\\field{\\*\\fldinst PAGE\u000BE}{\\fldrslt 1}}}")]
    [InlineData(@"{\rtf1\green2 {\field{\*\fldinst DDE a}} \\* x}")]
    [InlineData(@"{\rtf1 {\field{\*\fldinst PAGE}{\field{\*\fldinst MACROBUTTON a b}}}}")]
    [InlineData("{\\rtf1{\\fonttbl{\\f0 A\tB;}}x}")]
    public void Gives_NothingToTheOutputOfOddFiles(string rtf)
    {
        var run = Runs.File("a.rtf", Encoding.Latin1.GetBytes(rtf));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Again(run);
    }

    /// <summary>A picture takes no room before the end: what is taken back takes its pictures along, and a group that holds one is not empty.</summary>
    [Theory]
    [InlineData(@"{\rtf1 {\field{\pict\pngblip 00}{\*\fldinst DDE a}{\fldrslt s}}}", 0)]
    [InlineData(@"{\rtf1 {\field{\nonshppict{\pict\pngblip 00}}{\*\fldinst DDE a}}}", 0)]
    [InlineData(@"{\rtf1 {{\pict\pngblip 00}{\field{\*\fldinst DDE a}{\fldrslt s}}}}", 1)]
    public void Takes_PicturesBackWithTheirField(string rtf, int pictures)
    {
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes(rtf));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(pictures, run.Output.Text.Split("{\\pict").Length - 1);
    }

    [Fact]
    public void Drops_WhoWroteIt_WhenThePolicySaysSo()
    {
        var run = Runs.File("a.rtf", Encoding.ASCII.GetBytes(@"{\rtf1{\info{\author Yamada}}{\*\revtbl{Yamada;}}x{\*\atnauthor Yamada}}"), new SanitizePolicy { Revision = "r1", Office = new OfficePolicy { RemoveMetadata = true } });
        Assert.Equal(["rtf.metadata"], run.Codes);
        Assert.DoesNotContain("Yamada", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_NothingToItsOwnOutput()
    {
        foreach (var file in Corpus.Files("rtf", "synth-rtf").Where(file => new FileInfo(file).Length < 60_000))
        {
            var run = Runs.File(Path.GetFileName(file), File.ReadAllBytes(file));
            Assert.Equal("", run.Faults);
            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
            if (run.Report.Output!.Format == "rtf")
            {
                Again(run);
            }
        }
    }

    private static void Again(RunResult run)
    {
        var second = Runs.File("a.rtf", run.Output.Bytes);
        Assert.Equal((Outcome.Rebuilt, ""), (second.Report.Outcome, second.Faults));
        Assert.Empty(second.Codes);
        Assert.Equal(run.Output.Text, second.Output.Text);
    }
}
