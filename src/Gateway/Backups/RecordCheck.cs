using Mugai.Gateway.Spooling;

namespace Mugai.Gateway.Backups;

/// <summary>
/// Reads the records of a segment as its bytes pass by and says whether each is whole: header, sum, END. A segment is records without gaps, so one that
/// does not begin where the last one ended is damage.
/// </summary>
internal sealed class RecordCheck
{
    private readonly byte[] _frame = new byte[RecordFormat.HeaderBytes];
    private int _framed;
    private long _payload;
    private long _left;
    private uint _crc;
    private Stage _stage;

    private enum Stage
    {
        Header,
        Payload,
        Trailer,
        Broken,
    }

    /// <summary>Every record so far was whole and none is half read.</summary>
    public bool IsWhole => _stage == Stage.Header && _framed == 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _stage != Stage.Broken)
        {
            bytes = _stage == Stage.Payload ? TakePayload(bytes) : TakeFrame(bytes);
        }
    }

    private ReadOnlySpan<byte> TakePayload(ReadOnlySpan<byte> bytes)
    {
        var count = (int)Math.Min(bytes.Length, _left);
        _crc = RecordFormat.Crc(_crc, bytes[..count]);
        _left -= count;
        _stage = _left == 0 ? Stage.Trailer : Stage.Payload;
        return bytes[count..];
    }

    private ReadOnlySpan<byte> TakeFrame(ReadOnlySpan<byte> bytes)
    {
        var wanted = _stage == Stage.Header ? RecordFormat.HeaderBytes : RecordFormat.TrailerBytes;
        var count = Math.Min(bytes.Length, wanted - _framed);
        bytes[..count].CopyTo(_frame.AsSpan(_framed));
        _framed += count;
        if (_framed < wanted)
        {
            return [];
        }

        _framed = 0;
        if (_stage == Stage.Trailer)
        {
            _stage = RecordFormat.IsTrailer(_frame, _crc, _payload) ? Stage.Header : Stage.Broken;
        }
        else if (RecordFormat.TryReadHeader(_frame, out var header))
        {
            _payload = _left = RecordFormat.PayloadLength(header.PlainLength);
            _crc = 0;
            _stage = Stage.Payload;
        }
        else
        {
            _stage = Stage.Broken;
        }

        return bytes[count..];
    }
}
