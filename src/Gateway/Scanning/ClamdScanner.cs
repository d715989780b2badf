using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>
/// clamd over TCP or a Unix socket: one connection for each content (<c>zINSTREAM</c>: chunks with a length in front, an empty one at the end), one for each question. The answer is
/// read while the content is still sent, because clamd says that it is too much and closes.
/// </summary>
internal sealed class ClamdScanner(string name, EndPoint endPoint, ScannerLimits limits, TimeProvider clock) : IScanner
{
    /// <summary>Bytes of a chunk. Origin: clamd reads into a buffer of 128 KiB; half of it keeps both sides busy.</summary>
    private const int ChunkBytes = 64 * 1024;

    private const int LengthBytes = 4;

    public string Name => name;

    public async ValueTask<ScanAnswer> ScanAsync(OpenContent open, CancellationToken token)
    {
        using var time = new CancellationTokenSource(limits.ScanTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        try
        {
            using var socket = await ConnectAsync(both.Token);
            var content = await open(token);
            await using (content)
            {
                return await ScanAsync(socket, content, both.Token);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return Fail(string.Create(CultureInfo.InvariantCulture, $"no verdict within {limits.ScanTime.TotalSeconds:0} s"));
        }
        catch (SocketException failure)
        {
            return Fail(failure.SocketErrorCode.ToString());
        }
    }

    public async ValueTask<ScannerFacts?> AskAsync(CancellationToken token)
    {
        using var time = new CancellationTokenSource(limits.AskTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        try
        {
            return await AskAsync("zPING\0"u8.ToArray(), both.Token) == "PONG"
                && await AskAsync("zVERSION\0"u8.ToArray(), both.Token) is { } version ? ClamdReply.Version(version) : null;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<ScanAnswer> ScanAsync(Socket socket, Stream content, CancellationToken token)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(token);
        var reply = ReadAsync(socket, reading.Token);
        try
        {
            var whole = await SendAsync(socket, content, reply, token);
            return ClamdReply.Parse(await reply, whole, name);
        }
        finally
        {
            await reading.CancelAsync();
            await ((Task)reply).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>True when everything was handed over; false when clamd answered or went away before. Only reading the content throws.</summary>
    private static async Task<bool> SendAsync(Socket socket, Stream content, Task reply, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LengthBytes + ChunkBytes);
        try
        {
            if (!await ScannerSocket.TrySendAsync(socket, "zINSTREAM\0"u8.ToArray(), token))
            {
                return false;
            }

            int count;
            do
            {
                count = await content.ReadAsync(buffer.AsMemory(LengthBytes, ChunkBytes), token);
                // A chunk of no bytes ends the stream.
                BinaryPrimitives.WriteInt32BigEndian(buffer, count);
                if (reply.IsCompleted || !await ScannerSocket.TrySendAsync(socket, buffer.AsMemory(0, LengthBytes + count), token))
                {
                    return false;
                }
            }
            while (count > 0);
            return true;
        }
        finally
        {
            // It held somebody's mail.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task<string?> AskAsync(byte[] command, CancellationToken token)
    {
        using var socket = await ConnectAsync(token);
        return await ScannerSocket.TrySendAsync(socket, command, token) ? ClamdReply.Text(await ReadAsync(socket, token)) : null;
    }

    /// <summary>What clamd says, up to the NUL that ends it, the end of the connection, or more than an answer may have.</summary>
    private static async Task<byte[]> ReadAsync(Socket socket, CancellationToken token)
    {
        var buffer = new byte[ClamdReply.MaxBytes];
        var length = 0;
        try
        {
            while (length < buffer.Length)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(length), token);
                length += count;
                if (count == 0 || buffer.AsSpan(0, length).Contains((byte)0))
                {
                    break;
                }
            }
        }
        catch (SocketException)
        {
            // Reset: what came before is all there is.
        }

        return buffer[..length];
    }

    private Task<Socket> ConnectAsync(CancellationToken token) => ScannerSocket.ConnectAsync(endPoint, limits.AskTime, clock, token);

    private ScanAnswer Fail(string what) => new(name, ScanVerdict.Failed, new UntrustedText(what), default);
}
