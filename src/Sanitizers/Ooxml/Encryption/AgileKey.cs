using System.Security.Cryptography;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>The key of a package under agile encryption: segments of 4,096 bytes, each with its own initialization vector ([MS-OFFCRYPTO] 2.3.4.14, 2.3.4.15).</summary>
internal sealed class AgileKey : IPackageKey
{
    private const int SegmentBytes = 4096;

    private static ReadOnlySpan<byte> HmacKeyBlock => [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];

    private static ReadOnlySpan<byte> HmacValueBlock => [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];

    private readonly AgileCipher _cipher;
    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _hmacKey;
    private readonly byte[] _hmacValue;

    public AgileKey(AgileCipher cipher, byte[] key, byte[] hmacKey, byte[] hmacValue)
    {
        _cipher = cipher;
        _aes.Key = key;
        _hmacKey = cipher.Decrypt(key, hmacKey, Vector(HmacKeyBlock))[..cipher.Hash.Bytes];
        _hmacValue = cipher.Decrypt(key, hmacValue, Vector(HmacValueBlock))[..cipher.Hash.Bytes];
    }

    public bool IsIntact(Stream encrypted)
    {
        using var hmac = IncrementalHash.CreateHMAC(_cipher.Hash.Name, _hmacKey);
        var buffer = new byte[65_536];
        encrypted.Position = 0;
        int count;
        while ((count = encrypted.Read(buffer)) > 0)
        {
            hmac.AppendData(buffer, 0, count);
        }

        return CryptographicOperations.FixedTimeEquals(hmac.GetHashAndReset(), _hmacValue);
    }

    public void Decrypt(Stream encrypted, long length, Stream output)
    {
        var (data, clear) = (new byte[SegmentBytes], new byte[SegmentBytes]);
        Span<byte> number = stackalloc byte[4];
        for (var segment = 0; length > 0; segment++)
        {
            var count = encrypted.ReadAtLeast(data, SegmentBytes, throwOnEndOfStream: false) / AgileCipher.BlockBytes * AgileCipher.BlockBytes;
            if (count == 0)
            {
                return;
            }

            number.U32(0, segment);
            _cipher.Decrypt(_aes, data.AsSpan(0, count), Vector(number), clear);
            output.Write(clear, 0, (int)Math.Min(count, length));
            length -= count;
        }
    }

    public void Dispose() => _aes.Dispose();

    private byte[] Vector(ReadOnlySpan<byte> block) => AgileCipher.Fit(_cipher.Hash.Of(_cipher.Salt, block), AgileCipher.BlockBytes);
}
