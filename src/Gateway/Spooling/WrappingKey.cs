using System.Security.Cryptography;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// A key-encryption key. Each message has a wrapping key of its own, derived from it by the message's name, so that the limit of 2^32 random nonces under one AES-GCM key
/// (SP 800-38D 8.3) never comes near.
/// </summary>
internal sealed class WrappingKey(byte[] secret)
{
    public const int Bytes = 32;

    /// <summary>Nonce, ciphertext, tag. Every wrapped key has this length, whoever wrapped it: a slot is overwritten in place.</summary>
    public const int WrappedBytes = MessageKey.Bytes + SealedBytes.Overhead;

    public byte[] Wrap(MessageId id, MessageKey key) => Wrap(id.ToBytes(), key.Secret);

    /// <summary>Null when the bytes were not wrapped by this key for this message.</summary>
    public MessageKey? Unwrap(MessageId id, ReadOnlySpan<byte> wrapped) => Unwrap(id.ToBytes(), wrapped) is { } opened ? new MessageKey(id, opened) : null;

    public byte[] Wrap(ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, name, own);
        return SealedBytes.Seal(own, key, name);
    }

    public byte[]? Unwrap(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wrapped)
    {
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, name, own);
        return SealedBytes.Open(own, wrapped, name) is { Length: Bytes } key ? key : null;
    }
}
