using System.Buffers.Binary;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// A JPEG inside a PDF: its segments are walked (ITU-T T.81, annex B) and only those that a picture is made of are copied, from SOI to EOI. The color marker of
/// Adobe (APP14) stays in its known form, because it decides whether YCbCr is meant.
/// </summary>
internal static class JpegStream
{
    /// <summary>The clean JPEG; null when it has no frame or no scan.</summary>
    /// <param name="hadExtras">Something was left out: metadata, comments, bytes before or behind.</param>
    public static byte[]? Clean(ReadOnlySpan<byte> data, out bool hadExtras)
    {
        hadExtras = false;
        var at = data.IndexOf([(byte)0xFF, (byte)0xD8, (byte)0xFF]);
        if (at < 0)
        {
            return null;
        }

        hadExtras = at > 0;
        var target = new ByteBuffer();
        target.Add([0xFF, 0xD8]);
        at += 2;
        var (hasFrame, hasScan) = (false, false);
        while (at + 1 < data.Length)
        {
            if (data[at] != 0xFF)
            {
                // Bytes between segments.
                hadExtras = true;
                var next = data[at..].IndexOf((byte)0xFF);
                at = next < 0 ? data.Length : at + next;
                continue;
            }

            var marker = data[at + 1];
            if (marker == 0xFF || marker is 0 or 1 or (>= 0xD0 and <= 0xD8))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            if (marker == 0xD9)
            {
                at += 2;
                break;
            }

            if (at + 4 > data.Length)
            {
                break;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            if (length < 2 || at + 2 + length > data.Length)
            {
                break;
            }

            var segment = data.Slice(at, 2 + length);
            at += segment.Length;
            var isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            hasFrame |= isFrame;
            if (marker is 0xDB or 0xC4 or 0xCC or 0xDD or 0xDC || isFrame)
            {
                target.Add(segment);
            }
            else if (marker == 0xEE && segment is [_, _, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', ..] && segment.Length == 16)
            {
                target.Add(segment[..9]);
                target.Add([0, 100, 0, 0, 0, 0, segment[15]]);
            }
            else if (marker == 0xDA && hasFrame)
            {
                hasScan = true;
                target.Add(segment);
                var end = ScanEnd(data, at);
                target.Add(data[at..end]);
                at = end;
            }
            else
            {
                hadExtras = true;
            }
        }

        if (!hasScan)
        {
            return null;
        }

        target.Add([0xFF, 0xD9]);
        hadExtras |= data[at..].IndexOfAnyExcept((byte)0, (byte)'\n', (byte)'\r') >= 0;
        return target.Span.ToArray();
    }

    // Entropy-coded bytes go on over stuffed zeros and restart markers.
    private static int ScanEnd(ReadOnlySpan<byte> data, int at)
    {
        while (true)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= data.Length)
            {
                return data.Length;
            }

            at += next;
            if (data[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }
    }
}
