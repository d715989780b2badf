using System.Buffers;
using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>Frames from a worker, one at a time. Untrusted: a frame that cannot be is a <see cref="WorkerLiedException"/>.</summary>
internal sealed class FrameReader(Stream output) : IDisposable
{
    /// <summary>Room for the longest frame, and for as much as a worker writes at once.</summary>
    private const int BufferBytes = 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;

    // Where bytes may still stand that were read since the last wipe.
    private int _dirty;

    /// <summary>The payload of the frame read last; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>More has come than was read.</summary>
    public bool HasUnread => _start < _end;

    /// <summary>The next frame's type; null when the worker has closed its output.</summary>
    public async ValueTask<FrameType?> ReadAsync(CancellationToken token)
    {
        if (!await FillAsync(FrameLimits.HeaderBytes, token))
        {
            return null;
        }

        if (!FrameHeader.TryParse(_buffer.AsSpan(_start), out var header) || header.Type < FrameType.Ready)
        {
            throw new WorkerLiedException("a frame that does not exist or is too long");
        }

        _start += FrameLimits.HeaderBytes;
        if (!await FillAsync(header.Length, token))
        {
            return null;
        }

        Payload = _buffer.AsMemory(_start, header.Length);
        _start += header.Length;
        return header.Type;
    }

    /// <summary>What came with the last frame and is none: the first words of a program that the worker became. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> TakeUnread()
    {
        var unread = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        return unread;
    }

    /// <summary>Clears what was read so far: it held a password.</summary>
    public void WipeRead()
    {
        _buffer.AsSpan(0, _start).Clear();
        _buffer.AsSpan(_end, Math.Max(_dirty - _end, 0)).Clear();
        _dirty = _end;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = [];
        }
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken token)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_buffer.Length - _start < count)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < count)
        {
            var read = await output.ReadAsync(_buffer.AsMemory(_end), token);
            if (read == 0)
            {
                return false;
            }

            _end += read;
            _dirty = Math.Max(_dirty, _end);
        }

        return true;
    }
}
