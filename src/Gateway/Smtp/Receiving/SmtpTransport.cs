using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>What waiting for a command brought.</summary>
internal enum CommandArrival : byte
{
    /// <summary>A line was understood.</summary>
    Command,

    /// <summary>A line was not understood.</summary>
    Error,

    /// <summary>A line without end; the session ends.</summary>
    EndlessLine,

    /// <summary>The client closed.</summary>
    Closed,

    /// <summary>The watch or the server ends the session.</summary>
    Stopped,
}

/// <summary>
/// The wire of one session: takes command lines and content from the connection's pipe, gathers replies and sends them only when no complete
/// command waits (RFC 2920 3.2), and changes to TLS with fresh pipes, so that nothing read in clear text survives the handshake.
/// </summary>
internal sealed class SmtpTransport : IAsyncDisposable
{
    /// <summary>Replies waiting for the end of a pipelined group are sent early beyond this.</summary>
    private const int MaxUnflushedBytes = 4096;

    /// <summary>How much of an over-long line is skipped before the connection is closed: 32 lines' worth.</summary>
    private const int MaxSkippedLineBytes = 64 * 1024;

    private readonly ConnectionContext _connection;
    private readonly SmtpReceivingLimits _limits;
    private readonly CancellationTokenSource _stop = new();
    private volatile PipeReader _reader;
    private volatile PipeWriter _writer;
    private SslStream? _tls;
    private int _unflushed;
    private volatile bool _draining;

    public SmtpTransport(ConnectionContext connection, TimeProvider time, SmtpReceivingLimits limits)
    {
        _connection = connection;
        _limits = limits;
        _reader = connection.Transport.Input;
        _writer = connection.Transport.Output;
        Watch = new SessionWatch(time, limits);
        PeerEndPoint = connection.RemoteEndPoint is IPEndPoint { Address: var address } remote
            ? new(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, remote.Port)
            : new(IPAddress.None, 0);
    }

    public SessionWatch Watch { get; }

    /// <summary>The other end of the socket.</summary>
    public IPAddress Peer => PeerEndPoint.Address;

    /// <summary>The same with its port.</summary>
    public IPEndPoint PeerEndPoint { get; }

    /// <summary>Where the session goes on after it has waited for the wire; null: on ordinary threads.</summary>
    public LowPriorityThreads? Threads { get; set; }

    public bool IsTls => _tls is not null;

    private bool MustEnd => _draining || Watch.Stopped != SmtpReplyCause.Ok;

    /// <summary>Cancelled when the session is told to end by its watch.</summary>
    public CancellationToken StopToken => _stop.Token;

    /// <summary>The last command taken.</summary>
    public SmtpCommand Command { get; private set; }

    /// <summary>Why the last line was not understood.</summary>
    public SmtpCommandError Error { get; private set; }

    /// <summary>Waits for the next command line. Sends the gathered replies first when none is there yet.</summary>
    public async ValueTask<CommandArrival> TakeCommandAsync(bool smtpUtf8)
    {
        var skipped = 0L;
        var isWaiting = false;
        while (true)
        {
            if (!_reader.TryRead(out var result))
            {
                if (!isWaiting)
                {
                    if (!await FlushAsync())
                    {
                        return Watch.Stopped == SmtpReplyCause.Ok ? CommandArrival.Closed : CommandArrival.Stopped;
                    }

                    // Once per command: a client that drips octets does not get more time.
                    isWaiting = true;
                    Watch.Arm(SmtpReplyCause.CommandTimedOut, _limits.CommandTimeout);
                }

                // Looked at before waiting, too: the wake-up of a drain may have gone to a read of content.
                if (MustEnd)
                {
                    return CommandArrival.Stopped;
                }

                result = await _reader.ReadAsync();
            }

            if (MustEnd)
            {
                _reader.AdvanceTo(result.Buffer.Start);
                return CommandArrival.Stopped;
            }

            if (TryTakeLine(result.Buffer, smtpUtf8, ref skipped))
            {
                Watch.Disarm();
                return Error == SmtpCommandError.None ? CommandArrival.Command : CommandArrival.Error;
            }

            if (skipped > MaxSkippedLineBytes)
            {
                return CommandArrival.EndlessLine;
            }

            if (result.IsCompleted)
            {
                return CommandArrival.Closed;
            }
        }
    }

