using System.Security.Cryptography;
using System.Text;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>Agile encryption of Office 2010 and later ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): a random key, wrapped under the password; the package in segments; an HMAC over all.</summary>
internal sealed class AgileEncryption(AgileCipher package, AgileCipher encryptor, int rounds) : IPackageEncryption
{
    private static ReadOnlySpan<byte> VerifierInputBlock => [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];

    private static ReadOnlySpan<byte> VerifierValueBlock => [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];

    private static ReadOnlySpan<byte> KeyValueBlock => [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

    public required byte[] HmacKey { get; init; }

    public required byte[] HmacValue { get; init; }

    public required byte[] VerifierInput { get; init; }

    public required byte[] VerifierValue { get; init; }

    public required byte[] KeyValue { get; init; }

    public int HashesPerPassword => rounds;

    public IPackageKey? Open(string password)
    {
        var hash = encryptor.Hash;
        Span<byte> round = stackalloc byte[4 + hash.Bytes];
        hash.Hash([.. encryptor.Salt, .. Encoding.Unicode.GetBytes(password)], round[4..]);
        for (var i = 0; i < rounds; i++)
        {
            round.U32(0, i);
            hash.Hash(round, round[4..]);
        }

        var derived = round[4..];
        var input = Unwrap(derived, VerifierInputBlock, VerifierInput);
        var value = Unwrap(derived, VerifierValueBlock, VerifierValue);
        // The input is as long as the salt says; what fills its last block is not hashed.
        var given = hash.Of(input.AsSpan(0, Math.Min(input.Length, encryptor.Salt.Length)), []);
        return CryptographicOperations.FixedTimeEquals(given, value.AsSpan(0, hash.Bytes))
            ? new AgileKey(package, Unwrap(derived, KeyValueBlock, KeyValue).AsSpan(0, package.KeyBytes).ToArray(), HmacKey, HmacValue)
            : null;
    }

    private byte[] Unwrap(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> block, byte[] wrapped)
    {
        var key = AgileCipher.Fit(encryptor.Hash.Of(derived, block), encryptor.KeyBytes);
        return encryptor.Decrypt(key, wrapped, AgileCipher.Fit(encryptor.Salt, AgileCipher.BlockBytes));
    }
}
