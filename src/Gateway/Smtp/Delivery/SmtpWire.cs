using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// The bytes of one client connection: gathers commands and content into one buffer so that a group leaves in one write, and reads
/// replies under a time-out. Every failure is a <see cref="HopException"/>; after one the wire is dead.
/// </summary>
internal sealed class SmtpWire : IDisposable
{
    // A 4 KB message with its dot, and most mails without attachments, leave in one write; a large one in few.
    private const int OutBytes = 256 * 1024;
    private const int InBytes = 4 * 1024;

    private readonly Socket _socket;
    private readonly ReplyParser _replies = new();
    private readonly CancellationTokenSource _deadline;
    private Stream _stream;
    private byte[] _out = ArrayPool<byte>.Shared.Rent(OutBytes);
    private byte[] _in = ArrayPool<byte>.Shared.Rent(InBytes);
    private int _outLength;
    private int _inStart;
    private int _inEnd;
    private CancellationToken _caller;
    private CancellationToken _stopping;
    private TimeSpan _grace;
    private bool _disposed;

    public SmtpWire(Socket socket, TimeProvider clock)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
    }

    /// <summary>Bytes gathered and not yet sent.</summary>
    public int PendingBytes => _outLength;

    /// <summary>True when the peer sent something nobody asked for, closed, or a cancellation came too late for the last user.</summary>
    public bool IsUnusable
    {
        get
        {
            if (_disposed || _deadline.IsCancellationRequested || _inStart != _inEnd)
            {
                return true;
            }

            try
            {
                return _socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <summary>The free end of the buffer, for encoders; follow with <see cref="Advance"/>.</summary>
    public Span<byte> Free => _out.AsSpan(_outLength, OutBytes - _outLength);

    public void Advance(int bytes) => _outLength += bytes;

    /// <summary>Until disposed, <paramref name="caller"/> ends every wait at once.</summary>
    public CancellationTokenRegistration EndWaitsWith(CancellationToken caller)
    {
        _caller = caller;
        _stopping = CancellationToken.None;
        return caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _deadline);
    }

    /// <summary>Until disposed, <paramref name="caller"/> leaves each wait <paramref name="grace"/> and no more.</summary>
    public CancellationTokenRegistration ShortenWaitsWith(TimeSpan grace, CancellationToken caller)
    {
        _caller = CancellationToken.None;
        _stopping = caller;
        _grace = grace;
        return caller.UnsafeRegister(static state =>
        {
            var wire = (SmtpWire)state!;
            wire._deadline.CancelAfter(wire._grace);
        }, this);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free);
        _outLength += bytes.Length;
    }

    public void Append(string text) => _outLength += Encoding.UTF8.GetBytes(text, Free);

    public async ValueTask FlushAsync(DeliveryPhase phase, TimeSpan timeout)
    {
        if (_outLength == 0)
        {
            return;
        }

        Arm(timeout);
        try
        {
            await _stream.WriteAsync(_out.AsMemory(0, _outLength), _deadline.Token);
            _outLength = 0;
        }
        catch (Exception e) when (IsWireFailure(e))
        {
            throw Failed(phase, e);
        }

        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public async ValueTask<Reply> ReadReplyAsync(DeliveryPhase phase, TimeSpan timeout)
    {
        if (TryTakeReply(phase, out var reply))
        {
            return reply!;
        }

        // One deadline for the whole reply: a server that sends a byte a minute does not hold the connection for ever.
        Arm(timeout);
        do
        {
            await FillAsync(phase);
        }
        while (!TryTakeReply(phase, out reply));

        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        return reply!;
    }

    /// <summary>
    /// Puts a layer (TLS) over the connection. Bytes that came with the answer to STARTTLS were sent in clear by whoever sits on the line and
    /// must not be read as if they came from inside (the response-injection twin of CVE-2011-0411), so the connection ends.
    /// </summary>
    public async ValueTask UpgradeAsync(Func<Stream, CancellationToken, ValueTask<Stream>> wrap, TimeSpan timeout)
    {
        if (_inStart != _inEnd)
        {
            throw new HopException(Trouble.Broken(DeliveryPhase.StartTls, 2, "the server sent clear text after its answer to STARTTLS"));
        }

        Arm(timeout);
        try
        {
            _stream = await wrap(_stream, _deadline.Token);
        }
        catch (Exception e) when (IsWireFailure(e))
        {
            throw Failed(DeliveryPhase.StartTls, e);
        }

        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Says QUIT without waiting for the answer (Postfix's <c>smtp_skip_quit_response</c>) and closes.</summary>
    public void Quit()
    {
        if (_disposed)
        {
            return;
        }

        try
        {
            // Six bytes into an idle socket: never blocks. Through TLS they would need the async path, and the close says as much.
            if (_stream is NetworkStream && !_deadline.IsCancellationRequested && _outLength == 0)
            {
                _socket.Blocking = false;
                _socket.Send("QUIT\r\n"u8, SocketFlags.None, out _);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }

        Dispose();
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _stream.Dispose();
        _deadline.Dispose();
        ArrayPool<byte>.Shared.Return(_out);
        ArrayPool<byte>.Shared.Return(_in);
        _out = _in = [];
    }

    private void Arm(TimeSpan timeout)
    {
        _deadline.CancelAfter(timeout);

        // After arming, not before: the callback may have set the shorter time just now.
        if (_stopping.IsCancellationRequested && _grace < timeout)
        {
            _deadline.CancelAfter(_grace);
        }
    }

    private bool TryTakeReply(DeliveryPhase phase, out Reply? reply)
    {
        var status = _replies.Parse(_in.AsSpan(_inStart, _inEnd - _inStart), out var consumed, out reply);
        _inStart += consumed;
        return status switch
        {
            ReplyParseStatus.Complete => true,
            ReplyParseStatus.NeedMore => false,
            _ => throw new HopException(Trouble.Broken(phase, 2, $"the server does not speak SMTP ({_replies.Defect})")),
        };
    }

    private async ValueTask FillAsync(DeliveryPhase phase)
    {
        if (_inStart > 0)
        {
            _in.AsSpan(_inStart, _inEnd - _inStart).CopyTo(_in);
            _inEnd -= _inStart;
            _inStart = 0;
        }

        try
        {
            // The parser refuses a line longer than half the buffer, so there is always room.
            var read = await _stream.ReadAsync(_in.AsMemory(_inEnd, InBytes - _inEnd), _deadline.Token);
            if (read == 0)
            {
                throw new HopException(Trouble.Broken(phase, 2, $"the server closed the connection ({phase})"));
            }

            _inEnd += read;
        }
        catch (Exception e) when (IsWireFailure(e))
        {
            throw Failed(phase, e);
        }
    }

    private static bool IsWireFailure(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException;

    private HopException Failed(DeliveryPhase phase, Exception e)
    {
        _caller.ThrowIfCancellationRequested();
        return e switch
        {
            OperationCanceledException => new HopException(Trouble.Broken(phase, 2, $"timed out ({phase})"), e),
            System.Security.Authentication.AuthenticationException => new HopException(
                new Trouble(phase, DeliverySide.Connection, DeliveryReply.Ours(new ReplyStatus(4, 7, 5), $"TLS failed: {e.Message}")), e),
            _ => new HopException(Trouble.Broken(phase, 2, $"connection lost ({phase}): {e.Message}"), e),
        };
    }
}