    /// <summary>The next octets of content; null when the client is gone or the session is told to end. Give back with <see cref="Advance"/>.</summary>
    public async ValueTask<ReadOnlySequence<byte>?> ReadContentAsync()
    {
        while (true)
        {
            Watch.Arm(SmtpReplyCause.DataTimedOut, _limits.DataBlockTimeout);
            var result = await _reader.ReadAsync();
            Watch.Disarm();
            if (Watch.Stopped == SmtpReplyCause.Ok && !result.Buffer.IsEmpty)
            {
                return result.Buffer;
            }

            _reader.AdvanceTo(result.Buffer.Start);
            if (Watch.Stopped != SmtpReplyCause.Ok || result.IsCompleted)
            {
                return null;
            }

            // Cancelled only to look at a drain, which leaves a message in progress alone.
        }
    }

    /// <summary>Content up to here was used.</summary>
    public void Advance(SequencePosition consumed) => _reader.AdvanceTo(consumed);

    /// <summary>True when octets wait behind the command just taken.</summary>
    public bool HasPipelinedInput()
    {
        if (!_reader.TryRead(out var result))
        {
            return false;
        }

        var hasInput = !result.Buffer.IsEmpty;
        _reader.AdvanceTo(result.Buffer.Start);
        return hasInput;
    }

    /// <summary>Gathers a reply.</summary>
    public void Write(ReadOnlyMemory<byte> wire)
    {
        _writer.Write(wire.Span);
        _unflushed += wire.Length;
    }

    public bool HasMuchToFlush => _unflushed > MaxUnflushedBytes;

    /// <summary>Sends what was gathered. False when nobody reads any more.</summary>
    public async ValueTask<bool> FlushAsync()
    {
        if (_unflushed == 0)
        {
            return true;
        }

        _unflushed = 0;
        var pending = _writer.FlushAsync();
        if (!pending.IsCompleted)
        {
            Watch.Arm(SmtpReplyCause.CommandTimedOut, _limits.ReplyTimeout);
        }

        var result = await pending;
        Watch.Disarm();
        return result is { IsCompleted: false, IsCanceled: false };
    }

    /// <summary>
    /// The PROXY header of a listed peer. False when it is not one or does not come. The client's address, or null when the proxy speaks
    /// for itself.
    /// </summary>
    public async ValueTask<(bool Ok, IPAddress? Client)> TakeProxyHeaderAsync()
    {
        Watch.Arm(SmtpReplyCause.CommandTimedOut, _limits.ProxyHeaderTimeout);
        while (true)
        {
            var result = await _reader.ReadAsync();
            var status = ParseProxyHeader(result.Buffer, out var client, out var consumed);
            var needMore = status == ProxyHeaderStatus.NeedMore && !result.IsCompleted && Watch.Stopped == SmtpReplyCause.Ok;
            var start = result.Buffer.GetPosition(consumed);
            _reader.AdvanceTo(start, needMore ? result.Buffer.End : start);
            if (!needMore)
            {
                Watch.Disarm();
                return (status == ProxyHeaderStatus.Complete, client);
            }
        }
    }

