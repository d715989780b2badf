namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>How a package is encrypted, as its EncryptionInfo stream says ([MS-OFFCRYPTO] 2.3.4).</summary>
internal interface IPackageEncryption
{
    /// <summary>Hashes that one password costs.</summary>
    int HashesPerPassword { get; }

    /// <summary>The key behind a password; null when the verifier says that it is another.</summary>
    IPackageKey? Open(string password);
}

/// <summary>The key of a package, out of a password that was checked.</summary>
internal interface IPackageKey : IDisposable
{
    /// <summary>True when nobody changed the encrypted bytes; true also where the encryption has no means to tell.</summary>
    bool IsIntact(Stream encrypted);

    /// <summary>Decrypts <paramref name="length"/> bytes from where <paramref name="encrypted"/> stands.</summary>
    void Decrypt(Stream encrypted, long length, Stream output);
}
