using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Archives.Passwords;

/// <summary>Traditional PKWARE encryption (APPNOTE 6.1): three 32-bit keys stirred by every clear byte. Weak, and what Japanese mailers still use.</summary>
internal sealed class ZipCryptoStream : ForwardStream
{
    private const int HeaderBytes = 12;

    private static readonly uint[] Table = MakeTable();

    private readonly Stream _raw;
    private uint _key0 = 0x12345678;
    private uint _key1 = 0x23456789;
    private uint _key2 = 0x34567890;

    private ZipCryptoStream(Stream raw, ReadOnlySpan<byte> password)
    {
        _raw = raw;
        foreach (var b in password)
        {
            Stir(b);
        }
    }

    /// <summary>The clear bytes behind the header of <paramref name="raw"/>; null when the check byte says that the password is another (1 in 256 wrong ones passes).</summary>
    public static ZipCryptoStream? Open(Stream raw, ReadOnlySpan<byte> password, ZipMember member)
    {
        var stream = new ZipCryptoStream(raw, password);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (raw.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }

        stream.Decrypt(header);

        // The last byte repeats the CRC's, or, when the CRC was not known yet, the time's.
        var check = header[HeaderBytes - 1];
        return check == member.Crc >> 24 || (member.HasDescriptor && check == (byte)(member.DosTime >> 8)) ? stream : null;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _raw.Read(buffer);
        Decrypt(buffer[..count]);
        return count;
    }

    private void Decrypt(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var mix = (_key2 | 2) & 0xffff;
            bytes[i] ^= (byte)((mix * (mix ^ 1)) >> 8);
            Stir(bytes[i]);
        }
    }

    private void Stir(byte clear)
    {
        _key0 = (_key0 >> 8) ^ Table[(byte)(_key0 ^ clear)];
        _key1 = unchecked(((_key1 + (byte)_key0) * 134_775_813) + 1);
        _key2 = (_key2 >> 8) ^ Table[(byte)(_key2 ^ (_key1 >> 24))];
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }

            table[i] = crc;
        }

        return table;
    }
}
