using System.IO.Compression;
using System.Text;
using Mugai.Gateway.Demo;
using Mugai.Sanitizers.Archives.Native;
using Mugai.Sanitizing;
using Mugai.Testing;

namespace Mugai.Sanitizers.Tests.Archives;

public class NativeArchiveTests
{
    [Fact]
    public void Rebuilds_ATar_AsAZip()
    {
        var run = Runs.File("資料.tar", Tar(("資料/a.txt", "あ"), ("b.csv", "1,2")));

        Assert.Equal("資料.zip", run.Report.Output!.Name.DangerousRaw);
        Assert.Equal(["資料/a.txt", "b.csv"], ZipFiles.Names(run.Output.Bytes));
        Assert.Equal(new DateTime(2026, 4, 1, 9, 0, 0), ZipFiles.Written(run.Output.Bytes, "b.csv"));
        Assert.Empty(run.Faults);
    }

    [Fact]
    public void Unwraps_ATar_UnderGzip()
    {
        var run = Runs.File("資料.tar.gz", Gzip(Tar(("a.txt", "あ"))));

        Assert.Equal("資料.zip", run.Report.Output!.Name.DangerousRaw);
        Assert.Equal("あ", ZipFiles.Text(run.Output.Bytes, "a.txt").TrimEnd());
    }

