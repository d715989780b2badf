using System.Buffers.Binary;
using System.Security.Cryptography;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// Seals several pieces of one message with one cipher object and one draw of randomness: the nonces of its pieces count up from a
/// random start. Message, kind and number are authenticated. For one thread.
/// </summary>
internal sealed class PieceSealer : IDisposable
{
    public const int AssociatedBytes = 16 + 1 + 4;

    private readonly MessageId _id;
    private readonly AesGcm _cipher;
    private UInt128 _nonce;

    public PieceSealer(MessageKey key)
    {
        _id = key.Id;
        _cipher = new AesGcm(key.Secret, SealedBytes.TagBytes);
        Span<byte> start = stackalloc byte[16];
        RandomNumberGenerator.Fill(start[..SealedBytes.NonceBytes]);
        _nonce = BinaryPrimitives.ReadUInt128LittleEndian(start);
    }

    public static void Associate(Span<byte> associated, MessageId id, PieceKind kind, int number)
    {
        BinaryPrimitives.WriteUInt128BigEndian(associated, id.Value);
        associated[16] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(associated[17..], number);
    }

    /// <summary>Seals a piece; <paramref name="number"/> says which of its kind it is.</summary>
    public byte[] Seal(PieceKind kind, int number, ReadOnlySpan<byte> plain)
    {
        Span<byte> associated = stackalloc byte[AssociatedBytes];
        Associate(associated, _id, kind, number);
        Span<byte> counter = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(counter, _nonce++);
        var box = new byte[SealedBytes.Overhead + plain.Length];
        var nonce = box.AsSpan(0, SealedBytes.NonceBytes);
        counter[..SealedBytes.NonceBytes].CopyTo(nonce);
        _cipher.Encrypt(
            nonce, plain, box.AsSpan(SealedBytes.NonceBytes, plain.Length), box.AsSpan(SealedBytes.NonceBytes + plain.Length), associated);
        return box;
    }

    public void Dispose() => _cipher.Dispose();
}
