using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>SHA-256 in lower-case hex, as reports show it.</summary>
internal static class Digests
{
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Digest of a stream that is read once to its end.</summary>
    public static string OfForwardOnly(Stream content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Digest of a seekable stream; the position is at 0 afterwards.</summary>
    public static string Of(Stream content)
    {
        content.Position = 0;
        Span<byte> hash = stackalloc byte[32];
        if (content is ScratchStream scratch)
        {
            Hash(scratch, hash);
        }
        else
        {
            SHA256.HashData(content, hash);
        }

        content.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    private static void Hash(ScratchStream scratch, Span<byte> hash)
    {
        if (scratch.Unread.Length == scratch.Length)
        {
            SHA256.HashData(scratch.Unread, hash);
            return;
        }

        using var incremental = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (!scratch.Unread.IsEmpty)
        {
            var bytes = scratch.Unread;
            incremental.AppendData(bytes);
            scratch.Position += bytes.Length;
        }

        incremental.GetHashAndReset(hash);
    }
}
