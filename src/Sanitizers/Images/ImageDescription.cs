using System.Globalization;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Boxes;
using Mugai.Sanitizers.Images.Gif;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Png;
using Mugai.Sanitizers.Images.Tiff;
using Mugai.Sanitizers.Images.Webp;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>What stands for a picture where the policy lets only text pass: its kind, name and size in pixels.</summary>
internal static class ImageDescription
{
    public static Reason Write(PartInput input, ImageJob job, IReadOnlyList<string> codes)
    {
        var language = job.Context.Policy.Language;
        var facts = Facts(job);
        var text = new StringBuilder();
        if (language != NoticeLanguage.En)
        {
            Describe(text, "画像", "種類", "大きさ", "ピクセル", "枚数", input, PartNotice.Name(input.Name, "名前なし"), facts);
            Tell(text, "QR コード", codes);
        }

        if (language != NoticeLanguage.Ja)
        {
            Describe(text, "Picture", "Kind", "Size", "pixels", "Frames", input, PartNotice.Name(input.Name, "no name"), facts);
            Tell(text, "QR code", codes);
        }

        job.Output.Write(Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\r\n")));
        return Reason.None;
    }

    private static ImageFacts? Facts(ImageJob job)
    {
        // What is found on the way goes with the picture.
        var tally = new ImageTally();
        switch (job.Format.Name)
        {
            case "jpeg":
                return JpegProbe.Read(job.File.Span, Stream.Null, tally).Facts;
            case "png" when new PngReader(job.File, tally).Read().Picture is { } png:
                return new ImageFacts { Width = png.Header.Width, Height = png.Header.Height, Frames = png.Frames.Count };
            case "gif" when new GifReader(job.File, tally).Read().Picture is { } gif:
                return new ImageFacts { Width = gif.Width, Height = gif.Height, Frames = gif.Frames.Count };
            case "tiff" when new TiffReader(job.File, tally) is var reader && reader.Read().Reason == Reason.None:
                return new ImageFacts { Width = reader.Pages[0].Width, Height = reader.Pages[0].Height, Frames = reader.Pages.Count };
            case "webp":
                return new WebpReader(job.File, new MemoryStream(), tally).Read([]).Facts;
            case "jp2":
                return new Jp2Reader(job.File, tally).Read(new MemoryStream()).Facts;
            case "avif" or "heic":
                return new HeifReader(job.File, tally).Read(Stream.Null).Facts;
            default:
                return null;
        }
    }

    private static void Tell(StringBuilder text, string title, IReadOnlyList<string> codes)
    {
        foreach (var code in codes)
        {
            text.Append(title).Append(": ").Append(new UntrustedText(code).ForDisplay()).Append('\n');
        }
    }

    private static void Describe(StringBuilder text, string title, string kind, string size, string unit, string frames, PartInput input, string name, ImageFacts? facts)
    {
        text.Append('[').Append(title).Append("] ").Append(name).Append('\n').Append(kind).Append(": ").Append(input.Format.Name).Append('\n');
        if (facts is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{size}: {facts.Width} × {facts.Height} {unit}\n");
            if (facts.Frames > 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"{frames}: {facts.Frames}\n");
            }
        }
    }
}
