using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>Salt, cipher and hash as a descriptor gives them for the package and for a password ([MS-OFFCRYPTO] 2.3.4.10).</summary>
/// <param name="Salt">The salt.</param>
/// <param name="KeyBytes">Bytes of the key.</param>
/// <param name="IsFeedback">Cipher feedback of eight bits instead of block chaining.</param>
/// <param name="Hash">The hash function.</param>
internal sealed record AgileCipher(byte[] Salt, int KeyBytes, bool IsFeedback, AgileHash Hash)
{
    public const int BlockBytes = 16;

    // 2.3.4.12: what a hash is too short for.
    private const byte Filling = 0x36;

    public static byte[] Fit(ReadOnlySpan<byte> bytes, int length)
    {
        var fitted = new byte[length];
        fitted.AsSpan().Fill(Filling);
        bytes[..Math.Min(length, bytes.Length)].CopyTo(fitted);
        return fitted;
    }

    /// <summary>Decrypts whole blocks.</summary>
    [SuppressMessage("Security", "CA5358", Justification = "The format prescribes the mode.")]
    public void Decrypt(Aes aes, ReadOnlySpan<byte> data, ReadOnlySpan<byte> vector, Span<byte> clear)
    {
        if (IsFeedback)
        {
            aes.DecryptCfb(data, vector, clear, PaddingMode.None, feedbackSizeInBits: 8);
        }
        else
        {
            aes.DecryptCbc(data, vector, clear, PaddingMode.None);
        }
    }

    public byte[] Decrypt(byte[] key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> vector)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var clear = new byte[data.Length];
        Decrypt(aes, data, vector, clear);
        return clear;
    }
}
