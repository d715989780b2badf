using System.Buffers.Binary;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Frames;

/// <summary>
/// Demands of an MP3 or AAC output: from the first byte to the last nothing but whole frames of one kind. Computes lengths in its own way and
/// shares nothing with the sanitizer.
/// </summary>
public sealed class FrameStreamVerifier : IOutputVerifier
{
    private const int MaxFrame = 8191;

    // Kilobits per second by layer and generation: the tables of the standard as differences.
    private static readonly Dictionary<(bool IsFirst, int Layer), byte[]> Steps = new()
    {
        [(true, 1)] = [32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32],
        [(true, 2)] = [32, 16, 8, 8, 16, 16, 16, 16, 32, 32, 32, 32, 64, 64],
        [(true, 3)] = [32, 8, 8, 8, 8, 16, 16, 16, 16, 32, 32, 32, 32, 64],
        [(false, 1)] = [32, 16, 8, 8, 16, 16, 16, 16, 16, 16, 16, 16, 32, 32],
        [(false, 2)] = [8, 8, 8, 8, 8, 8, 8, 8, 16, 16, 16, 16, 16, 16],
        [(false, 3)] = [8, 8, 8, 8, 8, 8, 8, 8, 16, 16, 16, 16, 16, 16],
    };

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Mp3, Detection.Formats.Aac];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var isAac = format == Detection.Formats.Aac;
        var frame = new byte[MaxFrame];
        var kind = -1;
        var count = 0L;
        output.Position = 0;
        while (true)
        {
            var got = output.ReadAtLeast(frame.AsSpan(0, 7), 7, throwOnEndOfStream: false);
            if (got == 0)
            {
                return count == 0 ? "There are no frames." : null;
            }

            var (length, own) = got < 7 ? (0, 0) : isAac ? Adts(frame) : Mpeg(frame);
            if (length < 7 || (kind >= 0 && own != kind))
            {
                return $"Frame {count} is none, or of another kind than the first.";
            }

            if (output.ReadAtLeast(frame.AsSpan(7, length - 7), length - 7, throwOnEndOfStream: false) < length - 7)
            {
                return $"Frame {count} is cut off.";
            }

            if (!isAac && Index(frame.AsSpan(0, length), count == 0) is { } fault)
            {
                return fault;
            }

            kind = own;
            count++;
        }
    }

    private static (int Length, int Kind) Adts(ReadOnlySpan<byte> header)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian([.. header[..7], 0]) >> 8;
        return bits >> 44 != 0xFFF || ((bits >> 41) & 3) != 0 || ((bits >> 34) & 15) > 12 ? (0, 0)
            : ((int)((bits >> 13) & 0x1FFF), (int)((bits >> 30) & 0x3BF7));
    }

    private static (int Length, int Kind) Mpeg(ReadOnlySpan<byte> header)
    {
        var bits = BinaryPrimitives.ReadUInt32BigEndian(header);
        var version = (bits >> 19) & 3;
        var layer = 4 - (int)((bits >> 17) & 3);
        var index = (int)((bits >> 12) & 15);
        var rate = (bits >> 10) & 3;
        if (bits >> 21 != 0x7FF || version == 1 || layer == 4 || index is 0 or 15 || rate == 3)
        {
            return (0, 0);
        }

        var steps = Steps[(version == 3, layer)];
        var kilobits = 0;
        for (var i = 0; i < index; i++)
        {
            kilobits += steps[i];
        }

        var samples = layer == 1 ? 384 : layer == 3 && version != 3 ? 576 : 1152;
        var hertz = rate switch { 0 => 44_100, 1 => 48_000, _ => 32_000 } / (version switch { 3 => 1, 2 => 2, _ => 4 });
        var slot = layer == 1 ? 4 : 1;
        var length = ((samples / 8 / slot * kilobits * 1000 / hertz) + (int)((bits >> 9) & 1)) * slot;
        return (length, (int)((version << 6) | (uint)(layer << 3) | (rate << 1) | (((bits >> 6) & 3) == 3 ? 1u : 0)));
    }

    // An index is allowed at the start; in it only numbers, the four letters of the encoder, and zeros to the end.
    private static string? Index(ReadOnlySpan<byte> frame, bool isFirst)
    {
        if (((frame[1] >> 1) & 3) != 1)
        {
            return null;
        }

        var side = (frame[3] & 0xC0) == 0xC0 ? ((frame[1] & 8) != 0 ? 17 : 9) : (frame[1] & 8) != 0 ? 32 : 17;
        var at = 4 + side;
        if (frame.Length < at + 8 || !(frame.Slice(at, 4).SequenceEqual("Xing"u8) || frame.Slice(at, 4).SequenceEqual("Info"u8)))
        {
            return null;
        }

        if (!isFirst || frame.Slice(4, side).ContainsAnyExcept((byte)0))
        {
            return "An index frame is not first, or has side information.";
        }

        var flags = frame[at + 7];
        var end = at + 16 + ((flags & 4) != 0 ? 100 : 0) + ((flags & 8) != 0 ? 4 : 0);
        if (frame[at + 4] != 0 || frame[at + 5] != 0 || frame[at + 6] != 0 || (flags & ~12) != 3 || end > frame.Length)
        {
            return "An index frame has unknown fields.";
        }

        var rest = frame[end..];
        if (rest.Length >= 36 && rest[0] == 'L')
        {
            return rest[4..9].ContainsAnyExcept((byte)0) || rest[10..21].ContainsAnyExcept((byte)0) || rest[36..].ContainsAnyExcept((byte)0) ? "An index frame carries text." : null;
        }

        return rest.ContainsAnyExcept((byte)0) ? "An index frame carries data." : null;
    }
}
