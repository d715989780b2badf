using System.Diagnostics;

namespace Mugai.Mime;

/// <summary>
/// Bytes of a message in, events out: one entity = PartBegin, HeaderField*, HeadersEnd, then Body* (leaf) or its children, PartEnd;
/// at last MessageEnd. Defects stand between. No I/O, no recursion, no exception on any input, work linear in the input, and the same
/// events (a body's pieces joined) however the input is cut. Memory: the limits' header size at most.
/// Where parsers differ the reading here is: a line ends at LF; the header section ends at a blank line or before the first line that
/// is no field; first Content-Type, encoding and boundary count; a delimiter is a whole line, white space after it aside; the innermost
/// open boundary wins and an outer one closes what lies inside; after its close delimiter a multipart has no more parts.
/// Not thread-safe.
/// </summary>
public sealed partial class MimeReader
{
    private const int FirstTopUp = 256;

    private readonly MimeLimits _limits;
    private readonly BoundaryStack _boundaries = new();

    // Bytes of earlier calls that no event has told of yet: _carry[_carryStart.._carryEnd].
    private byte[] _carry = [];
    private int _carryStart;
    private int _carryEnd;

    // Absolute offset of the first byte that the next step looks at.
    private long _offset;

    /// <summary>A reader for one message; <see cref="Reset"/> makes it ready for the next.</summary>
    public MimeReader(MimeLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        Reset();
    }

    /// <summary>Forgets the message, keeps the buffers.</summary>
    public void Reset()
    {
        _boundaries.Clear();
        _carryStart = _carryEnd = 0;
        _offset = 0;
        ResetState();
    }

    /// <summary>
    /// The next event. <see cref="MimeReadStatus.NeedMore"/> always takes the whole input: what is undecided (an unfinished header field,
    /// a line that may become a delimiter) is kept inside. On <see cref="MimeReadStatus.Event"/> the caller goes on with
    /// input[consumed..]. With <paramref name="isFinal"/> the input is the last one; repeat it with what is left until End.
    /// </summary>
    public MimeReadStatus Read(ReadOnlySpan<byte> input, bool isFinal, out int consumed, out MimeEvent e)
    {
        if (_state == State.Done)
        {
            consumed = input.Length;
            e = default;
            return MimeReadStatus.End;
        }

        if (_carryEnd != 0)
        {
            return ReadCarried(input, isFinal, out consumed, out e);
        }

        if (Step(input, isFinal, out consumed, out e))
        {
            _offset += consumed;
            return MimeReadStatus.Event;
        }

        _offset += consumed;
        Debug.Assert(!isFinal, "the last input always makes events until Done");
        Keep(input[consumed..]);
        consumed = input.Length;
        return MimeReadStatus.NeedMore;
    }

    /// <summary>Goes on over held-back bytes followed by as much of the input as it takes to get past them.</summary>
    private MimeReadStatus ReadCarried(ReadOnlySpan<byte> input, bool isFinal, out int consumed, out MimeEvent e)
    {
        var held = _carryEnd - _carryStart;
        var taken = 0;
        var topUp = FirstTopUp;
        while (true)
        {
            var more = Math.Min(topUp, input.Length - taken);
            Keep(input.Slice(taken, more));
            taken += more;
            topUp *= 4;
            var isEvent = Step(_carry.AsSpan(_carryStart, held + taken), isFinal && taken == input.Length, out var used, out e);
            _offset += used;
            if (isEvent)
            {
                if (used >= held)
                {
                    // The event may show bytes of _carry; they stay untouched until the next call.
                    consumed = used - held;
                    _carryStart = _carryEnd = 0;
                }
                else
                {
                    consumed = 0;
                    _carryStart += used;
                    _carryEnd = _carryStart + held - used;
                }

                return MimeReadStatus.Event;
            }

            if (taken == input.Length)
            {
                _carryStart = used == held + taken ? 0 : _carryStart + used;
                _carryEnd = used == held + taken ? 0 : _carryEnd;
                consumed = input.Length;
                return MimeReadStatus.NeedMore;
            }

            if (used >= held)
            {
                _carryStart = _carryEnd = 0;
                var skipped = used - held;
                var status = Read(input[skipped..], isFinal, out consumed, out e);
                consumed += skipped;
                return status;
            }

            _carryStart += used;
            held -= used;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_carryEnd + bytes.Length > _carry.Length)
        {
            var length = _carryEnd - _carryStart;
            var target = _carry;
            if (length + bytes.Length > _carry.Length)
            {
                target = new byte[Math.Max(1024, (length + bytes.Length) * 2)];
            }

            _carry.AsSpan(_carryStart, length).CopyTo(target);
            _carry = target;
            _carryStart = 0;
            _carryEnd = length;
        }

        bytes.CopyTo(_carry.AsSpan(_carryEnd));
        _carryEnd += bytes.Length;
    }
}
