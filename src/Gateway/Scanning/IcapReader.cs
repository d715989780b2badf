using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.Scanning;

/// <summary>A response as far as a verdict needs it.</summary>
/// <param name="Head">Its head.</param>
/// <param name="HttpLine">The first line of the encapsulated HTTP head; empty when there is none.</param>
/// <param name="BodyHash">SHA-256 of the body that came back; null when none did.</param>
internal sealed record IcapResponse(IcapHead Head, string HttpLine, byte[]? BodyHash);

/// <summary>What came is not ICAP, or more of it than a response may have.</summary>
internal sealed class IcapSyntaxException(string what) : Exception(what);

/// <summary>Reads responses of an ICAP server. Whatever comes is bounded: lines, heads, and bodies, which are counted and digested and never kept.</summary>
/// <param name="receive">Where bytes come from; 0 when no more do.</param>
internal sealed class IcapReader(Func<Memory<byte>, CancellationToken, ValueTask<int>> receive)
{
    private const int MaxLineBytes = 8 * 1024;

    /// <summary>Of a head or of encapsulated headers. Origin: HTTP servers draw the line between 8 and 64 KiB.</summary>
    private const int MaxHeadBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes have come that no response had a use for.</summary>
    public bool HasUnread => _start < _end;

    /// <summary>Reads one response to its end, so that the next one begins where the buffer stands.</summary>
    /// <param name="maxBody">More bytes than this cannot be what was sent; asked again with each chunk, because sending goes on.</param>
    public async Task<IcapResponse> ReadAsync(Func<long> maxBody, CancellationToken token)
    {
        var head = IcapHead.Parse(await ReadHeadAsync(token)) ?? throw new IcapSyntaxException("not an ICAP response");
        if (head.Status is 100 or 204 || head.Find("Encapsulated") is null)
        {
            return new(head, "", null);
        }

        if (head.Encapsulated is not { } body || body.HeaderBytes > MaxHeadBytes)
        {
            throw new IcapSyntaxException("a field Encapsulated that makes no sense");
        }

        var headers = await ReadBytesAsync(body.HeaderBytes, token);
        var line = Encoding.Latin1.GetString(headers).Split("\r\n", 2)[0];
        return new(head, line, body.HasBody ? await DigestBodyAsync(maxBody, token) : null);
    }

    private async Task<List<string>> ReadHeadAsync(CancellationToken token)
    {
        var lines = new List<string>();
        var total = 0;
        while (await ReadLineAsync(token) is { Length: > 0 } line)
        {
            total += line.Length;
            lines.Add(total <= MaxHeadBytes && lines.Count < IcapHead.MaxLines ? line : throw new IcapSyntaxException("an endless head"));
        }

        return lines;
    }

    /// <summary>RFC 9112 7.1, extensions and trailers read over.</summary>
    private async Task<byte[]> DigestBodyAsync(Func<long> maxBody, CancellationToken token)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var total = 0L;
        while (true)
        {
            var size = await ReadLineAsync(token);
            if (!long.TryParse(size.Split(';', 2)[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var left) || left < 0 || left > maxBody() - total)
            {
                throw new IcapSyntaxException("a chunk that cannot be");
            }

            total += left;
            if (left == 0)
            {
                await ReadHeadAsync(token);
                return hash.GetHashAndReset();
            }

            while (left > 0)
            {
                await FillAsync(token);
                var count = (int)Math.Min(left, _end - _start);
                hash.AppendData(_buffer, _start, count);
                (_start, left) = (_start + count, left - count);
            }

            if ((await ReadLineAsync(token)).Length > 0)
            {
                throw new IcapSyntaxException("a chunk longer than it says");
            }
        }
    }

    private async Task<byte[]> ReadBytesAsync(int count, CancellationToken token)
    {
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            await FillAsync(token);
            var now = Math.Min(count - done, _end - _start);
            _buffer.AsSpan(_start, now).CopyTo(bytes.AsSpan(done));
            (_start, done) = (_start + now, done + now);
        }

        return bytes;
    }

    private async Task<string> ReadLineAsync(CancellationToken token)
    {
        var line = new List<byte>(64);
        while (true)
        {
            await FillAsync(token);
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var taken = end < 0 ? _end - _start : end + 1;
            line.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
            if (line.Count > MaxLineBytes)
            {
                throw new IcapSyntaxException("an endless line");
            }

            if (end >= 0)
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
            }
        }
    }

    private async ValueTask FillAsync(CancellationToken token)
    {
        if (_start < _end)
        {
            return;
        }

        (_start, _end) = (0, await receive(_buffer, token));
        if (_end == 0)
        {
            throw new IcapSyntaxException("closed before the end of its response");
        }
    }
}
