using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Seals stretches of scratch with AES-256-GCM under a key that is made here and never leaves; the nonce is a counter that never repeats under it. Nonces and tags stay in
/// memory with who keeps the stretch (24 bytes each).
/// </summary>
internal sealed class ScratchCipher : IDisposable
{
    private const int TagBytes = 16;
    private const int NonceBytes = 12;

    private readonly AesGcm _cipher = NewCipher();
    private ulong _nonce;

    /// <summary>Encrypts <paramref name="bytes"/> where they are.</summary>
    public BlockSeal Seal(Span<byte> bytes)
    {
        var seal = new BlockSeal(_nonce++, default);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Span<byte> tag = stackalloc byte[TagBytes];
        seal.WriteNonce(nonce);
        _cipher.Encrypt(nonce, bytes, bytes, tag);
        return seal with { Tag = BinaryPrimitives.ReadUInt128LittleEndian(tag) };
    }

    /// <summary>Decrypts <paramref name="bytes"/> where they are; throws when they are not what was sealed.</summary>
    public void Open(BlockSeal seal, Span<byte> bytes)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Span<byte> tag = stackalloc byte[TagBytes];
        seal.WriteNonce(nonce);
        BinaryPrimitives.WriteUInt128LittleEndian(tag, seal.Tag);
        _cipher.Decrypt(nonce, bytes, tag, bytes);
    }

    public void Dispose() => _cipher.Dispose();

    private static AesGcm NewCipher()
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    /// <summary>What opens a stretch again: which nonce, and its tag.</summary>
    internal readonly record struct BlockSeal(ulong Nonce, UInt128 Tag)
    {
        public void WriteNonce(Span<byte> nonce)
        {
            nonce.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(nonce, Nonce);
        }
    }
}