    /// <summary>
    /// The TLS handshake (RFC 3207), 1.2 or newer. The caller made sure that no octet waits; what a client sends in clear text from here on
    /// is read as a handshake and breaks it.
    /// </summary>
    public async ValueTask StartTlsAsync(SslStreamCertificateContext certificate)
    {
        var tls = new SslStream(new TransportStream(_connection.Transport), leaveInnerStreamOpen: true);
        Watch.Arm(SmtpReplyCause.CommandTimedOut, _limits.TlsHandshakeTimeout);
        try
        {
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = certificate,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    AllowRenegotiation = false,
                    ClientCertificateRequired = false,
                },
                _stop.Token);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        Watch.Disarm();
        _tls = tls;
        _reader = PipeReader.Create(tls, new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 4096, leaveOpen: true));
        _writer = PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true));
    }

    /// <summary>Called by the server's sweep.</summary>
    public void Sweep(long now)
    {
        var due = Watch.Due(now);
        if (due != SmtpReplyCause.Ok)
        {
            Stop(due);
        }

        if (Watch.MustAbort(now))
        {
            _connection.Abort(new ConnectionAbortedException("The session did not end in time."));
        }
    }

    /// <summary>Ends the session at the next command; a message in progress is let through.</summary>
    public void Drain()
    {
        _draining = true;
        _reader.CancelPendingRead();
    }

    /// <summary>Ends the session wherever it is.</summary>
    public void Stop(SmtpReplyCause cause)
    {
        if (!Watch.TryStop(cause))
        {
            return;
        }

        try
        {
            _stop.Cancel();
            _writer.CancelPendingFlush();
            _reader.CancelPendingRead();
        }
        catch (ObjectDisposedException)
        {
            // The session closed its pipes between the two lines above: it has ended, as was asked.
        }
    }

    /// <summary>Drops the connection without another word.</summary>
    public void Abort() => _connection.Abort(new ConnectionAbortedException("The server ends."));

    /// <summary>Sends what is left, says goodbye in TLS and closes. The watch aborts it when the client does not read.</summary>
    public async ValueTask DisposeAsync()
    {
        Watch.TryStop(SmtpReplyCause.Bye);
        try
        {
            await FlushAsync();
            if (_tls is not null)
            {
                await _tls.ShutdownAsync();
            }
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            // The client is gone; there is nobody to tell.
        }

        if (_tls is not null)
        {
            await _reader.CompleteAsync();
            await _writer.CompleteAsync();
            await _tls.DisposeAsync();
        }

        // _stop is left to the collector: the sweep may be about to cancel it, and it holds no timer.
        await _connection.DisposeAsync();
    }

    /// <summary>What a broken or hostile connection throws; everything else is a fault of ours.</summary>
    public static bool IsConnectionFailure(Exception e) =>
        e is IOException or OperationCanceledException or ConnectionAbortedException or AuthenticationException;

    private static ProxyHeaderStatus ParseProxyHeader(ReadOnlySequence<byte> buffer, out IPAddress? client, out int consumed)
    {
        Span<byte> header = stackalloc byte[ProxyHeaderParser.MaxHeaderBytes];
        var length = (int)Math.Min(buffer.Length, header.Length);
        buffer.Slice(0, length).CopyTo(header);
        return ProxyHeaderParser.Parse(header[..length], out client, out consumed);
    }

    private bool TryTakeLine(ReadOnlySequence<byte> buffer, bool smtpUtf8, ref long skipped)
    {
        var line = buffer.Length > SmtpCommandParser.MaxLineBytes ? buffer.Slice(0, SmtpCommandParser.MaxLineBytes) : buffer;
        if (line.PositionOf((byte)'\n') is not { } lf)
        {
            if (skipped > 0 || line.Length == SmtpCommandParser.MaxLineBytes)
            {
                // Consumed, not examined-and-kept: a line without end must not grow in the pipe.
                skipped += line.Length;
                _reader.AdvanceTo(line.End);
            }
            else
            {
                _reader.AdvanceTo(buffer.Start, buffer.End);
            }

            return false;
        }

        var next = buffer.GetPosition(1, lf);
        if (skipped > 0)
        {
            Command = default;
            Error = SmtpCommandError.LineTooLong;
        }
        else
        {
            Parse(line.Slice(0, lf), smtpUtf8);
        }

        _reader.AdvanceTo(next);
        return true;
    }

    private void Parse(ReadOnlySequence<byte> line, bool smtpUtf8)
    {
        if (line.IsSingleSegment)
        {
            Parse(line.FirstSpan, smtpUtf8);
            return;
        }

        Span<byte> copy = stackalloc byte[SmtpCommandParser.MaxLineBytes];
        line.CopyTo(copy);
        Parse(copy[..(int)line.Length], smtpUtf8);
    }

    private void Parse(ReadOnlySpan<byte> line, bool smtpUtf8)
    {
        if (line.IsEmpty || line[^1] != (byte)'\r')
        {
            Command = default;
            Error = SmtpCommandError.BareLf;
            return;
        }

        SmtpCommandParser.TryParse(line[..^1], smtpUtf8, out var command, out var error);
        Command = command;
        Error = error;
    }
}
