using Mugai.Frames;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Worker;

/// <summary>The input of the job or step in hand, forward-only, while it comes in. What comes while a step's result is awaited is kept: see <see cref="NativeRuns"/>.</summary>
internal sealed class JobInputStream(FrameChannel channel) : ForwardStream, IDigestedInput
{
    private readonly Queue<byte[]> _ahead = new();
    private byte[] _copy = [];
    private ReadOnlyMemory<byte> _current;
    private bool _ended;
    private bool _isHeld;

    /// <inheritdoc/>
    public string Sha256 { get; private set; } = "";

    public override int Read(Span<byte> buffer)
    {
        while (_current.IsEmpty)
        {
            if (_ahead.TryDequeue(out var ahead))
            {
                _current = ahead;
            }
            else if (_ended || buffer.IsEmpty)
            {
                return 0;
            }
            else
            {
                Resume();
                var header = channel.Next(out var payload) ?? throw new ProtocolException("the input ends inside a job");
                if (header.Type == FrameType.Input && payload.Length > 0 && payload.Length <= buffer.Length)
                {
                    payload.CopyTo(buffer);
                    return payload.Length;
                }

                if (!TryTake(header, payload, keep: false))
                {
                    throw new ProtocolException($"{header.Type} inside an input");
                }
            }
        }

        var count = Math.Min(buffer.Length, _current.Length);
        _current.Span[..count].CopyTo(buffer);
        _current = _current[count..];
        return count;
    }

    /// <summary>
    /// The next frame of that type, for which the host holds the input back until more of it is wanted; what of it is on its way is kept. So what must be kept is
    /// bounded, however often this is called.
    /// </summary>
    public ReadOnlySpan<byte> Await(FrameType wanted)
    {
        _isHeld = true;
        while (true)
        {
            var header = channel.Next(out var payload) ?? throw new ProtocolException("the input ends inside a job");
            if (header.Type == wanted)
            {
                return payload;
            }

            if (!TryTake(header, payload, keep: true))
            {
                throw new ProtocolException($"{header.Type} where {wanted} was awaited");
            }
        }
    }

    /// <summary>Takes a frame of the input that came while something else was awaited. False when it is none.</summary>
    private bool TryTake(FrameHeader header, ReadOnlySpan<byte> payload, bool keep)
    {
        switch (header.Type)
        {
            case FrameType.Input when keep:
                _ahead.Enqueue(payload.ToArray());
                return true;
            case FrameType.Input:
                if (_copy.Length < payload.Length)
                {
                    _copy = new byte[FrameLimits.MaxChunkBytes];
                }

                payload.CopyTo(_copy);
                _current = _copy.AsMemory(0, payload.Length);
                return true;
            case FrameType.InputEnd when payload.Length is 0 or FrameLimits.DigestBytes:
                _ended = true;
                Sha256 = Convert.ToHexStringLower(payload);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Ready for the next job; the rest of this one's input is read and dropped, so that the pipe stands at a frame's start.</summary>
    public void Finish()
    {
        _ahead.Clear();
        _current = default;
        while (!_ended)
        {
            Resume();
            var header = channel.Next(out var payload) ?? throw new ProtocolException("the input ends inside a job");
            if (!TryTake(header, payload, keep: false))
            {
                throw new ProtocolException($"{header.Type} inside an input");
            }
        }

        _current = default;
        _ended = false;
        _isHeld = false;
    }

    private void Resume()
    {
        if (_isHeld)
        {
            _isHeld = false;
            channel.Out.Empty(FrameType.InputWanted);
            channel.Flush();
        }
    }
}
