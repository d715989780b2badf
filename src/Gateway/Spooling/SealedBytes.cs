using System.Security.Cryptography;

namespace Mugai.Gateway.Spooling;

/// <summary>Small things under AES-256-GCM in one piece: 12 bytes of random nonce, ciphertext, 16 bytes of tag.</summary>
internal static class SealedBytes
{
    public const int NonceBytes = 12;
    public const int TagBytes = 16;
    public const int Overhead = NonceBytes + TagBytes;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        using var cipher = new AesGcm(key, TagBytes);
        var box = new byte[Overhead + plain.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), associated);
        return box;
    }

    /// <summary>Null when the box is too short or its tag does not fit: key, content or place is another.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associated)
    {
        if (box.Length < Overhead)
        {
            return null;
        }

        var plain = new byte[box.Length - Overhead];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], plain, associated);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
