using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>The hash functions that an agile descriptor may name ([MS-OFFCRYPTO] 2.3.4.10, ST_HashAlgorithm), those that the platform has.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The format of others decides.")]
internal sealed record AgileHash(HashAlgorithmName Name, int Bytes, AgileHash.Hashing Hash)
{
    public delegate int Hashing(ReadOnlySpan<byte> data, Span<byte> hash);

    /// <summary>Null for one that is not supported.</summary>
    public static AgileHash? Find(string? name) => name switch
    {
        "SHA1" or "SHA-1" => new AgileHash(HashAlgorithmName.SHA1, 20, SHA1.HashData),
        "SHA256" or "SHA-256" => new AgileHash(HashAlgorithmName.SHA256, 32, SHA256.HashData),
        "SHA384" or "SHA-384" => new AgileHash(HashAlgorithmName.SHA384, 48, SHA384.HashData),
        "SHA512" or "SHA-512" => new AgileHash(HashAlgorithmName.SHA512, 64, SHA512.HashData),
        _ => null,
    };

    public byte[] Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var hash = new byte[Bytes];
        Hash([.. first, .. second], hash);
        return hash;
    }
}
