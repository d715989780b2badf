using System.Buffers.Binary;
using System.Text;

namespace Mugai.Frames;

/// <summary>
/// Collects frames in one growing buffer, so that several leave in one write. Text longer than its limit is cut at a character's edge; a path or
/// token longer than its limit throws, because it must not name something else.
/// </summary>
public sealed class FrameWriter(int capacity = 4096)
{
    private byte[] _buffer = new byte[capacity];
    private int _length;
    private int _frameStart = -1;

    /// <summary>The finished frames.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Bytes collected.</summary>
    public int Length => _length;

    /// <summary>Forgets what was collected and keeps the buffer.</summary>
    public void Clear() => (_length, _frameStart) = (0, -1);

    /// <summary>The same, and nothing of it stays in memory: it held a password.</summary>
    public void Wipe()
    {
        _buffer.AsSpan(0, _length).Clear();
        Clear();
    }

    /// <summary>Begins a frame.</summary>
    public FrameWriter Begin(FrameType type)
    {
        _frameStart = _length;
        Reserve(FrameLimits.HeaderBytes)[0] = (byte)type;
        return this;
    }

    /// <summary>Ends the frame: its length is known now. Throws when the frame is longer than its type allows.</summary>
    public void End()
    {
        var header = new FrameHeader((FrameType)_buffer[_frameStart], _length - _frameStart - FrameLimits.HeaderBytes);
        if (header.Length > FrameLimits.MaxPayload(header.Type))
        {
            throw new InvalidOperationException($"A {header.Type} frame of {header.Length} bytes is too long.");
        }

        header.Write(_buffer.AsSpan(_frameStart));
        _frameStart = -1;
    }

    /// <summary>A frame without payload.</summary>
    public void Empty(FrameType type)
    {
        Begin(type);
        End();
    }

    /// <summary>A frame that carries bytes.</summary>
    public void Chunk(FrameType type, ReadOnlySpan<byte> bytes)
    {
        Begin(type);
        bytes.CopyTo(Reserve(bytes.Length));
        End();
    }

    /// <summary>Room for a chunk that is read straight into the buffer; <see cref="CommitChunk"/> says how much it became.</summary>
    public Memory<byte> ReserveChunk(FrameType type, int max)
    {
        Begin(type);
        Reserve(max);
        _length -= max;
        return _buffer.AsMemory(_length, max);
    }

    /// <summary>Ends the chunk begun with <see cref="ReserveChunk"/>; with 0 bytes the frame never was.</summary>
    public void CommitChunk(int bytes)
    {
        if (bytes == 0)
        {
            (_length, _frameStart) = (_frameStart, -1);
            return;
        }

        _length += bytes;
        End();
    }

    /// <summary>One byte.</summary>
    public FrameWriter Byte(byte value)
    {
        Reserve(1)[0] = value;
        return this;
    }

    /// <summary>A flag.</summary>
    public FrameWriter Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Four bytes.</summary>
    public FrameWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        return this;
    }

    /// <summary>Eight bytes.</summary>
    public FrameWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
        return this;
    }

    /// <summary>Text, cut to <paramref name="maxBytes"/> at a character's edge; lone surrogates become U+FFFD.</summary>
    public FrameWriter Text(string value, int maxBytes)
    {
        var bytes = Reserve(4 + maxBytes);
        var fit = value;
        if (value.Length > maxBytes / 3)
        {
            fit = Cut(value, maxBytes);
        }

        var written = Encoding.UTF8.GetBytes(fit, bytes[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, written);
        _length -= maxBytes - written;
        return this;
    }

    /// <summary>Bytes that must arrive whole.</summary>
    public FrameWriter Bytes(ReadOnlySpan<byte> value, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, maxBytes);
        Int32(value.Length);
        value.CopyTo(Reserve(value.Length));
        return this;
    }

    /// <summary>A path, cleaned (<see cref="PartPath.Clean"/>).</summary>
    public FrameWriter Path(string path) => Whole(PartPath.Clean(path), FrameLimits.MaxPathBytes);

    /// <summary>Text that must arrive whole.</summary>
    public FrameWriter Whole(string value, int maxBytes) => Encoding.UTF8.GetByteCount(value) <= maxBytes
        ? Text(value, maxBytes)
        : throw new InvalidOperationException($"A field of {value.Length} characters does not fit into {maxBytes} bytes.");

    private static string Cut(string value, int maxBytes)
    {
        var bytes = 0;
        var chars = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            // A lone surrogate is enumerated as U+FFFD but is one char of the string, as U+FFFD is.
            chars += rune.Utf16SequenceLength;
        }

        return value[..chars];
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            var grown = new byte[Math.Max(_buffer.Length * 2, _length + count)];
            _buffer.AsSpan(0, _length).CopyTo(grown);
            // What was written may be a password, which Wipe could not reach here any more.
            _buffer.AsSpan(0, _length).Clear();
            _buffer = grown;
        }

        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }
}
