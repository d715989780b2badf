using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>What became of the first octets of a connection from a listed proxy.</summary>
public enum ProxyHeaderStatus : byte
{
    /// <summary>Not yet complete; nothing was consumed.</summary>
    NeedMore,

    /// <summary>Complete; the client's address is known, or null when the proxy spoke for itself (LOCAL, UNKNOWN).</summary>
    Complete,

    /// <summary>Not a PROXY header. The connection must be closed: the specification forbids guessing.</summary>
    Invalid,
}

/// <summary>The PROXY protocol, version 1 (text) and 2 (binary), as HAProxy publishes it. Bounded; TLVs are skipped.</summary>
public static class ProxyHeaderParser
{
    /// <summary>The longest header taken. Version 1 has at most 107 octets; version 2 could claim 64 KiB, real ones stay under 536.</summary>
    public const int MaxHeaderBytes = 1024;

    private const int MaxV1Bytes = 107;
    private const int V2FixedBytes = 16;

    private static ReadOnlySpan<byte> V2Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    private static ReadOnlySpan<byte> V1Signature => "PROXY "u8;

    /// <summary>Reads a header at the start of <paramref name="bytes"/>.</summary>
    public static ProxyHeaderStatus Parse(ReadOnlySpan<byte> bytes, out IPAddress? client, out int consumed)
    {
        client = null;
        consumed = 0;
        if (StartsLike(bytes, V2Signature))
        {
            return ParseV2(bytes, out client, out consumed);
        }

        return StartsLike(bytes, V1Signature) ? ParseV1(bytes, out client, out consumed) : ProxyHeaderStatus.Invalid;
    }

    private static bool StartsLike(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        var common = Math.Min(bytes.Length, signature.Length);
        return bytes[..common].SequenceEqual(signature[..common]);
    }

    private static ProxyHeaderStatus ParseV1(ReadOnlySpan<byte> bytes, out IPAddress? client, out int consumed)
    {
        client = null;
        consumed = 0;
        var line = bytes.Length > MaxV1Bytes ? bytes[..MaxV1Bytes] : bytes;
        var end = line.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return line.Length == MaxV1Bytes ? ProxyHeaderStatus.Invalid : ProxyHeaderStatus.NeedMore;
        }

        var words = Encoding.ASCII.GetString(line[..end]).Split(' ');
        if (words[1] == "UNKNOWN")
        {
            consumed = end + 2;
            return ProxyHeaderStatus.Complete;
        }

        if (words.Length != 6 || words[1] is not ("TCP4" or "TCP6") || !IPAddress.TryParse(words[2], out client) ||
            !IPAddress.TryParse(words[3], out _) || !IsPort(words[4]) || !IsPort(words[5]))
        {
            client = null;
            return ProxyHeaderStatus.Invalid;
        }

        consumed = end + 2;
        return ProxyHeaderStatus.Complete;
    }

    private static bool IsPort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static ProxyHeaderStatus ParseV2(ReadOnlySpan<byte> bytes, out IPAddress? client, out int consumed)
    {
        client = null;
        consumed = 0;
        if (bytes.Length < V2FixedBytes)
        {
            return ProxyHeaderStatus.NeedMore;
        }

        var length = V2FixedBytes + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (bytes[12] >> 4 != 2 || (bytes[12] & 15) > 1 || length > MaxHeaderBytes)
        {
            return ProxyHeaderStatus.Invalid;
        }

        if (bytes.Length < length)
        {
            return ProxyHeaderStatus.NeedMore;
        }

        var isLocal = (bytes[12] & 15) == 0;
        var addressBytes = (bytes[13] >> 4) switch { 1 => 4, 2 => 16, _ => 0 };
        if (!isLocal && addressBytes > 0)
        {
            // Source, destination and two ports must fit into what the header says it holds.
            if (length < V2FixedBytes + (2 * addressBytes) + 4)
            {
                return ProxyHeaderStatus.Invalid;
            }

            client = new IPAddress(bytes.Slice(V2FixedBytes, addressBytes));
        }

        consumed = length;
        return ProxyHeaderStatus.Complete;
    }
}
