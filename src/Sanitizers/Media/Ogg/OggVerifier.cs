using System.Buffers.Binary;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Ogg;

/// <summary>
/// Demands of an Ogg output: one stream, pages numbered from zero with right checksums up to the last byte, a known identification, an empty
/// comment. Reads page after page and shares nothing with the sanitizer.
/// </summary>
public sealed class OggVerifier : IOutputVerifier
{
    // Four bits at a time: a table of sixteen, made from the polynomial.
    private static readonly uint[] Nibbles = [.. Enumerable.Range(0, 16).Select(value => Enumerable.Range(0, 4).Aggregate((uint)value << 28, (crc, _) => (crc << 1) ^ (crc >> 31 == 1 ? 0x04C11DB7u : 0u)))];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ogg];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var page = new byte[27 + 255 + (255 * 255)];
        output.Position = 0;
        for (uint number = 0; ; number++)
        {
            if (output.Position == output.Length)
            {
                return number < 3 ? "There is no sound." : null;
            }

            if (Read(output, page) is not { } length)
            {
                return $"Page {number} is none, or cut off.";
            }

            var flags = page[5];
            if (BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(14)) != 1 || BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(18)) != number
                || flags > 7 || (flags & 2) != 0 != (number == 0) || ((flags & 4) != 0 && output.Position != output.Length))
            {
                return $"Page {number} is out of order.";
            }

            if (!HasRightSum(page.AsSpan(0, length)))
            {
                return $"Page {number} has a wrong checksum.";
            }

            var body = page.AsSpan(27 + page[26], length - 27 - page[26]);
            if ((number == 0 && !IsIdentification(body)) || (number == 1 && !IsEmptyComment(body)))
            {
                return $"Page {number} is no header of listed sound without comments.";
            }
        }
    }

    private static int? Read(Stream output, byte[] page)
    {
        if (output.ReadAtLeast(page.AsSpan(0, 27), 27, throwOnEndOfStream: false) < 27 || BinaryPrimitives.ReadUInt32BigEndian(page) != 0x4F676753 || page[4] != 0)
        {
            return null;
        }

        int segments = page[26];
        if (output.ReadAtLeast(page.AsSpan(27, segments), segments, throwOnEndOfStream: false) < segments)
        {
            return null;
        }

        var body = 0;
        for (var i = 0; i < segments; i++)
        {
            body += page[27 + i];
        }

        return output.ReadAtLeast(page.AsSpan(27 + segments, body), body, throwOnEndOfStream: false) < body ? null : 27 + segments + body;
    }

    private static bool HasRightSum(Span<byte> page)
    {
        var wanted = BinaryPrimitives.ReadUInt32LittleEndian(page[22..]);
        page.Slice(22, 4).Clear();
        var crc = 0u;
        foreach (var one in page)
        {
            crc ^= (uint)one << 24;
            crc = (crc << 4) ^ Nibbles[crc >> 28];
            crc = (crc << 4) ^ Nibbles[crc >> 28];
        }

        return crc == wanted;
    }

    private static bool IsIdentification(ReadOnlySpan<byte> body) => body.Length switch
    {
        30 => body[..7].SequenceEqual("\u0001vorbis"u8),
        80 => body[..8].SequenceEqual("Speex   "u8) && !body[8..28].ContainsAnyExcept((byte)0),
        >= 19 and <= 276 => body[..8].SequenceEqual("OpusHead"u8) && body.Length == (body[18] == 0 ? 19 : 21 + body[9]),
        _ => false,
    };

    // Vorbis has its setup behind the comment on the same page.
    private static bool IsEmptyComment(ReadOnlySpan<byte> body) =>
        body.SequenceEqual("OpusTags\0\0\0\0\0\0\0\0"u8) || body.SequenceEqual("\0\0\0\0\0\0\0\0"u8) || body.StartsWith("\u0003vorbis\0\0\0\0\0\0\0\0\u0001\u0005vorbis"u8);
}
