using System.Buffers;
using System.Buffers.Text;
using Mugai.Sanitizers.Bitmaps;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Svg;

/// <summary>Pictures inside a drawing: data: URIs in, data: URIs of what their sanitizers made of them out.</summary>
internal sealed class SvgPictures(string path, ISanitizeContext context)
{
    private int _count;

    /// <summary>The data: URI that may stand in the place of <paramref name="uri"/>; null when nothing may.</summary>
    public string? Clean(ReadOnlySpan<char> uri)
    {
        var comma = uri.IndexOf(',');
        if (comma < 0 || !IsPictureLabel(uri["data:".Length..comma], out var label))
        {
            return null;
        }

        var text = uri[(comma + 1)..];
        var bytes = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3);
        try
        {
            context.Budget.ChargeBytes(text.Length);
            if (!Convert.TryFromBase64Chars(text, bytes, out var length) || length == 0)
            {
                return null;
            }

            using var member = context.CreateScratch();
            member.Write(bytes, 0, length);
            member.Position = 0;
            using var result = context.SanitizeMember(PictureMember.Path(path, ++_count, ""), UntrustedText.Empty, label, member);
            return result.Output is { } clean && result.OutputFormat is { } format && PictureMember.IsRaster(format) ? Uri(format, clean) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static string Uri(FileFormat format, Stream clean)
    {
        var bytes = ArrayPool<byte>.Shared.Rent((int)clean.Length);
        try
        {
            clean.Position = 0;
            var length = clean.ReadAtLeast(bytes, (int)clean.Length, throwOnEndOfStream: false);
            return $"data:{format.MediaType};base64,{Convert.ToBase64String(bytes, 0, length)}";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // image/png;base64 and the like. Without ";base64" the bytes are percent-encoded, which no program writes for pictures.
    private static bool IsPictureLabel(ReadOnlySpan<char> label, out string mediaType)
    {
        var end = label.IndexOf(';');
        mediaType = (end < 0 ? label : label[..end]).Trim().ToString().ToLowerInvariant();
        return label.TrimEnd().EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            && mediaType is "image/png" or "image/jpeg" or "image/jpg" or "image/gif" or "image/webp";
    }
}
