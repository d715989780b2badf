namespace Mugai.Sanitizers.Pdf.Encryption;

/// <summary>The methods of crypt filters (ISO 32000-2, table 25).</summary>
internal enum CryptMethod : byte
{
    Identity,
    Rc4,

    /// <summary>AES-128 in CBC mode, a key per object (AESV2).</summary>
    Aes128,

    /// <summary>AES-256 in CBC mode with the file's key (AESV3).</summary>
    Aes256,
}
