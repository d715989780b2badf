using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Boxes;

/// <summary>The boxes of one level of a JP2 or HEIF file (ISO/IEC 14496-12, 4.2; ISO/IEC 15444-1, I.4). Bounded, never throws.</summary>
internal static class BoxWalk
{
    /// <summary>
    /// Type and content of each box between <paramref name="from"/> and <paramref name="to"/>, as far as they are whole; the last entry's end is where the walk stopped.
    /// </summary>
    public static List<Box> Read(ReadOnlySpan<byte> data, int from, int to)
    {
        var boxes = new List<Box>();
        var at = from;
        while (to - at >= 8 && boxes.Count < 10_000)
        {
            var size = (long)BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
            var header = 8;
            if (size == 1)
            {
                if (to - at < 16)
                {
                    break;
                }

                size = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(data[(at + 8)..]), int.MaxValue);
                header = 16;
            }
            else if (size == 0)
            {
                size = to - at;
            }

            if (size < header || size > to - at)
            {
                break;
            }

            boxes.Add(new Box(BinaryPrimitives.ReadUInt32BigEndian(data[(at + 4)..]), at + header, at + (int)size));
            at += (int)size;
        }

        return boxes;
    }

    /// <summary>The number of a four-letter type.</summary>
    public static uint Type(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);
}

/// <summary>One box.</summary>
/// <param name="Type">Its four letters as a number.</param>
/// <param name="From">Where its content begins.</param>
/// <param name="To">Where it ends.</param>
internal readonly record struct Box(uint Type, int From, int To)
{
    public bool Is(ReadOnlySpan<byte> name) => Type == BoxWalk.Type(name);
}
