using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Zip.RawZip;

namespace Mugai.Sanitizers.Tests.Zip;

public class ZipContentTests
{
    [Fact]
    public void Reads_WhatWasWritten()
    {
        var archive = Written(("a.xml", "<a/>"), ("dir/b.txt", new string('b', 100_000)));
        var budget = new Budget(BudgetLimits.ForInput(1));
        var directory = ZipDirectoryReader.Read(new MemoryStream(archive), new ZipLimits(), budget).Directory!;

        using var content = new StreamReader(new ZipEntryStream(new MemoryStream(archive), directory.Entries[1], budget));

        Assert.Equal(new string('b', 100_000), content.ReadToEnd());
        Assert.Equal((0, 0, 0, 0), (directory.LeadingBytes, directory.TrailingBytes, directory.HiddenBytes, directory.CommentBytes));
    }

    [Fact]
    public void Writes_WhatTheFrameworkReads()
    {
        using var archive = new ZipArchive(new MemoryStream(Written(("a.xml", "<a/>"), ("b.txt", "text"))));

        Assert.Equal(["a.xml", "b.txt"], archive.Entries.Select(e => e.FullName));
        using var reader = new StreamReader(archive.Entries[1].Open());
        Assert.Equal("text", reader.ReadToEnd());
        Assert.Equal(1980, archive.Entries[0].LastWriteTime.Year);
    }

    [Fact]
    public void Writes_TheSameBytesEachTime() => Assert.Equal(Written(("a", "1"), ("b", "2")), Written(("a", "1"), ("b", "2")));

    [Fact]
    public void Stops_WhenTheOutputGrowsBeyondItsLimit()
    {
        var zip = new ZipWriter(new MemoryStream(), new Budget(BudgetLimits.ForInput(0) with { MaxOutputBytes = 10 }));

        Assert.Throws<BudgetExceededException>(() => zip.Begin("a name of more than ten bytes"));
    }

    [Theory]
    [InlineData(4u)]
    [InlineData(6u)]
    public void Refuses_ContentOfAnotherSizeThanDeclared(uint declared)
    {
        var archive = new RawZip().Add(new Entry("a") { Content = "12345"u8.ToArray(), DeclaredSize = declared }).Finish();

        Assert.Throws<InvalidDataException>(() => Content(archive));
    }

    [Fact]
    public void Refuses_ContentOfAnotherSumThanDeclared()
    {
        var archive = new RawZip().Add(new Entry("a") { Content = "12345"u8.ToArray(), Crc = 1 }).Finish();

        Assert.Throws<InvalidDataException>(() => Content(archive));
    }

    [Fact]
    public void Stops_ABombAtTheBudgetWhateverItDeclares()
    {
        var archive = new RawZip().Add(new Entry("a") { Content = new byte[90 << 20], DeclaredSize = 100, Flags = 8 }).Finish();
        var honest = new RawZip().Add(new Entry("a") { Content = new byte[90 << 20] }).Finish();

        Assert.Throws<InvalidDataException>(() => Content(archive));
        Assert.Throws<BudgetExceededException>(() => Content(honest));
    }

    [Fact]
    public void Sums_AsThePngSpecificationSays()
    {
        var crc = default(Crc32);
        crc.Append("12345"u8);
        crc.Append("6789"u8);

        Assert.Equal(0xCBF43926, crc.Value);
    }

    private static byte[] Content(byte[] archive)
    {
        var budget = new Budget(BudgetLimits.ForInput(archive.Length));
        var entry = ZipDirectoryReader.Read(new MemoryStream(archive), new ZipLimits(), budget).Directory!.Entries[0];
        using var content = new ZipEntryStream(new MemoryStream(archive), entry, budget);
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] Written(params (string Name, string Content)[] entries)
    {
        var output = new MemoryStream();
        var zip = new ZipWriter(output, new Budget(BudgetLimits.ForInput(100_000)));
        foreach (var (name, content) in entries)
        {
            using var entry = zip.Begin(name);
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        zip.Finish();
        return output.ToArray();
    }
}
