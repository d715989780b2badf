using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Mugai.Sanitizers.Pdf.Encryption;

/// <summary>
/// The file's key from a password, tried as user and as owner password (ISO 32000-2, 7.6.4: algorithms 2, 2.A, 2.B, 6, 7, 11, 12; Adobe's extension level 3
/// for revision 5).
/// </summary>
[SuppressMessage("Security", "CA5351", Justification = "The standard asks for MD5; only reading needs it.")]
internal static class StandardKeys
{
    private const int MaxPasswordBytes = 127;

    private static ReadOnlySpan<byte> Padding =>
    [
        0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
        0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ];

    /// <summary>Null when it is neither the user's nor the owner's password.</summary>
    public static byte[]? TryOpen(EncryptionFacts facts, ReadOnlySpan<byte> password) => facts.Revision >= 5
        ? TryNew(facts, password[..Math.Min(password.Length, MaxPasswordBytes)])
        : TryUser(facts, password) ?? TryUser(facts, UserPassword(facts, password));

    private static byte[]? TryUser(EncryptionFacts facts, ReadOnlySpan<byte> password)
    {
        Span<byte> permissions = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, facts.Permissions);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(Padded(password));
        hash.AppendData(facts.Owner.AsSpan(0, 32));
        hash.AppendData(permissions);
        hash.AppendData(facts.FileId);
        if (facts.Revision >= 4 && !facts.EncryptsMetadata)
        {
            hash.AppendData([0xFF, 0xFF, 0xFF, 0xFF]);
        }

        var key = hash.GetHashAndReset();
        for (var round = 0; round < 50 && facts.Revision >= 3; round++)
        {
            key = MD5.HashData(key.AsSpan(0, facts.KeyBytes));
        }

        key = key[..facts.KeyBytes];
        if (facts.Revision == 2)
        {
            return Rc4.Apply(key, Padding).AsSpan().SequenceEqual(facts.User.AsSpan(0, Math.Min(32, facts.User.Length))) ? key : null;
        }

        hash.AppendData(Padding);
        hash.AppendData(facts.FileId);
        var check = hash.GetHashAndReset();
        for (var round = 0; round < 20; round++)
        {
            check = Rc4.Apply(Xored(key, round), check);
        }

        return check.AsSpan().SequenceEqual(facts.User.AsSpan(0, 16)) ? key : null;
    }

    // The owner's password opens the user's.
    private static byte[] UserPassword(EncryptionFacts facts, ReadOnlySpan<byte> owner)
    {
        var key = MD5.HashData(Padded(owner));
        for (var round = 0; round < 50 && facts.Revision >= 3; round++)
        {
            key = MD5.HashData(key);
        }

        key = key[..facts.KeyBytes];
        var user = facts.Owner[..32];
        for (var round = facts.Revision >= 3 ? 19 : 0; round >= 0; round--)
        {
            user = Rc4.Apply(Xored(key, round), user);
        }

        return user;
    }

    private static byte[]? TryNew(EncryptionFacts facts, ReadOnlySpan<byte> password)
    {
        var user = facts.User.AsSpan(0, 48);
        var owner = facts.Owner.AsSpan(0, 48);
        if (Hash(facts, password, user.Slice(32, 8), []).AsSpan().SequenceEqual(user[..32]))
        {
            return Unwrap(Hash(facts, password, user.Slice(40, 8), []), facts.UserKey);
        }

        return Hash(facts, password, owner.Slice(32, 8), user).AsSpan().SequenceEqual(owner[..32])
            ? Unwrap(Hash(facts, password, owner.Slice(40, 8), user), facts.OwnerKey)
            : null;
    }

    private static byte[] Unwrap(byte[] key, byte[] wrapped)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(wrapped.AsSpan(0, 32), new byte[16], PaddingMode.None);
    }

    private static byte[] Hash(EncryptionFacts facts, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> user)
    {
        var key = SHA256.HashData([.. password, .. salt, .. user]);
        return facts.Revision == 5 ? key : Harden(key, password, user);
    }

    // Algorithm 2.B: at least 64 rounds of AES-128 and a hash that the result chooses.
    private static byte[] Harden(byte[] key, ReadOnlySpan<byte> password, ReadOnlySpan<byte> user)
    {
        using var aes = Aes.Create();
        for (var round = 0; ; round++)
        {
            byte[] one = [.. password, .. key, .. user];
            var input = new byte[one.Length * 64];
            for (var i = 0; i < 64; i++)
            {
                one.CopyTo(input, i * one.Length);
            }

            aes.Key = key[..16];
            var result = aes.EncryptCbc(input, key.AsSpan(16, 16), PaddingMode.None);
            var sum = 0;
            foreach (var b in result.AsSpan(0, 16))
            {
                sum += b;
            }

            key = (sum % 3) switch
            {
                0 => SHA256.HashData(result),
                1 => SHA384.HashData(result),
                _ => SHA512.HashData(result),
            };
            // The last byte is at most 255, so that this ends after 287 rounds.
            if (round >= 63 && result[^1] <= round - 31)
            {
                return key[..32];
            }
        }
    }

    private static byte[] Padded(ReadOnlySpan<byte> password)
    {
        var padded = new byte[32];
        var length = Math.Min(password.Length, 32);
        password[..length].CopyTo(padded);
        Padding[..(32 - length)].CopyTo(padded.AsSpan(length));
        return padded;
    }

    private static byte[] Xored(byte[] key, int with)
    {
        var result = new byte[key.Length];
        for (var i = 0; i < key.Length; i++)
        {
            result[i] = (byte)(key[i] ^ with);
        }

        return result;
    }
}
