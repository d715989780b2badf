using System.Text;
using Mugai.Gateway.Demo;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Archives;

public class ArchiveDetectionTests
{
    private static readonly byte[] Rar = [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7, 1, 0];
    private static readonly byte[] SevenZip = [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];
    private static readonly byte[] Program = [(byte)'M', (byte)'Z', 0x90, 0, .. new byte[300]];

    [Fact]
    public void Knows_ATarWithoutMark_ByItsChecksum()
    {
        var tar = CorpusTape.Tar([new CorpusPiece { Name = "a.txt", Text = "x" }]);
        tar.AsSpan(257, 8).Clear();
        Encoding.ASCII.GetBytes(Convert.ToString(Checksum(tar), 8).PadLeft(6, '0')).CopyTo(tar, 148);

        Assert.Equal("tar", Detect(tar).Format.Name);
        tar[0] ^= 1;
        Assert.Equal("unknown", Detect(tar).Format.Name);
    }

    [Theory]
    [InlineData("ace", "00000000000000 2A2A4143452A2A")]
    [InlineData("alz", "414C5A01 00000000")]
    [InlineData("egg", "45474741 0001 0000")]
    [InlineData("wim", "4D5357494D000000 D0000000")]
    [InlineData("xar", "78617221 001C0001")]
    [InlineData("lz4", "04224D18 6440A7")]
    [InlineData("lz", "4C5A4950 01 0C 00")]
    [InlineData("z", "1F9D90 41 00 01")]
    [InlineData("rpm", "EDABEEDB 03000000")]
    [InlineData("lzma", "5D 00008000 FFFFFFFFFFFFFFFF 00 20 40 80 00 00 00")]
    public void Names_ArchivesByContent(string name, string hex) =>
        Assert.Equal(name, Detect(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Format.Name);

    [Fact]
    public void Sees_AnArchive_BehindAPicture()
    {
        Assert.Equal((Formats.Jpeg, Formats.Rar), Pair(Detect([.. Jpeg, .. new byte[70_000], .. Rar, 1, 2])));
        Assert.Equal((Formats.Jpeg, Formats.SevenZip), Pair(Detect([.. Jpeg, .. SevenZip])));
        Assert.Equal((Formats.Jpeg, Formats.Zip), Pair(Detect([.. Jpeg, .. ZipFiles.Of(("a.txt", "x"))])));
        Assert.Equal((Formats.Jpeg, null), Pair(Detect(Jpeg)));
    }

    [Fact]
    public void Sees_AnArchive_BehindAPdf_ButNotAttachedToIt()
    {
        byte[] pdf = [.. "%PDF-1.7\n"u8, 0xE2, 0xE3];

        Assert.Equal((Formats.Pdf, Formats.Rar), Pair(Detect([.. pdf, .. "%%EOF"u8, .. Rar])));
        Assert.Equal((Formats.Pdf, null), Pair(Detect([.. pdf, .. Rar, .. "endstream %%EOF"u8])));
    }

    [Fact]
    public void Takes_ATapeOfDocuments_ForNothingElse()
    {
        var tar = CorpusTape.Tar([new CorpusPiece { Name = "a.zip", Base64 = Convert.ToBase64String(ZipFiles.Of(("a.txt", "x"))) }]);
        Assert.Equal((Formats.Tar, null), Pair(Detect(tar)));
    }

    [Fact]
    public void Takes_AStoredPdf_ForAMember_ButNotOneInFrontOfIt()
    {
        var pdf = "%PDF-1.4\ntrailer\n%%EOF\n"u8.ToArray();
        Assert.Equal((Formats.Zip, null), Pair(Detect(Stored(("a.pdf", pdf)))));
        Assert.Equal((Formats.Zip, Formats.Pdf), Pair(Detect(Stored(("a.txt", [.. "text before\n"u8, .. pdf])))));
    }

    [Theory]
    [InlineData("content.xml", "mimetype", "odt")]
    [InlineData("META-INF/manifest.xml", "content.xml", "odt")]
    [InlineData("word/document.xml", "[content_types].XML", "docx")]
    public void Names_ADocumentWhosePackageIsOutOfOrder(string first, string second, string format)
    {
        var texts = new Dictionary<string, string>
        {
            ["mimetype"] = "application/vnd.oasis.opendocument.text",
            ["META-INF/manifest.xml"] = "<manifest:manifest><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/></manifest:manifest>",
            ["[content_types].XML"] = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
        };
        Assert.Equal(format, Detect(ZipFiles.Of((first, texts.GetValueOrDefault(first, "x")), (second, texts.GetValueOrDefault(second, "x")))).Format.Name);
    }

    [Fact]
    public void Names_AnArchiveThatUnpacksItself()
    {
        Assert.Equal("exe", Detect(Program).Format.Name);
        foreach (var archive in (byte[][])[Rar, SevenZip, ZipFiles.Of(("a.txt", "x"))])
        {
            Assert.Equal("sfx", Detect([.. Program, .. archive]).Format.Name);
        }
    }

    private static byte[] Stored(params (string Name, byte[] Bytes)[] entries)
    {
        using var output = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(output, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var content = zip.CreateEntry(name, System.IO.Compression.CompressionLevel.NoCompression).Open();
                content.Write(bytes);
            }
        }

        return output.ToArray();
    }

    private static (FileFormat Format, FileFormat? Rival) Pair(Detected detected) => (detected.Format, detected.Rival);

    private static int Checksum(byte[] tar) => tar.Take(512).Select((b, i) => i is >= 148 and < 156 ? 0x20 : (int)b).Sum();

    private static Detected Detect(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return FormatDetector.Detect(stream, default);
    }
}
