using System.Buffers;
using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Unwrapping;

/// <summary>One stream of a message while it is read: the message itself, or what a wrapped part held.</summary>
internal sealed class MimeSource(Stream content, bool isOwned) : IDisposable
{
    private const int ReadBytes = 64 * 1024;

    private readonly MimeReader _reader = new(MimeLimits.Default);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
    private int _start;
    private int _end;
    private bool _isFinal;

    /// <summary>Gives events to <paramref name="intake"/> until it found something to unwrap (true) or there are no more (false).</summary>
    public bool ReadUntilWrapped(MailIntake intake)
    {
        while (intake.Refusal == Reason.None)
        {
            var status = _reader.Read(_buffer.AsSpan(_start, _end - _start), _isFinal, out var consumed, out var e);
            _start += consumed;
            if (status == MimeReadStatus.Event)
            {
                intake.Take(e);
                if (intake.HasUnwrapped)
                {
                    return true;
                }
            }
            else if (_isFinal)
            {
                return false;
            }
            else
            {
                _start = 0;
                _end = content.Read(_buffer, 0, _buffer.Length);
                _isFinal = _end == 0;
            }
        }

        return false;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        if (isOwned)
        {
            content.Dispose();
        }
    }
}
