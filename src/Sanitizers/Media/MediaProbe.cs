using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Media.Frames;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media;

/// <summary>Tells sound that has no signature of its own, and what stands behind an ID3 tag, which says nothing of the format.</summary>
internal static class MediaProbe
{
    private const int Proof = 3;

    /// <summary>MPEG audio or AAC when frames of one kind follow each other from the first byte on; otherwise null.</summary>
    public static FileFormat? Frames(ReadOnlySpan<byte> head) =>
        Follow(head, MpegFrameSyntax.Instance) ? Formats.Mp3 : Follow(head, AdtsFrameSyntax.Instance) ? Formats.Aac : null;

    /// <summary>The format of a file that begins with an ID3v2 tag.</summary>
    public static FileFormat BehindTag(Stream content, ReadOnlySpan<byte> head)
    {
        if (head.Length < 10)
        {
            return Formats.Mp3;
        }

        content.Position = 10L + ((head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | (head[9] & 127)) + ((head[5] & 16) != 0 ? 10 : 0);
        Span<byte> next = stackalloc byte[7];
        next = next[..content.ReadAtLeast(next, next.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        return next.StartsWith("fLaC"u8) ? Formats.Flac : AdtsFrameSyntax.Instance.Parse(next).IsValid ? Formats.Aac : Formats.Mp3;
    }

    private static bool Follow(ReadOnlySpan<byte> head, IFrameSyntax syntax)
    {
        uint? key = null;
        for (var count = 0; ; count++)
        {
            if (count == Proof || (head.IsEmpty && count == Proof - 1))
            {
                return true;
            }

            var frame = syntax.Parse(head);
            if (!frame.IsValid || (key is not null && key != frame.Key) || frame.Length > head.Length)
            {
                return false;
            }

            key = frame.Key;
            head = head[frame.Length..];
        }
    }
}
