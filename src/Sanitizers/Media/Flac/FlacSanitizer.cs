using System.Buffers.Binary;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Media.Frames;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Flac;

/// <summary>
/// NAME: FLAC sound, written as STREAMINFO, perhaps SEEKTABLE, and the frames.
/// KEEPS: the frames as they are, the numbers of the stream.
/// REMOVES: all other metadata blocks (tags, pictures, cue sheets, application data, padding), tags around the stream, bytes behind the last frame.
/// LIMITS: the frames are not decoded; their checksums are checked.
/// Standard: RFC 9639.
/// </summary>
public sealed class FlacSanitizer : ISanitizer
{
    private const int StreamInfoBytes = 34;
    private const int SeekPointBytes = 18;
    private const int MaxSeekBytes = 1000 * SeekPointBytes;
    private const int MaxBlocks = 1_000;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Flac];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var window = new ByteWindow(input.Content, context.Budget);
        var tally = new MediaTally();
        var verdict = Rebuild(window, output, context.Budget, tally);
        tally.Report(context);
        return verdict;
    }

    private static PartVerdict Rebuild(ByteWindow window, Stream output, Budget budget, MediaTally tally)
    {
        var at = window.Has(0, "ID3"u8) ? AudioTags.LengthAt(window, 0) : 0;
        if (at > 0)
        {
            tally.Add(MediaCodes.Metadata, FindingAction.Removed, "ID3");
        }

        if (!window.Has(at, "fLaC"u8))
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "fLaC");
        }

        if (ReadBlocks(window, at + 4, budget, tally) is not { } blocks)
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "metadata");
        }

        var end = window.Length;
        if (window.Length - 128 > blocks.Frames && window.Has(window.Length - 128, "TAG"u8))
        {
            end -= 128;
            tally.Add(MediaCodes.Metadata, FindingAction.Removed, "TAG");
        }

        var frames = new FlacFrames(window, budget);
        frames.Walk(blocks.Frames, end);
        if (frames.Frames == 0 || (frames.End - blocks.Frames) * 2 < end - blocks.Frames)
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "frames");
        }

        if (frames.End < end)
        {
            // The rest is a frame that is cut off, damaged, or joined to something else. The count and digest of all samples are no longer true.
            tally.Add(MediaCodes.Truncated, FindingAction.Rewritten);
            blocks.StreamInfo.AsSpan(18).Clear();
            blocks.StreamInfo[13] &= 0xF0;
            blocks.StreamInfo.AsSpan(14, 4).Clear();
        }

        WriteHeader(output, blocks, frames.End - blocks.Frames);
        return window.CopyTo(output, blocks.Frames, frames.End - blocks.Frames) ? PartVerdict.Rebuilt(Detection.Formats.Flac) : tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "frames");
    }

    private static (byte[] StreamInfo, byte[] Seek, long Frames)? ReadBlocks(ByteWindow window, long at, Budget budget, MediaTally tally)
    {
        byte[] streamInfo = [];
        byte[] seek = [];
        for (var count = 0; count < MaxBlocks; count++)
        {
            budget.ChargeObjects(1);
            var header = window.At(at, 4);
            if (header.Length < 4)
            {
                return null;
            }

            var isLast = (header[0] & 0x80) != 0;
            var type = header[0] & 0x7F;
            var length = (header[1] << 16) | (header[2] << 8) | header[3];
            if (at + 4 + length > window.Length || (type == 0) != (count == 0) || (type == 0 && length != StreamInfoBytes))
            {
                return null;
            }

            switch (type)
            {
                case 0:
                    streamInfo = window.At(at + 4, StreamInfoBytes).ToArray();
                    break;
                case 3 when seek.Length == 0 && length is > 0 and <= MaxSeekBytes && length % SeekPointBytes == 0:
                    seek = window.At(at + 4, Math.Min(length, ByteWindow.MaxSpan)).ToArray();
                    seek = seek.Length == length ? seek : [];
                    break;
                default:
                    tally.Add(type == 1 ? MediaCodes.Padding : MediaCodes.Metadata, FindingAction.Removed);
                    break;
            }

            at += 4 + length;
            if (isLast)
            {
                return (streamInfo, seek, at);
            }
        }

        return null;
    }

    private static void WriteHeader(Stream output, (byte[] StreamInfo, byte[] Seek, long Frames) blocks, long frameBytes)
    {
        var hasSeek = IsSeekTable(blocks.Seek, frameBytes);
        output.Write("fLaC"u8);
        output.Write([(byte)(hasSeek ? 0 : 0x80), 0, 0, StreamInfoBytes]);
        output.Write(blocks.StreamInfo);
        if (hasSeek)
        {
            output.Write([0x83, 0, (byte)(blocks.Seek.Length >> 8), (byte)blocks.Seek.Length]);
            output.Write(blocks.Seek);
        }
    }

    // Rising sample numbers and places inside the stream; points kept free for later (all ones) must be empty.
    private static bool IsSeekTable(ReadOnlySpan<byte> table, long frameBytes)
    {
        var last = -1L;
        var isThere = !table.IsEmpty;
        for (; !table.IsEmpty; table = table[SeekPointBytes..])
        {
            var sample = BinaryPrimitives.ReadInt64BigEndian(table);
            var place = BinaryPrimitives.ReadInt64BigEndian(table[8..]);
            if (sample == -1 ? table[8..SeekPointBytes].ContainsAnyExcept((byte)0) : sample <= last || place < 0 || place >= frameBytes)
            {
                return false;
            }

            last = sample == -1 ? long.MaxValue - 1 : sample;
        }

        return isThere;
    }
}
