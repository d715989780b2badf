using System.Buffers.Binary;
using System.Security.Cryptography;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// Seals or opens the chunks of one record, in order. The nonce is the chunk's number; message, kind, group, number and the last-flag
/// are authenticated with each chunk, so that chunks cannot be cut off, reordered, repeated or taken from another record.
/// Not for two threads at once.
/// </summary>
internal sealed class RecordCipher : IDisposable
{
    private const int LastFlag = AssociatedBytes - 1;
    private const int AssociatedBytes = 16 + 1 + 4 + 8 + 1;

    private readonly AesGcm _cipher;
    private readonly byte[] _associated = new byte[AssociatedBytes];
    private long _chunk;

    public RecordCipher(MessageKey key, RecordKind kind, int group, ReadOnlySpan<byte> salt)
    {
        Span<byte> recordKey = stackalloc byte[MessageKey.Bytes];
        key.DeriveRecordKey(kind, group, salt, recordKey);
        _cipher = new AesGcm(recordKey, RecordFormat.TagBytes);
        CryptographicOperations.ZeroMemory(recordKey);
        BinaryPrimitives.WriteUInt128BigEndian(_associated, key.Id.Value);
        _associated[16] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(_associated.AsSpan(17), group);
    }

    /// <summary>Encrypts <paramref name="plain"/> to <paramref name="target"/> (may be the same place) and puts the tag behind it.</summary>
    public void SealChunk(ReadOnlySpan<byte> plain, Span<byte> target, bool last)
    {
        Span<byte> nonce = stackalloc byte[SealedBytes.NonceBytes];
        NextChunk(nonce, last);
        _cipher.Encrypt(nonce, plain, target[..plain.Length], target.Slice(plain.Length, RecordFormat.TagBytes), _associated);
    }

    /// <summary>Decrypts a chunk with its tag in place; false when it is not the chunk that belongs here.</summary>
    public bool TryOpenChunk(Span<byte> chunk, bool last)
    {
        Span<byte> nonce = stackalloc byte[SealedBytes.NonceBytes];
        NextChunk(nonce, last);
        var content = chunk[..^RecordFormat.TagBytes];
        try
        {
            _cipher.Decrypt(nonce, content, chunk[^RecordFormat.TagBytes..], content, _associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private void NextChunk(Span<byte> nonce, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], _chunk);
        BinaryPrimitives.WriteInt64BigEndian(_associated.AsSpan(21), _chunk);
        _associated[LastFlag] = last ? (byte)1 : (byte)0;
        _chunk++;
    }
}
