using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>One content over one connection: the request is sent while the content is read, in chunks, and the response is read while the rest is still sent.</summary>
internal sealed class IcapExchange(IcapConnection connection, Uri service, IcapOptions options, string name)
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>A page in place of the content may be longer than a short content.</summary>
    private const long PageBytes = 1 << 20;

    private static readonly byte[] LastChunk = "0\r\n\r\n"u8.ToArray();
    private static readonly byte[] LastChunkOfAll = "0; ieof\r\n\r\n"u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _sent;

    /// <summary>The verdict, and whether the connection may be used again. A null verdict: the service wants nothing but the preview.</summary>
    public async Task<(ScanAnswer? Answer, bool Keeps)> RunAsync(Stream content, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        using var hash = _hash;
        try
        {
            if (!await connection.TrySendAsync(Head(), token))
            {
                return Judge(await connection.ReadAsync(MaxBody, token), null);
            }

            if (options.PreviewBytes is not { } preview)
            {
                return await SendRestAsync(content, buffer, token);
            }

            var count = await content.ReadAtLeastAsync(buffer.AsMemory(0, preview + 1), preview + 1, throwOnEndOfStream: false, token);
            var isAll = count <= preview;
            await SendChunkAsync(buffer.AsMemory(0, Math.Min(count, preview)), token);
            await connection.TrySendAsync(isAll ? LastChunkOfAll : LastChunk, token);
            var response = await connection.ReadAsync(MaxBody, token);
            if (isAll || response.Head.Status is not (100 or 204))
            {
                return Judge(response, isAll ? _hash.GetHashAndReset() : null);
            }

            if (response.Head.Status == 204 && IcapVerdict.Of(response, null, name) is { Verdict: ScanVerdict.Failed })
            {
                return (null, !response.Head.Closes);
            }

            if (response.Head.Status == 204)
            {
                return Judge(response, null);
            }

            // The byte that told that there is more goes first.
            await SendChunkAsync(buffer.AsMemory(preview, count - preview), token);
            return await SendRestAsync(content, buffer, token);
        }
        finally
        {
            // It held somebody's mail.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task<(ScanAnswer? Answer, bool Keeps)> SendRestAsync(Stream content, byte[] buffer, CancellationToken token)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(token);
        var response = connection.ReadAsync(MaxBody, reading.Token);
        try
        {
            var whole = false;
            int count;
            while (!response.IsCompleted && (count = await content.ReadAsync(buffer.AsMemory(0, ChunkBytes), token)) >= 0)
            {
                var went = count > 0 ? await SendChunkAsync(buffer.AsMemory(0, count), token) : await connection.TrySendAsync(LastChunk, token);
                whole = went && count == 0;
                if (!went || count == 0)
                {
                    break;
                }
            }

            return Judge(await response, whole ? _hash.GetHashAndReset() : null);
        }
        finally
        {
            await reading.CancelAsync();
            await ((Task)response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<bool> SendChunkAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        if (bytes.IsEmpty)
        {
            return true;
        }

        _hash.AppendData(bytes.Span);
        Volatile.Write(ref _sent, _sent + bytes.Length);
        return await connection.TrySendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:x}\r\n")), token)
            && await connection.TrySendAsync(bytes, token)
            && await connection.TrySendAsync("\r\n"u8.ToArray(), token);
    }

    /// <summary>A connection on which part of a request was never sent is of no more use.</summary>
    private (ScanAnswer? Answer, bool Keeps) Judge(IcapResponse response, byte[]? sent) => (IcapVerdict.Of(response, sent, name), sent is not null && !response.Head.Closes);

    private long MaxBody() => Volatile.Read(ref _sent) + PageBytes;

    private byte[] Head()
    {
        const string Place = "http://mugai.invalid/message.eml";
        var request = options.Method == "RESPMOD" ? $"GET {Place} HTTP/1.1\r\nHost: mugai.invalid\r\n\r\n" : $"POST {Place} HTTP/1.1\r\nHost: mugai.invalid\r\nContent-Type: message/rfc822\r\nTransfer-Encoding: chunked\r\n\r\n";
        var response = options.Method == "RESPMOD" ? "HTTP/1.1 200 OK\r\nContent-Type: message/rfc822\r\nTransfer-Encoding: chunked\r\n\r\n" : "";
        var parts = response.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"req-hdr=0, res-hdr={request.Length}, res-body={request.Length + response.Length}")
            : string.Create(CultureInfo.InvariantCulture, $"req-hdr=0, req-body={request.Length}");
        var preview = options.PreviewBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"Preview: {bytes}\r\n") : "";
        return Encoding.ASCII.GetBytes($"{options.Method} {service} ICAP/1.0\r\nHost: {service.Authority}\r\nUser-Agent: Mugai\r\nAllow: 204\r\n{preview}Encapsulated: {parts}\r\n\r\n{request}{response}");
    }
}
