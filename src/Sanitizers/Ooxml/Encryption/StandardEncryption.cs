using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>Standard encryption of Office 2007 ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES in ECB mode under a key of 50,000 rounds of SHA-1.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The format prescribes SHA-1.")]
[SuppressMessage("Security", "CA5358", Justification = "The format prescribes ECB.")]
internal sealed class StandardEncryption : IPackageEncryption
{
    private const int Rounds = 50_000;
    private const int BlockBytes = 16;

    private readonly byte[] _salt;
    private readonly byte[] _verifier;
    private readonly byte[] _verifierHash;
    private readonly int _keyBytes;

    private StandardEncryption(byte[] salt, byte[] verifier, byte[] verifierHash, int keyBytes) => (_salt, _verifier, _verifierHash, _keyBytes) = (salt, verifier, verifierHash, keyBytes);

    public int HashesPerPassword => Rounds;

    /// <param name="info">What follows version and flags: the header's size, header and verifier.</param>
    public static (IPackageEncryption? Encryption, Reason Reason) Read(ReadOnlySpan<byte> info)
    {
        if (info.Length < 4 || info.U32(0) < 32 || info.U32(0) > info.Length - 4)
        {
            return (null, Reason.Corrupt);
        }

        var header = info.Slice(4, (int)info.U32(0));
        var verifier = info[(4 + header.Length)..];
        var keyBytes = header.U32(8) switch { 0x660E => 16, 0x660F => 24, 0x6610 => 32, _ => 0 };
        if (keyBytes == 0 || header.U32(16) != keyBytes * 8 || header.U32(12) is not (0x8004 or 0))
        {
            return (null, Reason.Unsupported);
        }

        return verifier.Length < 72 || verifier.U32(0) != 16 || verifier.U32(36) != 20
            ? (null, Reason.Corrupt)
            : (new StandardEncryption(verifier.Slice(4, 16).ToArray(), verifier.Slice(20, 16).ToArray(), verifier.Slice(40, 32).ToArray(), keyBytes), Reason.None);
    }

    public IPackageKey? Open(string password)
    {
        Span<byte> round = stackalloc byte[24];
        SHA1.HashData([.. _salt, .. Encoding.Unicode.GetBytes(password)], round[4..]);
        for (var i = 0; i < Rounds; i++)
        {
            round.U32(0, i);
            SHA1.HashData(round, round[4..]);
        }

        // The number of the block comes last here, and is always 0.
        Span<byte> final = stackalloc byte[20];
        SHA1.HashData([.. round[4..], 0, 0, 0, 0], final);
        byte[] derived = [.. Padded(final, 0x36), .. Padded(final, 0x5C)];
        var key = new Key(derived[.._keyBytes]);
        if (key.IsOf(_verifier, _verifierHash))
        {
            return key;
        }

        key.Dispose();
        return null;
    }

    private static byte[] Padded(ReadOnlySpan<byte> hash, byte padding)
    {
        Span<byte> block = stackalloc byte[64];
        block.Fill(padding);
        for (var i = 0; i < hash.Length; i++)
        {
            block[i] ^= hash[i];
        }

        return SHA1.HashData(block);
    }

    [SuppressMessage("Security", "CA5350", Justification = "The format prescribes SHA-1.")]
    [SuppressMessage("Security", "CA5358", Justification = "The format prescribes ECB.")]
    private sealed class Key : IPackageKey
    {
        private readonly Aes _aes = Aes.Create();

        public Key(byte[] key) => _aes.Key = key;

        public bool IsOf(byte[] verifier, byte[] verifierHash) =>
            SHA1.HashData(_aes.DecryptEcb(verifier, PaddingMode.None)).AsSpan().SequenceEqual(_aes.DecryptEcb(verifierHash, PaddingMode.None).AsSpan(0, 20));

        // Nothing in this encryption tells a change; the package behind it is read strictly in any case.
        public bool IsIntact(Stream encrypted) => true;

        public void Decrypt(Stream encrypted, long length, Stream output)
        {
            var (cipher, clear) = (new byte[65_536], new byte[65_536]);
            while (length > 0)
            {
                var count = encrypted.ReadAtLeast(cipher, cipher.Length, throwOnEndOfStream: false) / BlockBytes * BlockBytes;
                if (count == 0)
                {
                    return;
                }

                _aes.DecryptEcb(cipher.AsSpan(0, count), clear, PaddingMode.None);
                output.Write(clear, 0, (int)Math.Min(count, length));
                length -= count;
            }
        }

        public void Dispose() => _aes.Dispose();
    }
}
