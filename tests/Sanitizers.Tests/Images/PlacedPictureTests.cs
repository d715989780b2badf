using Mugai.Sanitizers.Images;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Images;

/// <summary>Pictures inside something else: what its sanitizer may ask for when it hands them over.</summary>
public sealed class PlacedPictureTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leaves_APhotoAsItIsStored(bool keepsFormat)
    {
        var (format, bytes, report) = Hand(Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE1, Pictures.Exif(6, "x"))]), keepsFormat);

        Assert.Equal(("jpeg", Outcome.Rebuilt), (format, report.Outcome));
        Assert.Equal((40, 24), Pictures.JpegSize(bytes));
        Assert.Contains(report.Findings, finding => finding.Code == "image.metadata");
        Assert.DoesNotContain(report.Findings, finding => finding.Code == "image.orientation");
    }

    [Theory]
    [InlineData(false, "jpeg", Reason.None)]
    [InlineData(true, null, Reason.Unsupported)]
    public void Changes_TheFormat_OnlyWhereTheCallerTakesIt(bool keepsFormat, string? format, Reason reason)
    {
        var (written, _, report) = Hand(DrawnPictures.Heic, keepsFormat);

        Assert.Equal((format, reason), (written, report.Reason));
    }

    [Fact]
    public void Gives_BackABatch_InTheOrderOfItsCaller()
    {
        byte[][] pictures = [DrawnPictures.Jpeg, DrawnPictures.Webp, DrawnPictures.GrayJpeg, Pictures.PlainPng()];
        List<string?> formats = [];
        var holder = new FakeSanitizer((_, output, context) =>
        {
            var begun = pictures.Select((picture, at) => context.BeginPicture($"/{at + 1}", UntrustedText.Empty, null, new MemoryStream(picture), keepsFormat: true)).ToList();
            foreach (var member in begun)
            {
                using (member)
                {
                    using var result = member.Finish();
                    formats.Add(result.OutputFormat?.Name);
                }
            }

            output.WriteByte(1);
            return PartVerdict.Rebuilt(Sanitizers.Detection.Formats.Pdf);
        });

        var run = Runs.File("a.pdf", "%PDF-1.4\n"u8.ToArray(), catalog: Catalog(holder));

        Assert.Equal(["jpeg", "webp", "jpeg", "png"], formats);
        Assert.Equal(["/1", "/2", "/3", "/4"], run.Report.Parts.Select(part => part.Path));
    }

    private static (string? Format, byte[] Bytes, PartReport Report) Hand(byte[] picture, bool keepsFormat)
    {
        (string? Format, byte[] Bytes) got = (null, []);
        var holder = new FakeSanitizer((_, output, context) =>
        {
            using var content = new MemoryStream(picture);
            using var member = context.BeginPicture("/1", UntrustedText.Empty, null, content, keepsFormat);
            using var result = member.Finish();
            if (result.Output is { } clean)
            {
                var bytes = new byte[clean.Length];
                clean.ReadExactly(bytes);
                got = (result.OutputFormat?.Name, bytes);
            }

            output.WriteByte(1);
            return PartVerdict.Rebuilt(Sanitizers.Detection.Formats.Pdf);
        });
        var run = Runs.File("a.pdf", "%PDF-1.4\n"u8.ToArray(), catalog: Catalog(holder));
        return (got.Format, got.Bytes, Assert.Single(run.Report.Parts));
    }

    private static SanitizerCatalog Catalog(ISanitizer holder) =>
        SanitizerCatalog.Empty.With([holder, new ImageSanitizer()], [new FakeVerifier(null), new ImageVerifier()], [new ImageStep()]);
}
