using System.Security.Cryptography;
using System.Text;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

/// <summary>Encrypts as Office 97 to 2003 did ([MS-OFFCRYPTO] 2.3.5, 2.3.6), written apart from what is tested.</summary>
internal sealed class LegacyCipher
{
    /// <summary>A word with the array, key and verifier that another program computes for it; the array turned by five bits, as the description has it.</summary>
    public const string XorPassword = "abc";

    public static readonly (byte[] Array, int Key, int Verifier) XorOfPassword =
        ([.. new byte[] { 0xAC, 0xCC, 0xA4, 0xAB, 0xD6, 0xBA, 0xC3, 0xBA, 0xD6, 0xA3, 0x2B, 0x45, 0xD3, 0x79, 0x29, 0xBB }.Select(value => byte.RotateLeft(value, 5))], 20810, 52250);

    private readonly byte[] _secret;
    private readonly bool _isCryptoApi;

    private LegacyCipher(byte[] secret, bool isCryptoApi, Func<LegacyCipher, byte[]> header)
    {
        (_secret, _isCryptoApi) = (secret, isCryptoApi);
        Header = header(this);
    }

    /// <summary>What the file says of its encryption, beginning with the version.</summary>
    public byte[] Header { get; }

#pragma warning disable CA5350, CA5351
    public static LegacyCipher CryptoApi(string password)
    {
        byte[] salt = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 7))];
        byte[] verifier = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 11))];
        return new LegacyCipher(SHA1.HashData([.. salt, .. Encoding.Unicode.GetBytes(password)]), true, cipher =>
        {
            byte[] fields = [4, 0, 0, 0, 0, 0, 0, 0, 1, 0x68, 0, 0, 4, 0x80, 0, 0, 128, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.Unicode.GetBytes("RC4\0")];
            var sealedVerifier = cipher.Encrypt(0, [.. verifier, .. SHA1.HashData(verifier)]);
            return [2, 0, 2, 0, 4, 0, 0, 0, (byte)fields.Length, 0, 0, 0, .. fields, 16, 0, 0, 0, .. salt, .. sealedVerifier[..16], 20, 0, 0, 0, .. sealedVerifier[16..]];
        });
    }

    public static LegacyCipher Office97(string password)
    {
        byte[] salt = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 5))];
        byte[] verifier = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 3))];
        var start = MD5.HashData(Encoding.Unicode.GetBytes(password))[..5];
        var secret = MD5.HashData([.. Enumerable.Repeat((byte[])[.. start, .. salt], 16).SelectMany(piece => piece)])[..5];
        return new LegacyCipher(secret, false, cipher => [1, 0, 1, 0, .. salt, .. cipher.Encrypt(0, [.. verifier, .. MD5.HashData(verifier)])]);
    }

    public byte[] Encrypt(int block, byte[] data)
    {
        byte[] seed = [.. _secret, .. BitConverter.GetBytes(block)];
        return Rc4(_isCryptoApi ? SHA1.HashData(seed)[..16] : MD5.HashData(seed), data);
    }
#pragma warning restore CA5350, CA5351

    /// <summary>A stream in blocks of one length, each with its own key.</summary>
    public byte[] EncryptBlocks(byte[] data, int blockBytes) => [.. data.Chunk(blockBytes).SelectMany((chunk, block) => Encrypt(block, chunk))];

    /// <summary>XOR as Word does it ([MS-OFFCRYPTO] 2.3.7.6): zeros, and what would become zero, stay.</summary>
    public static void Xor(Span<byte> data, byte[] array, int at)
    {
        for (var i = 0; i < data.Length; i++)
        {
            var value = (byte)(data[i] ^ array[(at + i) % 16]);
            data[i] = data[i] == 0 || value == 0 ? data[i] : value;
        }
    }

    /// <summary>XOR as Excel does it (2.3.7.2), for the data of one record at its place in the stream.</summary>
    public static byte[] XorRecord(byte[] data, byte[] array, long at) =>
        [.. data.Select((value, i) => (byte)(byte.RotateLeft(value, 5) ^ array[(int)((at + data.Length + i) % 16)]))];

    private static byte[] Rc4(byte[] key, byte[] data)
    {
        var box = Enumerable.Range(0, 256).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + box[i] + key[i % key.Length]) % 256;
            (box[i], box[j]) = (box[j], box[i]);
        }

        var result = new byte[data.Length];
        for (int k = 0, i = 0, j = 0; k < data.Length; k++)
        {
            i = (i + 1) % 256;
            j = (j + box[i]) % 256;
            (box[i], box[j]) = (box[j], box[i]);
            result[k] = (byte)(data[k] ^ box[(box[i] + box[j]) % 256]);
        }

        return result;
    }
}
