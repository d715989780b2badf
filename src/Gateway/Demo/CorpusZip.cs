using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.Demo;

/// <summary>
/// Writes the archives of recipes byte by byte, so that every field can lie and entries can be encrypted. The same recipe gives the same bytes: what ought to be
/// random in encryption is not.
/// </summary>
internal static class CorpusZip
{
    // 2026-04-01 09:00.
    private const uint DosTime = 0x5C814800;
    private const ushort Encrypted = 1;
    private const ushort Utf8Name = 0x0800;
    private const int AesKeyBytes = 32;

    public static byte[] Write(IReadOnlyList<CorpusPiece> entries)
    {
        var output = new MemoryStream();
        var directory = new MemoryStream();
        var offsets = new List<uint>();
        foreach (var entry in entries)
        {
            var content = entry.Content();
            var packed = Packed(entry, content);
            var offset = entry.SharesEntry > 0 ? offsets[entry.SharesEntry - 1] : (uint)output.Position;
            offsets.Add(offset);
            if (entry.SharesEntry == 0)
            {
                output.Write(Local(entry, packed, entry.DeclaredSize ?? content.Length));
                output.Write(Name(entry.LocalName ?? entry.Name, entry));
                output.Write(Extra(entry));
                output.Write(packed.Data);
            }

            directory.Write(Central(entry, packed, entry.DeclaredSize ?? content.Length, offset));
            directory.Write(Name(entry.Name, entry));
            directory.Write(Extra(entry));
        }

        var start = (uint)output.Position;
        output.Write(directory.ToArray());
        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)entries.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)entries.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)directory.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), start);
        output.Write(end);
        return output.ToArray();
    }

    private readonly record struct Entry(byte[] Data, ushort Method, ushort Flags, uint Crc);

    private static Entry Packed(CorpusPiece entry, byte[] content)
    {
        var method = (ushort)(entry.Store || content.Length == 0 ? 0 : 8);
        var data = method == 0 ? content : Deflate(content);
        var flags = (ushort)(entry.NameCharset == "utf-8" && !Ascii.IsValid(entry.Name) ? Utf8Name : 0);
        var crc = Crc(content);
        return entry.Encrypt switch
        {
            "" => new Entry(data, method, flags, crc),
            "zipcrypto" => new Entry(ZipCrypto(data, entry.PasswordBytes(), crc), method, (ushort)(flags | Encrypted), crc),
            "aes" => new Entry(Aes(data, entry.PasswordBytes()), 99, (ushort)(flags | Encrypted), 0),
            var other => throw new InvalidDataException($"{other} is no encryption of a ZIP."),
        };
    }

    private static byte[] Local(CorpusPiece entry, Entry packed, long declared)
    {
        var header = new byte[30];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        Shared(header.AsSpan(4), entry, packed, declared, Name(entry.LocalName ?? entry.Name, entry).Length);
        return header;
    }

    private static byte[] Central(CorpusPiece entry, Entry packed, long declared, uint offset)
    {
        var header = new byte[46];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), (ushort)((entry.Mode.Length > 0 ? 3 << 8 : 0) | 20));
        Shared(header.AsSpan(6), entry, packed, declared, Name(entry.Name, entry).Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(38), entry.Mode.Length > 0 ? Convert.ToUInt32(entry.Mode, 8) << 16 : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), offset);
        return header;
    }

    private static void Shared(Span<byte> header, CorpusPiece entry, Entry packed, long declared, int nameBytes)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], packed.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], packed.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(header[6..], DosTime);
        BinaryPrimitives.WriteUInt32LittleEndian(header[10..], packed.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], (uint)packed.Data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], (uint)declared);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)nameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[24..], (ushort)Extra(entry).Length);
    }

    private static byte[] Name(string name, CorpusPiece entry) => CorpusPiece.EncodingOf(entry.NameCharset).GetBytes(name);

    // AE-2 with 256 bits; deflated or stored inside.
    private static byte[] Extra(CorpusPiece entry) =>
        entry.Encrypt == "aes" ? [1, 0x99, 7, 0, 2, 0, (byte)'A', (byte)'E', 3, (byte)(entry.Store ? 0 : 8), 0] : [];

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    // APPNOTE 6.1.
    private static byte[] ZipCrypto(byte[] data, byte[] password, uint crc)
    {
        uint key0 = 0x12345678, key1 = 0x23456789, key2 = 0x34567890;
        foreach (var b in password)
        {
            Stir(b);
        }

        byte[] clear = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte)(crc >> 24), .. data];
        for (var i = 0; i < clear.Length; i++)
        {
            var mix = (key2 | 2) & 0xffff;
            var b = clear[i];
            clear[i] ^= (byte)((mix * (mix ^ 1)) >> 8);
            Stir(b);
        }

        return clear;

        void Stir(byte b)
        {
            key0 = Step(key0, b);
            key1 = unchecked(((key1 + (byte)key0) * 134_775_813) + 1);
            key2 = Step(key2, (byte)(key1 >> 24));
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "The format prescribes HMAC-SHA1.")]
    [SuppressMessage("Security", "CA5379", Justification = "The format prescribes PBKDF2 with SHA-1.")]
    [SuppressMessage("Security", "CA5387", Justification = "The format prescribes 1,000 rounds.")]
    [SuppressMessage("Security", "CA5358", Justification = "ECB over counter blocks is counter mode.")]
    private static byte[] Aes(byte[] data, byte[] password)
    {
        byte[] salt = [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
        var keys = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1_000, HashAlgorithmName.SHA1, (2 * AesKeyBytes) + 2);
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = keys[..AesKeyBytes];
        var cipher = (byte[])data.Clone();
        var counter = new byte[16];
        for (var at = 0; at < cipher.Length; at += 16)
        {
            BinaryPrimitives.WriteInt64LittleEndian(counter, (at / 16) + 1);
            var pad = aes.EncryptEcb(counter, PaddingMode.None);
            for (var i = at; i < Math.Min(at + 16, cipher.Length); i++)
            {
                cipher[i] ^= pad[i - at];
            }
        }

        var code = HMACSHA1.HashData(keys[AesKeyBytes..(2 * AesKeyBytes)], cipher);
        return [.. salt, .. keys[(2 * AesKeyBytes)..], .. cipher, .. code[..10]];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = Step(crc, b);
        }

        return ~crc;
    }

    private static uint Step(uint crc, byte b)
    {
        crc ^= b;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }
}
