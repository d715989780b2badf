using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Jpeg;

/// <summary>Takes the only three things out of EXIF that outlive it: orientation, density, and that it held a place or a thumbnail. Bounded, never throws.</summary>
internal readonly ref struct ExifReader(ReadOnlySpan<byte> data)
{
    private const int MaxEntries = 512;

    private readonly ReadOnlySpan<byte> _data = data;

    public void ReadInto(ImageFacts facts, ImageTally tally)
    {
        if (_data.Length < 8 || !(_data.StartsWith("II*\0"u8) || _data.StartsWith("MM\0*"u8)))
        {
            return;
        }

        var big = _data[0] == 'M';
        var first = U32(4, big);
        if (first > _data.Length - 2)
        {
            return;
        }

        var count = Math.Min(U16((int)first, big), MaxEntries);
        var (unit, x, y) = (DensityUnit.Inch, 0d, 0d);
        var at = (int)first + 2;
        for (var i = 0; i < count && at + 12 <= _data.Length; i++, at += 12)
        {
            var (tag, type) = (U16(at, big), U16(at + 2, big));
            switch (tag)
            {
                case 0x0112 when type == 3 && U16(at + 8, big) is >= 1 and <= 8 and var orientation:
                    facts.Orientation = orientation;
                    break;
                case 0x011A when type == 5:
                    x = Rational(at, big);
                    break;
                case 0x011B when type == 5:
                    y = Rational(at, big);
                    break;
                case 0x0128 when type == 3:
                    unit = U16(at + 8, big) == 3 ? DensityUnit.Centimeter : DensityUnit.Inch;
                    break;
                case 0x8825:
                    tally.Add(ImageCodes.Location, FindingAction.Removed);
                    break;
            }
        }

        if (at + 4 <= _data.Length && U32(at, big) is > 0 and var next && next < _data.Length)
        {
            tally.Add(ImageCodes.Thumbnail, FindingAction.Removed, "EXIF");
        }

        if (x is >= 1 and <= 65_535 && y is >= 1 and <= 65_535 && facts.Density.Unit == DensityUnit.None)
        {
            facts.Density = new Density((int)Math.Round(x), (int)Math.Round(y), unit);
        }
    }

    private double Rational(int entry, bool big)
    {
        var at = U32(entry + 8, big);
        if (at > _data.Length - 8)
        {
            return 0;
        }

        var divisor = U32((int)at + 4, big);
        return divisor == 0 ? 0 : (double)U32((int)at, big) / divisor;
    }

    private int U16(int at, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(_data[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(_data[at..]);

    private uint U32(int at, bool big) => big ? BinaryPrimitives.ReadUInt32BigEndian(_data[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(_data[at..]);
}
