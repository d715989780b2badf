using System.Runtime.InteropServices;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// The shared strings of a workbook ([MS-XLS] 2.4.265), read from SST and its CONTINUE records as they come: a string may go on in the next record, which begins with its width anew. Characters lie
/// in blocks, so that memory is twice the bytes of the record and no more.
/// </summary>
internal sealed class SharedStrings
{
    private const int BlockChars = 65_536;
    private const int HeadBytes = 8;

    private readonly List<char[]> _blocks = [];
    private readonly List<(int Block, ushort Start, ushort Length)> _strings = [];
    private int _used = BlockChars;
    private State _state = State.Head;
    private int _left;
    private int _start;
    private int _skip;
    private bool _isWide;
    private readonly byte[] _head = new byte[16];
    private int _headLength;

    private enum State : byte
    {
        Head,
        String,
        Characters,
        Skip,
    }

    /// <summary>Memory taken, of what lies in blocks and of the list of strings.</summary>
    public long HeldBytes => (sizeof(char) * (long)BlockChars * _blocks.Count) + (8L * _strings.Capacity);

    public int Count => _strings.Count;

    public ReadOnlySpan<char> this[int index] => index < 0 || index >= _strings.Count ? [] : _blocks[_strings[index].Block].AsSpan(_strings[index].Start, _strings[index].Length);

    /// <summary>The data of SST, then of each CONTINUE behind it.</summary>
    public void Add(ReadOnlySpan<byte> data, bool isContinued)
    {
        if (isContinued && _state == State.Characters && data.Length > 0)
        {
            _isWide = (data[0] & 1) != 0;
            data = data[1..];
        }

        while (!data.IsEmpty)
        {
            switch (_state)
            {
                case State.Head:
                    Collect(ref data, HeadBytes, State.String);
                    break;
                case State.String:
                    Begin(ref data);
                    break;
                case State.Characters:
                    Copy(ref data);
                    break;
                default:
                    var count = Math.Min(_skip, data.Length);
                    data = data[count..];
                    _skip -= count;
                    _state = _skip == 0 ? State.String : State.Skip;
                    break;
            }
        }
    }

    private bool Collect(ref ReadOnlySpan<byte> data, int length, State next)
    {
        var count = Math.Min(length - _headLength, data.Length);
        data[..count].CopyTo(_head.AsSpan(_headLength));
        data = data[count..];
        _headLength += count;
        if (_headLength < length)
        {
            return false;
        }

        _headLength = 0;
        _state = next;
        return true;
    }

    // Number of characters, flags, then what the flags announce: runs of formatting, the size of readings (2.5.293).
    private void Begin(ref ReadOnlySpan<byte> data)
    {
        while (_headLength < 3)
        {
            if (data.IsEmpty)
            {
                return;
            }

            _head[_headLength++] = data[0];
            data = data[1..];
        }

        var flags = _head[2];
        var length = 3 + ((flags & 8) != 0 ? 2 : 0) + ((flags & 4) != 0 ? 4 : 0);
        if (!Collect(ref data, length, State.Characters))
        {
            return;
        }

        ReadOnlySpan<byte> head = _head;
        _isWide = (flags & 1) != 0;
        _left = head.U16(0);
        var runs = (flags & 8) != 0 ? head.U16(3) * 4 : 0;
        var reading = (flags & 4) != 0 ? head.U32(length - 4) : 0;
        _skip = (int)Math.Min(runs + (long)reading, int.MaxValue);
        if (_blocks.Count == 0 || _used + _left > BlockChars)
        {
            _blocks.Add(new char[BlockChars]);
            _used = 0;
        }

        _start = _used;
        _strings.Add((_blocks.Count - 1, (ushort)_start, (ushort)_left));
        _used += _left;
        End();
    }

    private void Copy(ref ReadOnlySpan<byte> data)
    {
        var count = Math.Min(_left, _isWide ? data.Length / 2 : data.Length);
        if (count == 0)
        {
            // Half a character at the end of a record: nothing says what it is.
            data = [];
            return;
        }

        var target = _blocks[^1].AsSpan(_used - _left, count);
        if (_isWide)
        {
            MemoryMarshal.Cast<byte, char>(data[..(count * 2)]).CopyTo(target);
        }
        else
        {
            System.Text.Encoding.Latin1.GetChars(data[..count], target);
        }

        data = data[(_isWide ? count * 2 : count)..];
        _left -= count;
        End();
    }

    private void End()
    {
        if (_left == 0)
        {
            _state = _skip > 0 ? State.Skip : State.String;
        }
    }
}
