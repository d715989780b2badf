using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// Walks the block headers of a RAR 5 archive to see whether a file in it is encrypted: the library that unpacks it does not say so, and an encrypted archive waits
/// for a password where a broken one is refused.
/// </summary>
internal static class Rar5Headers
{
    private const int SignatureBytes = 8;
    private const int CrcBytes = 4;
    private const int MaxHeaderBytes = 64 * 1024;
    private const ulong FileHeader = 2;
    private const ulong EncryptionRecord = 1;

    public static bool HoldsEncrypted(Stream content, ArchiveLimits limits)
    {
        var buffer = new byte[MaxHeaderBytes];
        long at = SignatureBytes;
        for (var i = 0; i < limits.MaxEntries && at < content.Length; i++)
        {
            var head = buffer.AsSpan(0, (int)Math.Min(MaxHeaderBytes, content.Length - at));
            if (head.Length < CrcBytes + 3 || !ZipBytes.ReadAt(content, at, head))
            {
                return false;
            }

            var rest = (ReadOnlySpan<byte>)head[CrcBytes..];
            var size = TakeInteger(ref rest);
            if (size == 0 || size > (ulong)rest.Length)
            {
                return false;
            }

            var header = rest[..(int)size];
            at += head.Length - rest.Length + (long)size;
            var type = TakeInteger(ref header);
            var flags = TakeInteger(ref header);
            var extra = (flags & 1) != 0 ? TakeInteger(ref header) : 0;
            var data = (flags & 2) != 0 ? TakeInteger(ref header) : 0;
            if (type == FileHeader && extra > 0 && extra <= (ulong)header.Length && HasEncryption(header[^(int)extra..]))
            {
                return true;
            }

            if (data > long.MaxValue / 2)
            {
                return false;
            }

            at += (long)data;
        }

        return false;
    }

    /// <summary>A variable-length integer: seven bits a byte, lowest first.</summary>
    public static ulong TakeInteger(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift < 63 && !bytes.IsEmpty; shift += 7)
        {
            var b = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                break;
            }
        }

        return value;
    }

    private static bool HasEncryption(ReadOnlySpan<byte> extra)
    {
        while (!extra.IsEmpty)
        {
            var size = TakeInteger(ref extra);
            if (size == 0 || size > (ulong)extra.Length)
            {
                return false;
            }

            var record = extra[..(int)size];
            if (TakeInteger(ref record) == EncryptionRecord)
            {
                return true;
            }

            extra = extra[(int)size..];
        }

        return false;
    }
}
