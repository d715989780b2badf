using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Images;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Images;

/// <summary>GIF, TIFF, WebP, JPEG 2000, AVIF, HEIC; and what holds for all.</summary>
public sealed class OtherPictureTests
{
    private static readonly (string Name, byte[] Bytes, string Format)[] All =
    [
        ("a.jpg", DrawnPictures.Jpeg, "jpeg"), ("a.png", Pictures.PlainPng(), "png"), ("a.gif", DrawnPictures.Gif, "gif"), ("a.webp", DrawnPictures.Webp, "webp"),
        ("b.webp", DrawnPictures.LosslessWebp, "webp"), ("c.webp", DrawnPictures.MovingWebp, "webp"), ("a.tif", DrawnPictures.FaxTiff, "tiff"), ("a.jp2", DrawnPictures.Jp2, "jp2"),
        ("a.avif", DrawnPictures.Avif, "avif"), ("a.heic", DrawnPictures.Heic, "jpeg"),
    ];

    public static TheoryData<string> Names => [.. All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_NothingTheSecondTime(string name)
    {
        var (_, bytes, format) = All.Single(each => each.Name == name);

        var once = Runs.File(name, bytes);
        var again = Runs.File(once.Report.Output!.Name.DangerousRaw, once.Output.Bytes);

        Assert.Equal((Outcome.Rebuilt, format), (once.Report.Outcome, once.Report.Output.Format));
        Assert.Equal(Outcome.Rebuilt, again.Report.Outcome);
        Assert.Empty(again.Codes);
        Assert.Equal(once.Output.Bytes, Runs.File(name, bytes).Output.Bytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Never_LetsABrokenFileThroughItsVerifier(string name)
    {
        var (_, bytes, _) = All.Single(each => each.Name == name);
        var clean = Runs.File(name, bytes);
        var format = Mugai.Sanitizers.Detection.Formats.All.Single(each => each.Name == clean.Report.Output!.Format);

        Assert.Null(Fault(format, clean.Output.Bytes));
        Assert.NotNull(Fault(format, [.. clean.Output.Bytes, 0x41]));
        Assert.NotNull(Fault(format, clean.Output.Bytes[..^1]));
        Assert.NotNull(Fault(format, clean.Output.Bytes[..(clean.Output.Bytes.Length / 2)]));
        Assert.NotNull(Fault(format, []));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Survives_EveryTruncation(string name)
    {
        var (_, bytes, _) = All.Single(each => each.Name == name);
        for (var length = 12; length < bytes.Length; length += Math.Max(1, bytes.Length / 40))
        {
            var run = Runs.File(name, bytes[..length]);

            Assert.Equal("", run.Faults);
            Assert.Equal(run.Report.Outcome == Outcome.Rebuilt, run.Output.Bytes.Length > 0);
        }
    }

    [Fact]
    public void Keeps_FramesTimesAndLoopOfAGif()
    {
        var run = Runs.File("a.gif", DrawnPictures.Gif);

        Assert.Empty(run.Codes);
        Assert.Contains("NETSCAPE2.0\u0003\u0001\u0005\0", run.Output.Text, StringComparison.Ordinal);
        foreach (var delay in (byte[])[10, 20, 30])
        {
            Assert.True(Count(run.Output.Bytes, [0x21, 0xF9, 4, 4, delay, 0]) == 1);
        }

        Assert.InRange(run.Output.Bytes.Length, DrawnPictures.Gif.Length * 0.6, DrawnPictures.Gif.Length * 1.2);
    }

    [Fact]
    public void Removes_CommentsApplicationsAndTails_OfAGif()
    {
        var gif = DrawnPictures.Gif;
        var script = Encoding.ASCII.GetBytes("=1;alert('SECRET')//");
        byte[] input = [.. gif[..^1], 0x21, 0xFE, (byte)script.Length, .. script, 0, 0x21, 0xFF, 11, .. "XMP DataXMP"u8, (byte)script.Length, .. script, 0, 0x3B, .. script];

        var run = Runs.File("a.gif", input);

        Assert.Equal(["image.comment", "image.metadata", "image.trailingData"], run.Codes.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("SECRET", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(Runs.File("a.gif", gif).Output.Bytes, run.Output.Bytes);
    }

    [Fact]
    public void Keeps_FaxPagesBilevelAndSmall()
    {
        var run = Runs.File("fax.tif", DrawnPictures.FaxTiff);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(["image.metadata"], run.Codes);
        Assert.DoesNotContain("secret", run.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("scanner", run.Output.Text, StringComparison.Ordinal);
        Assert.True(run.Output.Bytes.Length < DrawnPictures.FaxTiff.Length * 1.3);
        // Compression 4 (SHORT, one value) three times: each page in CCITT G4.
        Assert.Equal(3, Count(run.Output.Bytes, [0x03, 0x01, 3, 0, 1, 0, 0, 0, 4, 0, 0, 0]));
        // 204 dots to the inch, in hundredths.
        Assert.Equal(3, Count(run.Output.Bytes, [.. Pictures.Little(20_400), .. Pictures.Little(100)]));
    }

    [Fact]
    public void Keeps_TheSamplesOfATiff_AndNothingElse()
    {
        var samples = Enumerable.Range(0, 20 * 10).Select(i => (byte)(i * 3)).ToArray();
        var input = Pictures.GrayTiff(20, 10, samples, (270, 2, 4, 0x00434241), (34853, 4, 1, 8), (50000, 4, 1, 0x53534553));

        var run = Runs.File("a.tif", [.. input, .. "SECRET"u8]);

        Assert.Equal(["image.location", "image.metadata"], run.Codes.Order(StringComparer.Ordinal));
        Assert.True(run.Output.Bytes.AsSpan().IndexOf(samples) > 0);
        Assert.DoesNotContain("SECRET", run.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ABC", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_CameraRaw_AndBlocksIt()
    {
        var run = Runs.File("a.dng", Pictures.GrayTiff(20, 10, new byte[200], (50706, 1, 4, 0x00000401)));

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
        Assert.Equal("cameraraw", run.Report.Input.Format);
    }

    [Fact]
    public void Blocks_BombsOfEveryFormat_ByTheirHeaders()
    {
        var gif = DrawnPictures.Gif;
        (gif[6], gif[7], gif[8], gif[9]) = (0xFF, 0xFF, 0xFF, 0xFF);
        var jpeg = DrawnPictures.Jpeg;
        var frame = jpeg.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 });
        (jpeg[frame + 5], jpeg[frame + 6], jpeg[frame + 7], jpeg[frame + 8]) = (0xFF, 0xFF, 0xFF, 0xFF);
        var tiff = Pictures.GrayTiff(100_000, 100_000, new byte[16]);

        foreach (var (name, bytes) in ((string, byte[])[])[("a.gif", gif), ("a.jpg", jpeg), ("a.tif", tiff)])
        {
            var run = Runs.File(name, bytes);

            Assert.Equal((Outcome.Blocked, Reason.TooBig), (run.Report.Outcome, run.Report.Reason));
            Assert.Equal(["image.dimensions"], run.Codes);
        }
    }

    [Fact]
    public void Removes_MetadataOfAWebp_AndKeepsItsFrames()
    {
        var moving = DrawnPictures.MovingWebp;
        byte[] extra = [.. Pictures.Riff("XMP ", Encoding.ASCII.GetBytes("<x>SECRET</x>")), .. Pictures.Riff("EXIF", Pictures.Exif(1, "SECRET")), .. Pictures.Riff("junk", Encoding.ASCII.GetBytes("SECRET"))];
        byte[] input = [.. moving[..4], .. Pictures.Little(moving.Length - 8 + extra.Length), .. moving[8..], .. extra];

        var run = Runs.File("a.webp", input);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Contains("image.metadata", run.Codes);
        Assert.Contains("image.hiddenData", run.Codes);
        Assert.DoesNotContain("SECRET", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(Count(moving, "ANMF"u8), Count(run.Output.Bytes, "ANMF"u8));
    }

    [Theory]
    [InlineData("FUJIFILMCCD-RAW 0201", 0, "cameraraw")]
    [InlineData("IIRO\u0008\0\0\0", 0, "cameraraw")]
    [InlineData("DICM\u0002\0", 128, "dicom")]
    [InlineData("8BPS\0\u0001", 0, "psd")]
    public void Names_WhatItDoesNotRebuild(string mark, int offset, string format)
    {
        var run = Runs.File("a.bin", [.. new byte[offset], .. Encoding.Latin1.GetBytes(mark), .. new byte[200]]);

        Assert.Equal((Outcome.Blocked, Reason.Unsupported, format), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
    }

    [Fact]
    public void Reads_NoItemPastItsEnd()
    {
        // A list of items whose last one claims the long form and ends in the middle of it.
        byte[] item = [0, 0, 0, 21, .. "infe"u8, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0, (byte)'E', (byte)'x', (byte)'i'];
        byte[] items = [0, 0, 0, (byte)(14 + item.Length), .. "iinf"u8, 0, 0, 0, 0, 0, 1, .. item];
        byte[] input = [0, 0, 0, 16, .. "ftypheic"u8, 0, 0, 0, 0, 0, 0, 0, (byte)(12 + items.Length), .. "meta"u8, 0, 0, 0, 0, .. items];

        var run = Runs.File("a.heic", input);

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Gives_AHeicAsAJpeg_UnderAFittingName()
    {
        var run = Runs.File("写真.heic", DrawnPictures.Heic);

        Assert.Equal("写真.jpg", run.Report.Output!.Name.DangerousRaw);
        Assert.Contains("image.converted", run.Codes);
        Assert.Equal((64, 48), Pictures.JpegSize(run.Output.Bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Describes_ThePicture_WhereOnlyTextMayPass(string name)
    {
        var (_, bytes, _) = All.Single(each => each.Name == name);
        var policy = new SanitizePolicy { Revision = "r1", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Image] = PartWay.Text } };

        var run = Runs.File(name, bytes, policy);

        Assert.Equal((Outcome.Replaced, "txt"), (run.Report.Outcome, run.Report.Output!.Format));
        var text = Encoding.UTF8.GetString(run.Output.Bytes);
        Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.Contains(" × ", text, StringComparison.Ordinal);
        Assert.Contains("ピクセル", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_NotTroubleTheReader_ForMetadataOfAPhoto()
    {
        var photo = Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE1, Pictures.Exif(6, "x"))]);
        var mail = $"From: a@example.jp\nTo: b@example.jp\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nbody\n--b\nContent-Type: image/jpeg; name=p.jpg\nContent-Disposition: attachment; filename=p.jpg\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(photo, Base64FormattingOptions.InsertLineBreaks)}\n--b--\n";

        var run = Runs.Mail(mail);

        Assert.Contains("image.location", run.Codes);
        Assert.False(run.Output.MailFacts!.HasNotice);
        Assert.Equal(Outcome.Rebuilt, run.Report.Parts.Single(part => part.Input.Format == "jpeg").Outcome);
    }

    private static string? Fault(FileFormat format, byte[] bytes) => new ImageVerifier().Verify(format, new MemoryStream(bytes), new PlainText.BareContext());

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pattern)
    {
        var count = 0;
        for (var at = bytes.IndexOf(pattern); at >= 0; at = bytes.IndexOf(pattern))
        {
            count++;
            bytes = bytes[(at + 1)..];
        }

        return count;
    }
}
