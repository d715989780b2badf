using System.Buffers.Binary;
using System.Security.Cryptography;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>What a small sealed piece of a message is; bound into its tag so that pieces cannot be exchanged. Stored, never reused.</summary>
internal enum PieceKind : byte
{
    Envelope = 1,
    Reply = 2,
    Report = 3,
    Audit = 4,
    Request = 5,
}

/// <summary>
/// The one random key of a message. Everything of the message is encrypted under it or under a key derived from it, so destroying its
/// wrapped form erases the message everywhere (cryptographic erasure).
/// </summary>
internal sealed class MessageKey(MessageId id, byte[] secret)
{
    public const int Bytes = 32;

    public MessageId Id { get; } = id;

    internal byte[] Secret { get; } = secret;

    /// <summary>A fresh name and a fresh key, from one call to the random generator.</summary>
    public static MessageKey New()
    {
        Span<byte> random = stackalloc byte[16 + Bytes];
        RandomNumberGenerator.Fill(random);
        var key = new MessageKey(MessageId.FromBytes(random), random[16..].ToArray());
        CryptographicOperations.ZeroMemory(random);
        return key;
    }

    /// <summary>Seals one piece; <paramref name="number"/> says which of its kind it is. For several, use a <see cref="PieceSealer"/>.</summary>
    public byte[] Seal(PieceKind kind, int number, ReadOnlySpan<byte> plain)
    {
        using var sealer = new PieceSealer(this);
        return sealer.Seal(kind, number, plain);
    }

    /// <summary>Opens a piece; null when it was tampered with or moved.</summary>
    public byte[]? Open(PieceKind kind, int number, ReadOnlySpan<byte> box)
    {
        Span<byte> associated = stackalloc byte[PieceSealer.AssociatedBytes];
        PieceSealer.Associate(associated, Id, kind, number);
        return SealedBytes.Open(Secret, box, associated);
    }

    /// <summary>
    /// The key of one record. The random salt makes it fresh for each writing: the counter nonces start at zero again when an output is
    /// written a second time after a failure, and must never meet the same key with other bytes.
    /// </summary>
    public void DeriveRecordKey(RecordKind kind, int group, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        Span<byte> purpose = stackalloc byte[1 + 4 + RecordFormat.SaltBytes];
        purpose[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(purpose[1..], group);
        salt.CopyTo(purpose[5..]);
        HMACSHA256.HashData(Secret, purpose, key);
    }
}
