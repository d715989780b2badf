using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>
/// Reads the records of a binary part ([MS-XLSB] 2.1.4): a type of one or two bytes, a size of up to four, data. Throws <see cref="InvalidDataException"/> on a record that is cut off.
/// One record is in memory at a time.
/// </summary>
internal sealed class Biff12Reader(Stream content, Budget budget) : IDisposable
{
    // The longest real ones are texts of 32,767 characters with their runs, and strings of a table of 16,384 columns.
    private const int MaxRecordBytes = 16 << 20;

    private readonly byte[] _window = new byte[32_768];
    private byte[] _record = new byte[256];
    private int _at;
    private int _end;
    private int _length;

    /// <summary>The type of the current record.</summary>
    public int Type { get; private set; }

    /// <summary>The data of the current record, until the next is read.</summary>
    public ReadOnlySpan<byte> Data => _record.AsSpan(0, _length);

    /// <summary>The same, for changes in place.</summary>
    public Span<byte> Writable => _record.AsSpan(0, _length);

    /// <summary>False at the end.</summary>
    public bool Next()
    {
        if (Byte() is not (>= 0 and var first))
        {
            return false;
        }

        budget.ChargeObjects(1);
        Type = first < 0x80 ? first : (first & 0x7F) | ((Wanted() & 0x7F) << 7);
        _length = Size();
        if (_length > MaxRecordBytes)
        {
            throw new InvalidDataException("A record is too long.");
        }

        if (_record.Length < _length)
        {
            _record = new byte[Math.Max(_length, 2 * _record.Length)];
        }

        Fill(_record.AsSpan(0, _length));
        return true;
    }

    public void Dispose() => content.Dispose();

    private int Size()
    {
        var size = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = Wanted();
            size |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        return size;
    }

    private void Fill(Span<byte> record)
    {
        while (!record.IsEmpty)
        {
            if (_at == _end && !Refill())
            {
                throw new InvalidDataException("A record is cut off.");
            }

            var count = Math.Min(record.Length, _end - _at);
            _window.AsSpan(_at, count).CopyTo(record);
            record = record[count..];
            _at += count;
        }
    }

    private int Wanted() => Byte() is >= 0 and var next ? next : throw new InvalidDataException("A record is cut off.");

    private int Byte() => _at < _end || Refill() ? _window[_at++] : -1;

    private bool Refill()
    {
        _at = 0;
        _end = content.Read(_window);
        return _end > 0;
    }
}
