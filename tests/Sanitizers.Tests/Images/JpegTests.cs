using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Tests.Images;

/// <summary>JPEG through the native step and back.</summary>
public sealed class JpegTests
{
    private static readonly byte[] Hidden = Encoding.ASCII.GetBytes("SECRET-WORDS <script>alert(1)</script>");

    public static TheoryData<string> Kinds => ["Jpeg", "ProgressiveJpeg", "GrayJpeg", "CmykJpeg"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rebuilds_EveryKindWithoutFinding_AndTheSameTwice(string kind)
    {
        var input = Named(kind);

        var once = Runs.File("photo.jpg", input);
        var again = Runs.File("photo.jpg", once.Output.Bytes);

        Assert.Equal((Outcome.Rebuilt, "jpeg"), (once.Report.Outcome, once.Report.Output!.Format));
        Assert.Empty(once.Codes);
        Assert.Equal(Outcome.Rebuilt, again.Report.Outcome);
        Assert.Empty(again.Codes);
        Assert.Equal(Pictures.JpegSize(input), Pictures.JpegSize(once.Output.Bytes));
        Assert.Equal(once.Output.Bytes, Runs.File("photo.jpg", input).Output.Bytes);
        Assert.InRange(once.Output.Bytes.Length, input.Length * 0.6, input.Length * 1.5);
    }

    [Fact]
    public void Removes_EverythingBesideThePicture()
    {
        var input = Pictures.JpegWith(
            DrawnPictures.Jpeg,
            [
                (0xE1, Pictures.Exif(1, "SECRET-WORDS")), (0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Hidden]), (0xED, [.. "Photoshop 3.0\0"u8, .. Hidden]), (0xEC, Hidden),
                (0xFE, Hidden), (0xE0, [.. "JFXX\0"u8, .. Hidden]),
            ],
            Hidden);

        var run = Runs.File("photo.jpg", input);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(["image.comment", "image.location", "image.metadata", "image.thumbnail", "image.trailingData"], run.Codes.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("SECRET", run.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD9], run.Output.Bytes[^2..]);
    }

    [Theory]
    [InlineData(1, 40, 24)]
    [InlineData(3, 40, 24)]
    [InlineData(6, 24, 40)]
    [InlineData(8, 24, 40)]
    public void Turns_TheWayTheCameraWasHeld(int orientation, int width, int height)
    {
        var run = Runs.File("photo.jpg", Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE1, Pictures.Exif(orientation, "x"))]));

        Assert.Equal((width, height), Pictures.JpegSize(run.Output.Bytes));
        Assert.Equal(orientation > 1, run.Codes.Contains("image.orientation"));
    }

    [Fact]
    public void Keeps_TheDensity()
    {
        var run = Runs.File("scan.jpg", DrawnPictures.GrayJpeg);

        Assert.Equal([1, 0, 200, 0, 100], run.Output.Bytes[13..18]);
    }

    [Fact]
    public void Drops_AProfileThatSaysNothing_AndWritesOthersAnew()
    {
        var standard = DrawnPictures.StandardProfile;
        var wide = DrawnPictures.StandardProfile;
        // Green further out: no longer sRGB.
        var at = wide.AsSpan().IndexOf("gXYZ"u8);
        var offset = (wide[at + 6] << 8) | wide[at + 7];
        wide[offset + 10] ^= 0x20;

        var plain = Runs.File("a.jpg", Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. standard])]));
        var kept = Runs.File("a.jpg", Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. wide])]));

        Assert.Equal(["image.profile"], plain.Codes);
        Assert.DoesNotContain("ICC_PROFILE", plain.Output.Text, StringComparison.Ordinal);
        Assert.Equal(["image.profile"], kept.Codes);
        Assert.Contains("ICC_PROFILE", kept.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lcms", kept.Output.Text, StringComparison.Ordinal);
        Assert.Empty(Runs.File("a.jpg", kept.Output.Bytes).Codes);
    }

    [Fact]
    public void Blocks_EveryTruncation()
    {
        var jpeg = DrawnPictures.Jpeg;
        for (var length = 4; length < jpeg.Length - 8; length += 3)
        {
            var run = Runs.File("photo.jpg", jpeg[..length]);

            Assert.True(run.Report.Outcome == Outcome.Blocked, $"{length} of {jpeg.Length} bytes");
            Assert.Empty(run.Output.Bytes);
        }
    }

    [Fact]
    public void Survives_EveryFlippedByte()
    {
        var jpeg = DrawnPictures.Jpeg;
        for (var at = 2; at < jpeg.Length; at += 5)
        {
            var flipped = (byte[])jpeg.Clone();
            flipped[at] ^= 0xFF;
            var run = Runs.File("photo.jpg", flipped);

            Assert.True(run.Report.Outcome is Outcome.Blocked or Outcome.Rebuilt);
            Assert.Equal("", run.Faults);
        }
    }

    [Fact]
    public void Destroys_TheLowestBits_WhenThePolicySaysSo()
    {
        var noisy = new SanitizePolicy { Revision = "r1", ImageNoise = true };

        var once = Runs.File("photo.jpg", DrawnPictures.Jpeg, noisy);

        Assert.Equal(Outcome.Rebuilt, once.Report.Outcome);
        Assert.Empty(once.Codes);
        Assert.NotEqual(Runs.File("photo.jpg", DrawnPictures.Jpeg).Output.Bytes, once.Output.Bytes);
        Assert.Equal(once.Output.Bytes, Runs.File("photo.jpg", DrawnPictures.Jpeg, noisy).Output.Bytes);
    }

    private static byte[] Named(string kind) => kind switch
    {
        "Jpeg" => DrawnPictures.Jpeg,
        "ProgressiveJpeg" => DrawnPictures.ProgressiveJpeg,
        "GrayJpeg" => DrawnPictures.GrayJpeg,
        _ => DrawnPictures.CmykJpeg,
    };
}
