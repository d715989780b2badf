using System.Buffers.Binary;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>An INDEX of a CFF font (Technical Note 5176, section 5): objects one behind the other, found by their offsets.</summary>
internal sealed class CffIndex
{
    private readonly int[] _ends;
    private readonly int _data;

    private CffIndex(int data, int[] ends, int end) => (_data, _ends, End) = (data, ends, end);

    public int Count => _ends.Length;

    /// <summary>The first byte behind.</summary>
    public int End { get; }

    /// <summary>Null when it is not inside <paramref name="font"/> or its offsets fall.</summary>
    public static CffIndex? Read(ReadOnlySpan<byte> font, long at)
    {
        if (at < 0 || at > font.Length - 2)
        {
            return null;
        }

        var start = (int)at;
        int count = BinaryPrimitives.ReadUInt16BigEndian(font[start..]);
        if (count == 0)
        {
            return new CffIndex(start + 2, [], start + 2);
        }

        var size = start + 2 < font.Length ? font[start + 2] : 0;
        var data = start + 3 + ((long)(count + 1) * size);
        if (size is < 1 or > 4 || data > font.Length)
        {
            return null;
        }

        var ends = new int[count];
        long before = 1;
        for (var i = 0; i <= count; i++)
        {
            long offset = 0;
            foreach (var b in font.Slice(start + 3 + (i * size), size))
            {
                offset = (offset << 8) | b;
            }

            if (offset < before || offset - 1 > font.Length - data || (i == 0 && offset != 1))
            {
                return null;
            }

            before = offset;
            if (i > 0)
            {
                ends[i - 1] = (int)(data + offset - 1);
            }
        }

        return new CffIndex((int)data, ends, ends[^1]);
    }

    /// <summary>Where object <paramref name="index"/> lies.</summary>
    public Range this[int index] => new(index == 0 ? _data : _ends[index - 1], _ends[index]);
}
