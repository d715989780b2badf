using System.Security.Cryptography;
using System.Text;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Encryption;

/// <summary>
/// The keys of RC4 and RC4 CryptoAPI encryption ([MS-OFFCRYPTO] 2.3.6 and 2.3.5): one for each block of a stream, out of a password that was checked.
/// </summary>
internal sealed class BlockKey
{
    // More than the longest password that Office takes is no password.
    private const int MaxPassword = 255;

    private readonly byte[] _secret;
    private readonly bool _isCryptoApi;
    private readonly int _keyBytes;

    private BlockKey(byte[] secret, bool isCryptoApi, int keyBytes) => (_secret, _isCryptoApi, _keyBytes) = (secret, isCryptoApi, keyBytes);

    /// <summary>
    /// <paramref name="header"/> begins with the version of the encryption. Null when it is an encryption of another kind; a factory that gives null for a wrong password
    /// otherwise.
    /// </summary>
    public static Func<string, BlockKey?>? For(ReadOnlySpan<byte> header)
    {
        if (header.Length >= 52 && header.U16(0) == 1 && header.U16(2) == 1)
        {
            var (salt, verifier, hash) = (header.Slice(4, 16).ToArray(), header.Slice(20, 16).ToArray(), header.Slice(36, 16).ToArray());
            return password => password.Length is 0 or > MaxPassword ? null : Checked(new BlockKey(Office97Secret(password, salt), false, 16), verifier, hash, false);
        }

        if (header.Length < 12 || header.U16(0) is < 2 or > 4 || header.U16(2) != 2 || header.U32(8) > header.Length - 12)
        {
            return null;
        }

        // EncryptionHeader, then EncryptionVerifier (2.3.2, 2.3.3); 0x6801 is RC4, 0x8004 SHA-1.
        var fields = header.Slice(12, (int)header.U32(8));
        var rest = header[(12 + fields.Length)..];
        if (fields.Length < 32 || fields.U32(8) is not (0x6801 or 0) || rest.Length < 60 || rest.U32(0) != 16 || fields.U32(16) > 128 || fields.U32(16) % 8 != 0)
        {
            return null;
        }

        var bits = fields.U32(16) == 0 ? 40 : (int)fields.U32(16);
        var (salt20, verifier20, hash20) = (rest.Slice(4, 16).ToArray(), rest.Slice(20, 16).ToArray(), rest.Slice(40, 20).ToArray());
        return password => password.Length is 0 or > MaxPassword
            ? null
            : Checked(new BlockKey(Sha1([.. salt20, .. Encoding.Unicode.GetBytes(password)]), true, bits / 8), verifier20, hash20, true);
    }

    public Rc4 Cipher(int block)
    {
        Span<byte> number = stackalloc byte[4];
        number.U32(0, block);
        byte[] seed = [.. _secret, .. number];
        if (!_isCryptoApi)
        {
            return new Rc4(Md5(seed));
        }

        // 40 bits are filled up with zeros to 128 (2.3.5.2).
        var hash = Sha1(seed).AsSpan(0, _keyBytes);
        var key = new byte[_keyBytes == 5 ? 16 : _keyBytes];
        hash.CopyTo(key);
        return new Rc4(key);
    }

    private static BlockKey? Checked(BlockKey key, byte[] encryptedVerifier, byte[] encryptedHash, bool isCryptoApi)
    {
        var (verifier, hash) = (encryptedVerifier.ToArray(), encryptedHash.ToArray());
        var cipher = key.Cipher(0);
        cipher.Apply(verifier);
        cipher.Apply(hash);
        return (isCryptoApi ? Sha1(verifier) : Md5(verifier)).AsSpan().SequenceEqual(hash) ? key : null;
    }

    private static byte[] Office97Secret(string password, byte[] salt)
    {
        var start = Md5(Encoding.Unicode.GetBytes(password)).AsSpan(0, 5);
        var repeated = new byte[16 * (5 + 16)];
        for (var i = 0; i < 16; i++)
        {
            start.CopyTo(repeated.AsSpan(i * 21));
            salt.CopyTo(repeated.AsSpan((i * 21) + 5));
        }

        return Md5(repeated)[..5];
    }

    // The format of others decides, not we.
#pragma warning disable CA5350, CA5351
    private static byte[] Sha1(byte[] data) => SHA1.HashData(data);

    private static byte[] Md5(byte[] data) => MD5.HashData(data);
#pragma warning restore CA5350, CA5351
}
