using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>The boxes of the outermost level: where moov is, where the media data is, what else there was.</summary>
internal sealed class TopLevel(ByteWindow window, Budget budget, MediaTally tally)
{
    private const int MaxBoxes = 100_000;

    public List<(long Start, long End)> MediaData { get; } = [];

    public (long Start, long End)? Movie { get; private set; }

    public bool IsFragmented { get; private set; }

    /// <summary>False when there are two movies: players differ in which one they show.</summary>
    public bool Read()
    {
        var at = 0L;
        for (var count = 0; at < window.Length && count < MaxBoxes; count++)
        {
            budget.ChargeObjects(1);
            var header = window.At(at, 16);
            var (size, headerBytes) = Size(header, window.Length - at);
            if (header.Length < 8 || size < headerBytes || !IsName(header.Slice(4, 4)))
            {
                break;
            }

            var type = Encoding.Latin1.GetString(header.Slice(4, 4));
            var end = at + size;
            if (end > window.Length || end < at)
            {
                if (type != "mdat")
                {
                    break;
                }

                // A download that was cut off. Its chunks decide whether it can still be read.
                end = window.Length;
                tally.Add(MediaCodes.Truncated, FindingAction.Rewritten);
            }

            if (!Take(type, at + headerBytes, end))
            {
                return false;
            }

            at = end;
        }

        tally.AddBytes(window.IsZero(at, window.Length) ? MediaCodes.Padding : MediaCodes.ForeignBytes, window.Length - at);
        return true;
    }

    private bool Take(string type, long start, long end)
    {
        switch (type)
        {
            case "moov":
                var isFirst = Movie is null;
                Movie = (start, end);
                return isFirst;
            case "mdat":
                MediaData.Add((start, end));
                break;
            case "moof":
                IsFragmented = true;
                break;
            case "ftyp":
                break;
            case "free" or "skip" or "wide":
                // Room that writers leave for later. What somebody put there is something else.
                tally.AddBytes(window.IsZero(start, end) ? MediaCodes.Padding : MediaCodes.ForeignBytes, end - start + 8);
                break;
            default:
                tally.Add(type is "meta" or "uuid" or "udta" or "PICT" or "pnot" ? MediaCodes.Metadata : MediaCodes.Unlisted, FindingAction.Removed, type);
                break;
        }

        return true;
    }

    private static (long Size, int Header) Size(ReadOnlySpan<byte> header, long rest)
    {
        if (header.Length < 8)
        {
            return (0, 8);
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(header);
        return size switch
        {
            0 => (rest, 8),
            1 when header.Length == 16 => (BinaryPrimitives.ReadInt64BigEndian(header[8..]), 16),
            _ => (size, 8),
        };
    }

    private static bool IsName(ReadOnlySpan<byte> name) => name.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0;
}
