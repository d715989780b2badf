using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Reads a workbook stream record by record ([MS-XLS] 2.1.4) through one buffer. A record that is not there to its end is the end.</summary>
internal sealed class BiffReader(Stream content)
{
    private readonly byte[] _buffer = new byte[(64 * 1024) + 65_540];
    private int _start;
    private int _filled;

    /// <summary>Where the record begins in the stream.</summary>
    public long Position { get; private set; }

    public int Type { get; private set; }

    /// <summary>Valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Data => _buffer.AsSpan(_start + 4, _length);

    private int _length = -4;

    public void Restart()
    {
        content.Position = 0;
        (_start, _filled, _length, Position) = (0, 0, -4, 0);
    }

    public bool Next()
    {
        Position += _length + 4;
        _start += _length + 4;
        _length = -4;
        if (!Has(4))
        {
            return false;
        }

        ReadOnlySpan<byte> head = _buffer.AsSpan(_start, 4);
        Type = head.U16(0);
        var length = head.U16(2);
        if (!Has(4 + length))
        {
            return false;
        }

        _length = length;
        return true;
    }

    private bool Has(int count)
    {
        if (_filled - _start >= count)
        {
            return true;
        }

        _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
        (_start, _filled) = (0, _filled - _start);
        _filled += content.ReadAtLeast(_buffer.AsSpan(_filled), count - _filled, throwOnEndOfStream: false);
        return _filled >= count;
    }
}
