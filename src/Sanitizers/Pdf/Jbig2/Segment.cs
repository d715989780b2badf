namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>A segment of an embedded stream (T.88, 7.2).</summary>
internal sealed record Segment(uint Number, SegmentType Type, IReadOnlyList<uint> Referred, ReadOnlyMemory<byte> Data)
{
    /// <summary>The stream ended before the data did.</summary>
    public bool IsCut { get; private init; }

    private const uint UnknownLength = 0xFFFF_FFFF;
    private const int LongForm = 7;

    /// <summary>Appends the segments of <paramref name="stream"/>; false when one cannot be read, with those before it appended.</summary>
    public static bool ReadAll(ReadOnlyMemory<byte> stream, int maxCount, List<Segment> segments)
    {
        var reader = new SegmentReader(stream);

        var isWhole = true;

        // Less than a header of eleven bytes is filling.
        while (reader.Rest.Length >= 11)
        {
            if (segments.Count == maxCount || Read(ref reader) is not { } segment)
            {
                return false;
            }

            segments.Add(segment);
            isWhole &= !segment.IsCut;
        }

        return isWhole;
    }

    private static Segment? Read(ref SegmentReader reader)
    {
        var number = reader.UInt32();
        var flags = reader.Byte();
        long count = reader.Byte() >> 5;
        if (count == LongForm)
        {
            reader.StepBack();
            count = reader.UInt32() & 0x1FFF_FFFF;
            reader.Skip((count + 8) / 8);
        }

        if (count > reader.Rest.Length)
        {
            return null;
        }

        var referred = new List<uint>((int)count);
        for (var i = 0; i < count; i++)
        {
            referred.Add(number <= 256 ? reader.Byte() : number <= 65_536 ? reader.UInt16() : reader.UInt32());
        }

        reader.Skip((flags & 0x40) != 0 ? 4 : 1);
        var length = reader.UInt32();
        var type = (SegmentType)(flags & 0x3F);
        if (length == UnknownLength)
        {
            length = type == SegmentType.ImmediateGeneric ? (uint)UnknownEnd(reader.Rest.Span) : 0;
        }

        // A last segment that is cut off is decoded as far as it goes.
        var data = reader.Rest[..(int)Math.Min(length, reader.Rest.Length)];
        var failed = reader.HasFailed;
        reader.Skip(data.Length);
        return failed ? null : new Segment(number, type, referred, data) { IsCut = data.Length < length };
    }

    // 7.2.7: the data of a generic region of unknown length ends with 00 00 (MMR) or FF AC and four bytes with the count of rows.
    private static int UnknownEnd(ReadOnlySpan<byte> data)
    {
        const int Header = 18;
        if (data.Length < Header)
        {
            return data.Length;
        }

        var mark = (data[Header - 1] & 1) != 0 ? "\0\0"u8 : [0xFF, 0xAC];
        var at = data[Header..].IndexOf(mark);
        return at < 0 ? data.Length : Math.Min(data.Length, Header + at + 6);
    }
}
