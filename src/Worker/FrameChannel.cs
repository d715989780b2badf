using Mugai.Frames;
using Mugai.Worker.Lockdown;

namespace Mugai.Worker;

/// <summary>
/// The two pipes: frames in on descriptor 0, frames out on 1; blocking, one thread. A host that breaks the protocol or goes away ends the process.
/// </summary>
internal sealed unsafe class FrameChannel
{
    /// <summary>What a socket pair takes at once on Linux (net.core.wmem_default, 208 KiB, less its own overhead): every write wakes the host.</summary>
    private const int FlushAt = 160 * 1024;

    private readonly byte[] _in = new byte[FrameLimits.HeaderBytes + FrameLimits.MaxAnyPayload];
    private int _start;
    private int _end;

    // Where bytes may still stand that were read since the last wipe.
    private int _dirty;
    private bool _holdsSecret;

    /// <summary>What goes out with the next <see cref="Flush"/>.</summary>
    public FrameWriter Out { get; } = new(FlushAt + FrameLimits.HeaderBytes + FrameLimits.MaxChunkBytes);

    /// <summary>The next frame; its payload is valid until the next call. Null when the host has closed the pipe between two frames.</summary>
    public FrameHeader? Next(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!Fill(FrameLimits.HeaderBytes))
        {
            return _start == _end ? null : throw new ProtocolException("the input ends inside a frame");
        }

        if (!FrameHeader.TryParse(_in.AsSpan(_start), out var header))
        {
            throw new ProtocolException("no such frame");
        }

        _start += FrameLimits.HeaderBytes;
        if (!Fill(header.Length))
        {
            throw new ProtocolException("the input ends inside a frame");
        }

        payload = _in.AsSpan(_start, header.Length);
        _start += header.Length;
        return header;
    }

    /// <summary>Bytes as frames of <paramref name="type"/>; leaves when enough has gathered.</summary>
    public void Send(FrameType type, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, FrameLimits.MaxChunkBytes);
            Out.Chunk(type, bytes[..count]);
            bytes = bytes[count..];
            FlushWhenFull();
        }
    }

    public void FlushWhenFull()
    {
        if (Out.Length >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>What is gathered now holds a password: the buffer is cleared after the next <see cref="Flush"/>.</summary>
    public void HoldsSecret() => _holdsSecret = true;

    /// <summary>Clears what was read so far: it held a password.</summary>
    public void WipeRead()
    {
        _in.AsSpan(0, _start).Clear();
        _in.AsSpan(_end, Math.Max(_dirty - _end, 0)).Clear();
        _dirty = _end;
    }

    /// <summary>Everything gathered is in the pipe when this returns.</summary>
    public void Flush()
    {
        Push();
        if (_holdsSecret)
        {
            _holdsSecret = false;
            Out.Wipe();
        }

        Out.Clear();
    }

    private void Push()
    {
        var rest = Out.Written.Span;
        while (!rest.IsEmpty)
        {
            nint written;
            fixed (byte* bytes = rest)
            {
                written = Libc.Write(1, bytes, rest.Length);
            }

            if (written <= 0)
            {
                Interrupted();
                continue;
            }

            rest = rest[(int)written..];
        }
    }

    private bool Fill(int count)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        if (_in.Length - _start < count || _start == _end)
        {
            _in.AsSpan(_start, _end - _start).CopyTo(_in);
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < count)
        {
            nint read;
            fixed (byte* free = &_in[_end])
            {
                read = Libc.Read(0, free, _in.Length - _end);
            }

            if (read == 0)
            {
                return false;
            }

            if (read < 0)
            {
                Interrupted();
                continue;
            }

            _end += (int)read;
            _dirty = Math.Max(_dirty, _end);
        }

        return true;
    }

    /// <summary>EINTR is tried again; a pipe that fails otherwise has lost its host, and there is nobody left to tell.</summary>
    private static void Interrupted()
    {
        if (Libc.LastError != 4)
        {
            Libc.Exit((int)WorkerExitCode.Finished);
        }
    }
}
