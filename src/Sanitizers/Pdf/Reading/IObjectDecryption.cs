namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>Decrypts what belongs to an indirect object of an encrypted file.</summary>
internal interface IObjectDecryption
{
    /// <summary>The string in clear; empty when it cannot be.</summary>
    byte[] DecryptString(int number, int generation, ReadOnlySpan<byte> cipherText);
}
