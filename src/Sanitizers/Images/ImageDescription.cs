using System.Globalization;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>What stands for a picture where the policy lets only text pass: its kind, name and size in pixels.</summary>
internal static class ImageDescription
{
    public static PartVerdict Write(PartInput input, ReadOnlySpan<byte> picture, Stream output, ISanitizeContext context)
    {
        var facts = JpegProbe.Read(picture, Stream.Null, new ImageTally()).Facts;
        var language = context.Policy.Language;
        var text = new StringBuilder();
        if (language != NoticeLanguage.En)
        {
            Describe(text, "画像", "種類", "大きさ", "ピクセル", "枚数", input, PartNotice.Name(input.Name, "名前なし"), facts);
        }

        if (language != NoticeLanguage.Ja)
        {
            Describe(text, "Picture", "Kind", "Size", "pixels", "Frames", input, PartNotice.Name(input.Name, "no name"), facts);
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\r\n")));
        return PartVerdict.Replaced(Detection.Formats.Txt);
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
