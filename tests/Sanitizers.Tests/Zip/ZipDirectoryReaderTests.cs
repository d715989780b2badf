using System.Text;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Zip.RawZip;

namespace Mugai.Sanitizers.Tests.Zip;

public class ZipDirectoryReaderTests
{
    [Fact]
    public void Reads_PlainArchive()
    {
        var directory = Accepted(TwoFiles().Finish());

        Assert.Equal(["a.txt", "dir/b.txt"], directory.Entries.Select(e => e.Name));
        Assert.Equal((0, 0, 0, 0), (directory.LeadingBytes, directory.TrailingBytes, directory.HiddenBytes, directory.CommentBytes));
    }

    [Fact]
    public void Reads_DataDescriptors()
    {
        var archive = new RawZip().Add(new Entry("a.txt") { Content = "hello"u8.ToArray(), Flags = 8 }).Bytes(new byte[16]).Add("b.txt", "x").Finish();

        Assert.Equal(0, Accepted(archive).HiddenBytes);
    }

    [Fact]
    public void Reads_Zip64()
    {
        Assert.Equal(2, Accepted(TwoFiles().Finish(zip64: true)).Entries.Count);
    }

    [Fact]
    public void Reports_BytesBeforeBehindAndBetween()
    {
        var archive = new RawZip().Bytes(new byte[100]).Add("a.txt", "1").Bytes(new byte[50]).Add("b.txt", "2").Finish(comment: "hello", trailing: new byte[7]);

        var directory = Accepted(archive);

        Assert.Equal((100, 7, 50, 5), (directory.LeadingBytes, directory.TrailingBytes, directory.HiddenBytes, directory.CommentBytes));
    }

    [Fact]
    public void Reports_StubThatOffsetsDoNotCount()
    {
        byte[] archive = [.. new byte[33], .. TwoFiles().Finish()];

        Assert.Equal(33, Accepted(archive).LeadingBytes);
    }

    public static TheoryData<string, Reason> Crooked => new()
    {
        { "duplicate", Reason.Ambiguous },
        { "duplicate in other case", Reason.Ambiguous },
        { "folder and file of one name", Reason.Ambiguous },
        { "overlap", Reason.Ambiguous },
        { "climbing", Reason.Ambiguous },
        { "climbing backwards", Reason.Ambiguous },
        { "absolute", Reason.Ambiguous },
        { "drive", Reason.Ambiguous },
        { "NUL in name", Reason.Ambiguous },
        { "link", Reason.Ambiguous },
        { "other local name", Reason.Ambiguous },
        { "other local size", Reason.Ambiguous },
        { "other local method", Reason.Ambiguous },
        { "wrong count", Reason.Ambiguous },
        { "encrypted", Reason.Encrypted },
        { "LZMA", Reason.Unsupported },
        { "stored with two sizes", Reason.Corrupt },
        { "second end record in the comment", Reason.Corrupt },
        { "directory beyond the file", Reason.Corrupt },
        { "zip64 that disagrees", Reason.Ambiguous },
    };

    [Theory]
    [MemberData(nameof(Crooked))]
    public void Refuses_WhatTwoReadersCouldReadDifferently(string how, Reason reason)
    {
        var archive = how switch
        {
            "duplicate" => TwoFiles().Add("a.txt", "other").Finish(),
            "duplicate in other case" => TwoFiles().Add("DIR/B.TXT", "other").Finish(),
            "folder and file of one name" => TwoFiles().Add("a.txt/", "").Finish(),
            "overlap" => TwoFiles().ListAgain("c.txt", 0).Finish(),
            "climbing" => TwoFiles().Add("../x", "1").Finish(),
            "climbing backwards" => TwoFiles().Add(@"dir\..\..\x", "1").Finish(),
            "absolute" => TwoFiles().Add("/etc/passwd", "1").Finish(),
            "drive" => TwoFiles().Add("C:/x", "1").Finish(),
            "NUL in name" => TwoFiles().Add("x.txt\0.exe", "1").Finish(),
            "link" => TwoFiles().Add(new Entry("l") { Content = "/etc"u8.ToArray(), ExternalAttributes = 0xA1FF0000 }).Finish(),
            "other local name" => TwoFiles().Add(new Entry("c.txt") { LocalName = "d.txt" }).Finish(),
            "other local size" => TwoFiles().Add(new Entry("c.txt") { Content = "12345"u8.ToArray(), LocalSize = 4 }).Finish(),
            "other local method" => TwoFiles().Add(new Entry("c.txt") { Content = "12345"u8.ToArray(), Method = 0, LocalMethod = 8 }).Finish(),
            "wrong count" => TwoFiles().Finish(entryCount: 1),
            "encrypted" => TwoFiles().Add(new Entry("c.txt") { Content = "12345"u8.ToArray(), Flags = 1 }).Finish(),
            "LZMA" => TwoFiles().Add(new Entry("c.txt") { Content = "12345"u8.ToArray(), Method = 14 }).Finish(),
            "stored with two sizes" => TwoFiles().Add(new Entry("c.txt") { Content = "12345"u8.ToArray(), Method = 0, DeclaredSize = 9 }).Finish(),
            "second end record in the comment" => TwoFiles().Finish(comment: "PK\u0005\u0006" + new string('\u0001', 18)),
            "directory beyond the file" => TwoFiles().Finish(offsetLie: 100_000),
            _ => TwoFiles().Finish(zip64: true, offsetLie: 5),
        };

        Assert.Equal(reason, Read(archive).Reason);
    }

    [Fact]
    public void Refuses_EveryTruncation()
    {
        var archive = TwoFiles().Finish();
        for (var length = 0; length < archive.Length; length++)
        {
            Assert.Null(Read(archive[..length]).Directory);
        }
    }

    [Fact]
    public void Survives_EveryBitFlip()
    {
        var archive = TwoFiles().Finish(zip64: true);
        for (var bit = 0; bit < archive.Length * 8; bit++)
        {
            var flipped = (byte[])archive.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            var reading = Read(flipped);

            Assert.Equal(reading.Directory is null, reading.Reason != Reason.None);
        }
    }

    [Fact]
    public void Refuses_MoreEntriesThanTheLimit()
    {
        var zip = new RawZip();
        for (var i = 0; i < 50; i++)
        {
            zip.Add("f" + i, "");
        }

        var archive = zip.Finish();

        Assert.Equal(Reason.Budget, ZipDirectoryReader.Read(new MemoryStream(archive), new ZipLimits { MaxEntries = 49 }, NewBudget(archive)).Reason);
    }

    [Fact]
    public void Probe_KnowsArchivesByBothEnds()
    {
        var archive = TwoFiles().Finish();

        Assert.True(ZipProbe.HasSignature(archive));
        Assert.True(ZipProbe.HasDirectory(new MemoryStream([.. "MZ"u8, .. new byte[500], .. archive])));
        Assert.False(ZipProbe.HasSignature("PDF"u8));
        Assert.False(ZipProbe.HasDirectory(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 5000)))));
    }

    private static RawZip TwoFiles() => new RawZip().Add("a.txt", "hello").Add("dir/b.txt", "world, world, world");

    private static ZipDirectory Accepted(byte[] archive)
    {
        var reading = Read(archive);
        Assert.True(reading.Directory is not null, reading.Detail);
        return reading.Directory;
    }

    private static ZipReading Read(byte[] archive) => ZipDirectoryReader.Read(new MemoryStream(archive), new ZipLimits(), NewBudget(archive));

    private static Budget NewBudget(byte[] archive) => new(BudgetLimits.ForInput(archive.Length));
}
