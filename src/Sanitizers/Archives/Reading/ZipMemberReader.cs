using Mugai.Sanitizers.Sanitizing;
using System.Buffers;
using System.IO.Compression;
using Mugai.Sanitizers.Archives.Passwords;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>Unpacks one stored or deflated entry, decrypting it when a password is given, and compares what came out with what the directory said.</summary>
internal static class ZipMemberReader
{
    private const int ChunkBytes = 32 * 1024;
    private const ushort Deflate64 = 9;

    /// <summary>True for a method that is unpacked here; the others need the native step.</summary>
    public static bool Knows(ushort method) => method is 0 or 8 or Deflate64;

    /// <summary>
    /// Writes the content to <paramref name="target"/>. None, or why what was written must not be used: <see cref="Reason.Corrupt"/>,
    /// <see cref="Reason.Encrypted"/> when <paramref name="password"/> does not fit.
    /// </summary>
    public static Reason Read(Stream archive, ZipMember member, byte[]? password, Budget budget, Stream target)
    {
        var raw = new WindowStream(archive, member.DataOffset, member.Compressed);
        if (member.Method == Deflate64)
        {
            return UnpackDeflate64(archive, member, password, budget, target);
        }

        if (!member.IsEncrypted)
        {
            return Unpack(raw, member, budget, target) ? Reason.None : Reason.Corrupt;
        }

        if (password is null)
        {
            return Reason.Encrypted;
        }

        if (member.Aes is null)
        {
            var clear = ZipCryptoStream.Open(raw, password, member);
            return clear is null ? Reason.Encrypted : Unpack(clear, member, budget, target) ? Reason.None : Reason.Corrupt;
        }

        using var decrypted = WinZipAesStream.Open(raw, password, member.Aes);
        return decrypted is null ? Reason.Encrypted
            : Unpack(decrypted, member, budget, target) && decrypted.IsAuthentic() ? Reason.None : Reason.Corrupt;
    }

    // The framework knows Deflate64 only inside an archive, so it gets one that we wrote, with this entry alone.
    private static Reason UnpackDeflate64(Stream archive, ZipMember member, byte[]? password, Budget budget, Stream target)
    {
        using var clear = new Sanitizing.ScratchStream(budget);
        var writer = new ClearZipWriter(clear, budget);
        if (!writer.TryAdd(archive, member, password))
        {
            return Reason.Encrypted;
        }

        writer.Finish();
        try
        {
            using var zip = new ZipArchive(clear, ZipArchiveMode.Read, leaveOpen: true);
            using var content = zip.Entries[0].Open();
            return Copy(content, member, budget, target) ? Reason.None : Reason.Corrupt;
        }
        catch (InvalidDataException)
        {
            return Reason.Corrupt;
        }
    }

    private static bool Unpack(Stream raw, ZipMember member, Budget budget, Stream target)
    {
        if (member.Method == 0)
        {
            return Copy(raw, member, budget, target);
        }

        using var inflated = new DeflateStream(raw, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return Copy(inflated, member, budget, target);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool Copy(Stream content, ZipMember member, Budget budget, Stream target)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var crc = default(Crc32);
            var total = 0L;
            int count;
            while ((count = content.Read(chunk)) > 0)
            {
                total += count;
                if (total > member.Declared)
                {
                    return false;
                }

                budget.ChargeBytes(count);
                crc.Append(chunk.AsSpan(0, count));
                target.Write(chunk.AsSpan(0, count));
            }

            // AE-2 keeps no CRC of the clear bytes (it would tell something about them); the authentication code stands for it.
            return total == member.Declared && (member.Aes is { Version: 2 } || crc.Value == member.Crc);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
