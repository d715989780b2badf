namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>The encryption of Type 1 fonts (Adobe Type 1 Font Format, chapter 7), which keeps nothing secret.</summary>
internal static class Type1Cipher
{
    public const ushort Eexec = 55665;
    public const ushort Charstring = 4330;
    private const int First = 52845;
    private const int Second = 22719;

    public static byte[] Decrypt(ReadOnlySpan<byte> cipher, ushort key)
    {
        var clear = new byte[cipher.Length];
        for (var i = 0; i < cipher.Length; i++)
        {
            clear[i] = (byte)(cipher[i] ^ (key >> 8));
            key = (ushort)(((cipher[i] + key) * First) + Second);
        }

        return clear;
    }

    public static byte[] Encrypt(ReadOnlySpan<byte> clear, ushort key)
    {
        var cipher = new byte[clear.Length];
        for (var i = 0; i < clear.Length; i++)
        {
            cipher[i] = (byte)(clear[i] ^ (key >> 8));
            key = (ushort)(((cipher[i] + key) * First) + Second);
        }

        return cipher;
    }
}
