using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Tiff;

/// <summary>Writes a TIFF page by page: samples, then long field values, then the directory; no byte that belongs to none of them. The stream must be seekable and empty.</summary>
internal sealed class TiffWriter
{
    private readonly Stream _output;
    private readonly bool _isBigEndian;
    private long _link = 4;

    public TiffWriter(Stream output, bool isBigEndian)
    {
        (_output, _isBigEndian) = (output, isBigEndian);
        output.Write(isBigEndian ? [(byte)'M', (byte)'M', 0, 42] : [(byte)'I', (byte)'I', 42, 0]);
        Put32(0);
    }

    /// <summary>Adds a page whose samples lie in <paramref name="file"/>.</summary>
    public void Add(TiffDirectory page, IEnumerable<TiffField> fields, ReadOnlySpan<byte> file)
    {
        var (offsets, lengths) = (new long[page.Pieces.Count], new long[page.Pieces.Count]);
        for (var i = 0; i < offsets.Length; i++)
        {
            var (offset, length) = page.Pieces[i];
            (offsets[i], lengths[i]) = (_output.Position, length);
            _output.Write(file.Slice((int)offset, (int)length));
            Align();
        }

        var all = new SortedDictionary<int, TiffField>();
        foreach (var field in fields)
        {
            all[field.Tag] = field;
        }

        var isTiled = page.IsTiled;
        all[isTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets] = new TiffField(isTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets, TiffTag.Long, offsets);
        all[isTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts] = new TiffField(isTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts, TiffTag.Long, lengths);
        WriteDirectory([.. all.Values]);
    }

    private void WriteDirectory(List<TiffField> fields)
    {
        var places = new long[fields.Count];
        for (var i = 0; i < places.Length; i++)
        {
            if (Size(fields[i]) > 4)
            {
                places[i] = _output.Position;
                Put(fields[i]);
                Align();
            }
        }

        var directory = _output.Position;
        Put16(fields.Count);
        for (var i = 0; i < places.Length; i++)
        {
            var field = fields[i];
            Put16(field.Tag);
            Put16(field.Type);
            Put32(field.Type == TiffTag.Rational ? field.Values.Length / 2 : field.Values.Length);
            if (places[i] > 0)
            {
                Put32(places[i]);
                continue;
            }

            Put(field);
            for (var left = 4 - Size(field); left > 0; left--)
            {
                _output.WriteByte(0);
            }
        }

        var end = _output.Position;
        Put32(0);
        _output.Position = _link;
        Put32(directory);
        _output.Position = _output.Length;
        _link = end;
    }

    private static int Size(TiffField field) => field.Values.Length * (field.Type switch { TiffTag.Short => 2, TiffTag.Long or TiffTag.Rational => 4, _ => 1 });

    private void Put(TiffField field)
    {
        foreach (var value in field.Values)
        {
            switch (field.Type)
            {
                case TiffTag.Short:
                    Put16((int)value);
                    break;
                case TiffTag.Long or TiffTag.Rational:
                    Put32(value);
                    break;
                default:
                    _output.WriteByte((byte)value);
                    break;
            }
        }
    }

    private void Align()
    {
        if ((_output.Position & 1) != 0)
        {
            _output.WriteByte(0);
        }
    }

    private void Put16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        }

        _output.Write(bytes);
    }

    private void Put32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        }

        _output.Write(bytes);
    }
}