    [Fact]
    public void Gives_TheFileItself_WhenOnlyOneWasCompressed()
    {
        var run = Runs.File("表.csv.gz", Gzip("a,b\r\n1,2\r\n"u8.ToArray()));

        Assert.Equal(("表.csv", "csv"), (run.Report.Output!.Name.DangerousRaw, run.Report.Output.Format));
        Assert.EndsWith("a,b\r\n1,2\r\n", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_ACompressedProgram()
    {
        var run = Runs.File("setup.gz", Gzip([(byte)'M', (byte)'Z', 0x90, 0, .. new byte[200]]));

        Assert.Equal((Outcome.Blocked, Reason.NeverAllowed), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
    }

    [Fact]
    public void Keeps_MembersOfATar_BelowTheirFolder()
    {
        var run = Runs.File("a.tar", CorpusTape.Tar([Piece("../../etc/cron.txt", "x"), new CorpusPiece { Name = "link", Link = "/etc/passwd" }, Piece("/abs.txt", "y")]));

        Assert.Equal(["etc/cron.txt", "abs.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.Equal(["archive.link", "archive.path"], run.Codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reads_Lzh_WithNamesInCp932()
    {
        var run = Runs.File("表.lzh", CorpusTape.Lzh([new CorpusPiece { Name = "表示\\能力.txt", NameCharset = "shift_jis", Text = "ソ" }, Piece("b.txt", "b")]));

        Assert.Equal(["表示/能力.txt", "b.txt"], ZipFiles.Names(run.Output.Bytes));
        Assert.Equal(new DateTime(2026, 4, 1, 9, 0, 0), ZipFiles.Written(run.Output.Bytes, "b.txt"));
    }

    [Theory]
    [InlineData("-lh1-")]
    [InlineData("-lzs-")]
    [InlineData("-pm2-")]
    public void Names_TheMethodNobodyUnpacks(string method)
    {
        var run = Runs.File("a.lzh", CorpusTape.Lzh([new CorpusPiece { Name = "a.txt", Text = "a", Method = method }]));

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
        Assert.Equal(("archive.method", method), (run.Report.Findings[0].Code, run.Report.Findings[0].Detail.DangerousRaw));
    }

    [Theory]
    [InlineData("-t7z", "a.7z")]
    [InlineData("-tzip -mm=LZMA", "a.zip")]
    [InlineData("-tzip -mm=BZip2", "a.zip")]
    [InlineData("-tzip -mm=PPMd", "a.zip")]
    [InlineData("-tzip -mm=Deflate64", "a.zip")]
    [InlineData("-tzip -mm=BZip2 -mem=AES256 -phimitsu", "a.zip")]
    [InlineData("-tzip -mm=LZMA -mem=ZipCrypto -phimitsu", "a.zip")]
    public async Task Rebuilds_WhatSevenZipWrites(string options, string name)
    {
        var run = await PackedAsync(options, name, ["himitsu"]);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal("a.zip", run.Report.Output!.Name.DangerousRaw);
        Assert.Equal(["説明.txt", "long.txt"], ZipFiles.Names(run.Output.Bytes).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("本文", ZipFiles.Text(run.Output.Bytes, "説明.txt").TrimEnd());
    }

    [Theory]
    [InlineData("-t7z -phimitsu", "a.7z")]
    [InlineData("-t7z -phimitsu -mhe=on", "a.7z")]
    [InlineData("-tzip -mm=LZMA -mem=ZipCrypto -phimitsu", "a.zip")]
    public async Task Holds_WhatIsEncrypted(string options, string name)
    {
        var run = await PackedAsync(options, name, ["wrong"]);

        Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
    }

    /// <summary>The library unpacks no encrypted 7z: the archive waits for a person, and the report says that it is the password.</summary>
    [Theory]
    [InlineData("-t7z -phimitsu")]
    [InlineData("-t7z -phimitsu -mhe=on")]
    public async Task Holds_ASevenZip_WhosePasswordIsKnown(string options)
    {
        var run = await PackedAsync(options, "a.7z", ["himitsu"]);

        Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("archive.encrypted", run.Codes);
        Assert.Empty(run.Output.Bytes);
    }

    [Theory]
    [InlineData("rar", "526172211A070100 00000000 0A 01 00 01")]
    [InlineData("rar", "526172211A0700 0000 73 0100 0D00 00000000 0000")]
    [InlineData("cab", "4D534346 00000000 00000000 00000000 00000000 00000000 0301 0100 0100 0300 00000000")]
    public void Names_OneOfSeveralVolumes(string kind, string hex)
    {
        var run = Runs.File("a." + kind, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal((kind, Outcome.Blocked, Reason.Unsupported), (run.Report.Input.Format, run.Report.Outcome, run.Report.Reason));
        Assert.Contains("archive.multiVolume", run.Codes);
    }

    [Fact]
    public void Names_TheFirstVolumeOfASevenZip()
    {
        // The header at the end would lie at 32 + 1000, in a later volume.
        var run = Runs.File("a.7z.001", [.. Convert.FromHexString("377ABCAF271C000400000000E80300000000000020000000000000000000000000"), .. new byte[500]]);

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("archive.multiVolume", run.Codes);
        Assert.Empty(run.Output.Bytes);
    }

    [Fact]
    public void Never_Throws_OnAnyPrefix()
    {
        var step = new ArchiveStep();
        foreach (var (bytes, kind) in ((byte[], ArchiveKind)[])[(Tar(("a.txt", "a")), ArchiveKind.Tar), (CorpusTape.Lzh([Piece("a.txt", "a")]), ArchiveKind.Lha), (Gzip("a"u8.ToArray()), ArchiveKind.Compressed)])
        {
            for (var length = 0; length <= bytes.Length; length += bytes.Length > 1000 ? 7 : 1)
            {
                using var input = new MemoryStream(bytes, 0, length);
                using var output = new MemoryStream();
                var result = step.Run(input, new ArchiveRequest(kind, kind == ArchiveKind.Compressed ? ArchiveFilter.Gzip : ArchiveFilter.None).Write(), output, new Budget(BudgetLimits.ForInput(0)));
                Assert.True(result.Reason != Reason.None || UnpackedReader.Read(output, new()) is not null);
            }
        }
    }

    private static async Task<RunResult> PackedAsync(string options, string name, string[] passwords)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("説明.txt"), "本文");
        await File.WriteAllTextAsync(folder.File("long.txt"), string.Concat(Enumerable.Repeat("くり返す文です。", 5_000)));
        var packed = await ChildProcess.RunAsync(Installed.Program("7z", "p7zip-full"), ["a", "-bd", .. options.Split(' '), folder.File(name), "説明.txt", "long.txt"], folder.Path);
        Assert.True(packed.Code == 0, packed.ToString());
        return Runs.File(name, await File.ReadAllBytesAsync(folder.File(name)), passwords: passwords);
    }

    private static byte[] Tar(params (string Name, string Text)[] members) => CorpusTape.Tar([.. members.Select(member => Piece(member.Name, member.Text))]);

    private static CorpusPiece Piece(string name, string text) => new() { Name = name, Text = text };

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
