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

    public static MessageKey New(MessageId id)
    {
        var secret = new byte[Bytes];
        RandomNumberGenerator.Fill(secret);
        return new MessageKey(id, secret);
    }

    /// <summary>Seals a piece; <paramref name="number"/> says which of its kind it is.</summary>
    public byte[] Seal(PieceKind kind, int number, ReadOnlySpan<byte> plain)
    {
        Span<byte> associated = stackalloc byte[AssociatedBytes];
        Associate(associated, kind, number);
        return SealedBytes.Seal(Secret, plain, associated);
    }

    /// <summary>Opens a piece; null when it was tampered with or moved.</summary>
    public byte[]? Open(PieceKind kind, int number, ReadOnlySpan<byte> box)
    {
        Span<byte> associated = stackalloc byte[AssociatedBytes];
        Associate(associated, kind, number);
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

    private const int AssociatedBytes = 16 + 1 + 4;

    private void Associate(Span<byte> associated, PieceKind kind, int number)
    {
        BinaryPrimitives.WriteUInt128BigEndian(associated, Id.Value);
        associated[16] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(associated[17..], number);
    }
}
