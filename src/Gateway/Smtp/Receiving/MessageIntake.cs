using System.Buffers;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>
/// Takes one message from the wire into the spool with one fixed buffer, whatever its size. A message that must be refused is dropped from the
/// spool at once; its octets are then only counted, so that its end is found and the client gets its reply.
/// </summary>
internal sealed class MessageIntake(DotDecoder decoder, IOriginalWriter? writer, SmtpReplyCause failure, long maxMessageBytes) : IAsyncDisposable
{
    /// <summary>Large enough that a usual text mail is one write, small enough for a thousand sessions.</summary>
    private const int StagingBytes = 32 * 1024;

    private readonly byte[] _staging = ArrayPool<byte>.Shared.Rent(StagingBytes);
    private IOriginalWriter? _writer = writer;
    private int _staged;
    private bool _disposed;

    /// <summary>When its first octet was asked for.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>Octets read from the wire.</summary>
    public long WireBytes { get; private set; }

    /// <summary>Octets read since the message was refused.</summary>
    public long DiscardedBytes { get; private set; }

    /// <summary>Octets of content so far.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Why the message is refused; <see cref="SmtpReplyCause.Ok"/> while it is not.</summary>
    public SmtpReplyCause Failure { get; private set; } = failure;

    /// <summary>What the log says besides the reply.</summary>
    public Exception? StorageError { get; private set; }

    /// <summary>The open original, complete after <see cref="FinishAsync"/> when nothing failed.</summary>
    public IOriginalWriter? Original => _writer;

    /// <summary>Takes octets. Returns true when the end mark was read; <paramref name="buffer"/> then starts behind it.</summary>
    public async ValueTask<(bool Ended, long Consumed)> TakeAsync(ReadOnlySequence<byte> buffer, CancellationToken token)
    {
        var ended = false;
        var consumed = 0L;
        foreach (var segment in buffer)
        {
            var rest = segment;
            while (!rest.IsEmpty && !ended)
            {
                var status = decoder.Decode(rest.Span, _staging.AsSpan(_staged), out var taken, out var written);
                rest = rest[taken..];
                consumed += taken;
                _staged += written;
                ended = status == DotDecoderStatus.End;
                if (status == DotDecoderStatus.OutputFull || Failure != SmtpReplyCause.Ok || decoder.Refused)
                {
                    await DrainAsync(token);
                }
            }

            if (ended)
            {
                break;
            }
        }

        WireBytes += consumed;
        DiscardedBytes += Failure == SmtpReplyCause.Ok ? 0 : consumed;
        return (ended, consumed);
    }

    /// <summary>Writes what is still held back. After it <see cref="Failure"/> is final.</summary>
    public async ValueTask FinishAsync(bool hasEndMark, CancellationToken token)
    {
        if (!hasEndMark)
        {
            if (_staging.Length - _staged < DotDecoder.MinOutputBytes)
            {
                await DrainAsync(token);
            }

            _staged += decoder.Finish(_staging.AsSpan(_staged));
        }

        await DrainAsync(token);
    }

    /// <summary>Refuses the message: nothing of it is kept.</summary>
    public async ValueTask FailAsync(SmtpReplyCause cause, Exception? error = null)
    {
        if (Failure == SmtpReplyCause.Ok)
        {
            Failure = cause;
            StorageError = error;
        }

        _staged = 0;
        await DropAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            ArrayPool<byte>.Shared.Return(_staging);
            await DropAsync();
        }
    }

    private async ValueTask DrainAsync(CancellationToken token)
    {
        if (decoder.Refused)
        {
            await FailAsync(decoder.Faults.HasFlag(LineEndingFaults.Nul) ? SmtpReplyCause.NulInMessage : SmtpReplyCause.BareLineEnding);
        }

        ContentBytes += _staged;
        if (ContentBytes > maxMessageBytes)
        {
            await FailAsync(SmtpReplyCause.MessageTooBig);
        }

        if (Failure == SmtpReplyCause.Ok && _staged > 0)
        {
            try
            {
                await _writer!.WriteAsync(_staging.AsMemory(0, _staged), token);
            }
            catch (SpoolUnavailableException e)
            {
                await FailAsync(e.OutOfSpace ? SmtpReplyCause.OutOfSpace : SmtpReplyCause.StorageFailed, e);
            }
        }

        _staged = 0;
    }

    private async ValueTask DropAsync()
    {
        if (Interlocked.Exchange(ref _writer, null) is { } writer)
        {
            await writer.DisposeAsync();
        }
    }
}
