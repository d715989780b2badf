using System.Text;
using Mugai.Frames;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Tests.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Archives;

public class ZipSanitizerTests
{
    private static readonly byte[] Program = [(byte)'M', (byte)'Z', 0x90, 0, .. new byte[200]];

    [Fact]
    public void Rebuilds_Members_WithNamesDatesAndOrder()
    {
        var run = Runs.File("資料.zip", ZipFiles.Of(("資料/説明.txt", "本文です"), ("a.csv", "a,b\r\n1,2\r\n"), ("空のフォルダー/", ""), ("b.txt", "")));

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal("資料.zip", run.Report.Output!.Name.DangerousRaw);
        Assert.Equal(["資料/説明.txt", "a.csv", "空のフォルダー/", "b.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.Equal("本文です", ZipFiles.Text(run.Output.Bytes, "資料/説明.txt").TrimEnd());
        Assert.Equal(ZipFiles.Date.DateTime, ZipFiles.Written(run.Output.Bytes, "資料/説明.txt"));
        Assert.Equal(["/1/説明.txt", "/2/a.csv", "/3/b.txt"], run.Report.Parts.Select(part => part.Path));
        Assert.Empty(run.Faults);
    }

    [Fact]
    public void Gives_NothingToItsOwnOutput()
    {
        var once = Runs.File("a.zip", ZipFiles.OfBytes(("x/a.txt", "あ"u8.ToArray()), ("x/setup.exe", Program), ("e/", [])));
        var twice = Runs.File("a.zip", once.Output.Bytes);

        Assert.Empty(twice.Codes);
        Assert.Equal(once.Output.Bytes, twice.Output.Bytes);
    }

    [Fact]
    public void Puts_ANotice_WhereAProgramWas()
    {
        var run = Runs.File("a.zip", ZipFiles.OfBytes(("道具/setup.exe", Program), ("b.txt", "b"u8.ToArray())));

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(["道具/setup_exe.txt", "b.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.Contains("setup.exe", ZipFiles.Text(run.Output.Bytes, "道具/setup_exe.txt"), StringComparison.Ordinal);
        Assert.Equal((Outcome.Blocked, Reason.NeverAllowed), (run.Report.Parts[0].Outcome, run.Report.Parts[0].Reason));
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "etc/passwd.txt", "archive.path")]
    [InlineData("/etc/a.txt", "etc/a.txt", "archive.path")]
    [InlineData("C:/windows/a.txt", "windows/a.txt", "archive.path")]
    [InlineData("a\\..\\..\\b.txt", "a/b.txt", "archive.path")]
    [InlineData("con/a.txt", "_con/a.txt", "archive.name")]
    [InlineData("x\u202e/a.txt", "x/a.txt", "archive.name")]
    [InlineData("a\u0001b/c.txt", "ab/c.txt", "archive.name")]
    [InlineData("a\0b/c.txt", "ab/c.txt", "archive.name")]
    public void Keeps_AMember_BelowItsFolder(string name, string expected, string code)
    {
        var run = Runs.File("a.zip", new RawZip().Add(name, "x").Finish());

        Assert.Equal([expected], ZipFiles.Names(run.Output.Bytes));
        Assert.Contains(code, run.Codes);
    }

    [Fact]
    public void Cuts_ANameOf64Kilobytes()
    {
        var run = Runs.File("a.zip", new RawZip().Add(new string('あ', 20_000) + "/" + new string('い', 1_000) + ".txt", "x").Finish());

        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(ZipFiles.Names(run.Output.Bytes))), 5, 780);
    }

    [Fact]
    public void Numbers_NamesThatBecomeOne()
    {
        var run = Runs.File("a.zip", ZipFiles.Of(("A.txt", "1"), ("a.TXT", "2"), ("a?.txt", "3"), ("a_.txt", "4"), ("f", "5"), ("F.txt/x.txt", "6")));

        Assert.Equal(["A.txt", "a-2.TXT", "a_.txt", "a_-2.txt", "f.txt", "F.txt-2/x.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.Contains("archive.duplicateName", run.Codes);
    }

    [Fact]
    public void Reads_NamesInCp932()
    {
        var cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        var zip = ZipFiles.Of(("AAAAAAAA.txt", "x"));
        var named = Replace(zip, "AAAAAAAA"u8, cp932.GetBytes("表示能力"));

        Assert.Equal(["表示能力.txt"], ZipFiles.Names(Runs.File("a.zip", named).Output.Bytes));
    }

    [Fact]
    public void Takes_BytesThatAreNoCp932_AsCp437()
    {
        var named = Replace(ZipFiles.Of(("AAAA.txt", "x")), "AAAA"u8, [0x82, (byte)' ', 0x8A, 0xFF]);

        Assert.Equal(["é è\u00a0.txt".Replace("\u00a0", "", StringComparison.Ordinal)], ZipFiles.Names(Runs.File("a.zip", named).Output.Bytes));
    }

    [Fact]
    public void Drops_LinksAndWhatFileManagersLeave()
    {
        var zip = new RawZip()
            .Add(new RawZip.Entry("link") { Content = "/etc/passwd"u8.ToArray(), ExternalAttributes = 0xA1FFu << 16 })
            .Add(new RawZip.Entry("pipe") { Content = [], ExternalAttributes = 0x11FFu << 16 })
            .Add("__MACOSX/._a.txt", "x").Add("d/.DS_Store", "x").Add("a.txt", "x").Finish(comment: "made by");
        var run = Runs.File("a.zip", zip);

        Assert.Equal(["a.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.Equal(["archive.comment", "archive.device", "archive.link", "archive.systemFile"], run.Codes.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("made by", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_WhatTwoProgramsReadDifferently()
    {
        AssertBlocked(Reason.Ambiguous, new RawZip().Add("a.txt", "1").Add("a.txt", "2").Finish());
        AssertBlocked(Reason.Ambiguous, new RawZip().Add("a.txt", "1").ListAgain("b.txt", 0).Finish());
        AssertBlocked(Reason.Ambiguous, new RawZip().Add(new RawZip.Entry("a.txt") { LocalName = "b.txt", Content = [1] }).Finish());
        AssertBlocked(Reason.Ambiguous, new RawZip().Add(new RawZip.Entry("a.txt") { LocalMethod = 0, Content = "aaaa"u8.ToArray() }).Finish());
        AssertBlocked(Reason.Ambiguous, new RawZip().Add(new RawZip.Entry("a.txt") { Method = 0, DeclaredSize = 3, Content = "aaaa"u8.ToArray() }).Finish());
        AssertBlocked(Reason.Ambiguous, new RawZip().Add("a.txt", "1").Finish(entryCount: 2));
        AssertBlocked(Reason.Ambiguous, [.. ZipFiles.Of(("a.txt", "1")), .. ZipFiles.Of(("b.txt", "2"))]);
    }

    [Fact]
    public void Blocks_AnArchive_HiddenInTheCommentOfAnother()
    {
        var inner = Encoding.Latin1.GetString([.. new byte[] { (byte)'P', (byte)'K', 5, 6 }, .. new byte[18]]);

        AssertBlocked(Reason.Ambiguous, new RawZip().Add("a.txt", "1").Finish(comment: inner));
    }

    [Fact]
    public void Drops_BytesAroundTheArchive()
    {
        var zip = ZipFiles.Of(("a.txt", "1"));
        var run = Runs.File("a.zip", [0, 0, 0, 0, 1, 2, .. zip, 10, 10]);

        Assert.Equal(["a.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.Equal(["archive.leadingBytes", "archive.trailingBytes"], run.Codes.Where(code => code != "file.extensionMismatch").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Replaces_AMember_ThatIsNotWhatTheDirectorySays()
    {
        var run = Runs.File("a.zip", new RawZip().Add(new RawZip.Entry("a.txt") { Content = "abc"u8.ToArray(), Crc = 1 }).Add("b.txt", "b").Finish());

        Assert.Equal(["a.txt", "b.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.DoesNotContain("abc", ZipFiles.Text(run.Output.Bytes, "a.txt"), StringComparison.Ordinal);
        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Parts[0].Outcome, run.Report.Parts[0].Reason));
    }

    [Fact]
    public void Sanitizes_ArchivesInArchives_UpToTheDepth()
    {
        var nest = ZipFiles.Of(("a.txt", "たどり着いた"));
        for (var i = 0; i < 5; i++)
        {
            nest = ZipFiles.OfBytes(("next.zip", nest));
        }

        var inner = Runs.File("a.zip", nest).Output.Bytes;
        for (var i = 0; i < 5; i++)
        {
            inner = ZipFiles.Bytes(inner, "next.zip");
        }

        Assert.Equal("たどり着いた", ZipFiles.Text(inner, "a.txt").TrimEnd());
        for (var i = 0; i < 15; i++)
        {
            nest = ZipFiles.OfBytes(("next.zip", nest));
        }

        var deep = Runs.File("a.zip", nest).Report;
        while (deep.Parts.Count > 0)
        {
            deep = deep.Parts[0];
        }

        Assert.Equal(Reason.TooDeep, deep.Reason);
    }

    [Fact]
    public void Ends_ABomb_InsideItsBudget()
    {
        var zeros = ZipFiles.OfBytes(("0.txt", new byte[4 << 20]));
        var layer = ZipFiles.OfBytes([.. Enumerable.Range(0, 16).Select(i => ($"{i}.zip", zeros))]);
        var bomb = ZipFiles.OfBytes([.. Enumerable.Range(0, 16).Select(i => ($"{i}.zip", layer))]);
        var run = Runs.File("bomb.zip", bomb);

        Assert.Equal((Outcome.Blocked, Reason.Budget), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Blocks_MoreEmptyMembersThanThereMayBe_BeforeAnyIsRead()
    {
        var zip = new RawZip();
        for (var i = 0; i < 40_000; i++)
        {
            zip.Add(new RawZip.Entry($"{i}") { Method = 0 });
        }

        var run = Runs.File("empty.zip", zip.Finish());
        Assert.Equal((Outcome.Blocked, Reason.Budget), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Report.Parts);
        Assert.Equal(Reason.Budget, Runs.File("millions.zip", new RawZip().Add("a.txt", "x").Finish(entryCount: 5_000_000, zip64: true)).Report.Reason);
    }

    [Fact]
    public void Holds_AnArchive_WhoseDirectoryIsEncrypted()
    {
        // APPNOTE 7.3.4: the directory is no directory to whoever lacks the key; a zip64 record of version 6.2, longer than the plain one, says so.
        var zip = new RawZip().Add("a.txt", "x").Finish(zip64: true);
        var record = zip.AsSpan().IndexOf<byte>([(byte)'P', (byte)'K', 6, 6]);
        byte[] longer = [.. zip[..(record + 56)], .. new byte[28], .. zip[(record + 56)..]];
        longer[record + 4] = 44 + 28;
        longer[record + 14] = 62;
        longer.AsSpan(0, record).Slice(record - 30, 30).Reverse();
        var run = Runs.File("secret.zip", longer);

        Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("archive.encrypted", run.Codes);
        Assert.Empty(run.Output.Bytes);
    }

    /// <summary>The last volume says its number where the directory ends; the first one, and a piece cut by size, end without a directory.</summary>
    [Fact]
    public void Blocks_VolumesOfASplitArchive()
    {
        var whole = ZipFiles.OfBytes(("a.txt", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{i * 7919}")))));
        var last = (byte[])[.. whole];
        last[last.Length - 22 + 4] = 2;
        last[last.Length - 22 + 6] = 2;
        var run = Runs.File("a.zip", last);
        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("archive.multiVolume", run.Codes);

        foreach (var (name, piece) in ((string, byte[])[])[("a.z01", [.. "PK\x07\x08"u8, .. whole[..1_000]]), ("a.zip.001", whole[..1_000]), ("a.zip", whole[..1_000]), ("a.zip.002", whole[1_000..])])
        {
            var cut = Runs.File(name, piece);
            Assert.Equal((name, Outcome.Blocked), (name, cut.Report.Outcome));
            Assert.Empty(cut.Output.Bytes);
        }
    }

    [Fact]
    public void Holds_OneArchiveInMemory_NotTwo()
    {
        var random = new Random(7);
        var zip = ZipFiles.Of([.. Enumerable.Range(0, 40).Select(i =>
        {
            var bytes = new byte[110_000];
            random.NextBytes(bytes);
            return ($"{i}.txt", Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks));
        })]);
        var limits = BudgetLimits.ForInput(zip.Length) with { MaxScratchBytes = zip.Length + (zip.Length / 4) + (5 << 19) };

        Assert.Equal(Outcome.Rebuilt, Runs.File("a.zip", zip, limits: limits).Report.Outcome);
    }

    [Fact]
    public void Takes_TenThousandMembers_AndKeepsTheReportSmall()
    {
        var cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("日本語の文字");
        var run = Runs.File("a.zip", ZipFiles.OfBytes([.. Enumerable.Range(0, 10_000).Select(i => ($"f/{i}.txt", cp932))]));

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(10_000, ZipFiles.Names(run.Output.Bytes).Count);
        Assert.Equal(10_000, run.Report.Parts.Count);
        Assert.InRange(run.Report.Parts.Sum(part => part.Findings.Count) + run.Report.Findings.Count, 1, FrameLimits.MaxFindings);
    }

    [Fact]
    public void Never_Throws_OnAnyPrefix()
    {
        var zip = ZipFiles.OfBytes(("a/b.txt", "text"u8.ToArray()), ("x.zip", ZipFiles.Of(("y.txt", "y"))));
        for (var length = 0; length < zip.Length; length++)
        {
            Assert.Equal(Outcome.Blocked, Sanitize(zip[..length]).Outcome);
        }
    }

    [Fact]
    public void Writes_WhatItsVerifierAccepts_WhateverByteIsChanged()
    {
        var zip = ZipFiles.OfBytes(("a/b.txt", "text"u8.ToArray()), ("c.txt", []));
        for (var at = 0; at < zip.Length; at++)
        {
            var changed = (byte[])zip.Clone();
            changed[at] ^= 0x41;
            Assert.Empty(Runs.File("a.zip", changed).Faults);
        }
    }

    // A prefix of an archive is no archive to detection; the sanitizer must stand it all the same.
    private static PartReport Sanitize(byte[] bytes)
    {
        var catalog = SanitizerCatalog.Default;
        var report = Runs.File("a.zip", bytes, catalog: catalog).Report;
        return report.Outcome == Outcome.Rebuilt && report.Input.Format != Formats.Zip.Name ? report with { Outcome = Outcome.Blocked } : report;
    }

    private static void AssertBlocked(Reason reason, byte[] zip)
    {
        var run = Runs.File("a.zip", zip);
        Assert.Equal((Outcome.Blocked, reason), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
        Assert.NotEmpty(run.Codes);
    }

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> with)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(text.Replace(Encoding.Latin1.GetString(old), Encoding.Latin1.GetString(with), StringComparison.Ordinal));
    }
}
