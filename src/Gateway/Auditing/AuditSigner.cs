using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Mugai.Auditing;

namespace Mugai.Gateway.Auditing;

/// <summary>
/// The installation's signature on checkpoints and receipts: ECDSA P-256 with SHA-256. The private key is derived from the master key (FIPS 186-5 A.2.1, 384 bits
/// for a scalar of 256), so that it is restored with it and nothing of it lies in the store; the public key may go anywhere.
/// </summary>
internal sealed class AuditSigner
{
    /// <summary>The order n of P-256 (SP 800-186 3.2.1.3).</summary>
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly ECDsa _key;
    private readonly Lock _one = new();

    private AuditSigner(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyName = NameOf(PublicKey);
    }

    /// <summary>SubjectPublicKeyInfo (RFC 5480).</summary>
    public byte[] PublicKey { get; }

    /// <summary>The public keys of before a rotation of the master key, each with the last entry that it could sign for.</summary>
    public IReadOnlyList<(byte[] PublicKey, long Through)> Retired { get; set; } = [];

    /// <summary>SHA-256 of <see cref="PublicKey"/>, lower-case hex.</summary>
    public string KeyName { get; }

    public string PublicKeyPem => PemEncoding.WriteString("PUBLIC KEY", PublicKey) + "\n";

    public static AuditSigner Derive(byte[] master)
    {
        Span<byte> wide = stackalloc byte[48];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, wide, salt: [], "mugai/1 audit signature"u8);
        var scalar = (new BigInteger(wide, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var d = new byte[32];
        var bytes = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(d, d.Length - bytes.Length);
        CryptographicOperations.ZeroMemory(wide);
        return new AuditSigner(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d }));
    }

    public static string NameOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_one)
        {
            return _key.SignData(data, HashAlgorithmName.SHA256);
        }
    }

    public AuditCheckpoint Sign(AuditHead head, DateTimeOffset time)
    {
        var unsigned = new AuditCheckpoint(head.Count, Convert.ToHexStringLower(head.Hash), time.ToUniversalTime(), KeyName, "");
        return unsigned with { Signature = Convert.ToBase64String(Sign(Statement(unsigned))) };
    }

    public bool Verifies(AuditCheckpoint checkpoint) =>
        KeyOf(checkpoint) is { } key && TryDecode(checkpoint.Signature, out var signature) && Verify(key, Statement(checkpoint), signature);

    private byte[]? KeyOf(AuditCheckpoint checkpoint) => checkpoint.Key == KeyName
        ? PublicKey
        : Retired.FirstOrDefault(old => checkpoint.Through <= old.Through && NameOf(old.PublicKey) == checkpoint.Key).PublicKey;

    /// <summary>False for a key that is none as well.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.KeySize == 256 && key.VerifyData(data, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var fits = Convert.TryFromBase64String(text, bytes, out var count);
        bytes = bytes[..count];
        return fits;
    }

    /// <summary>What is signed: lines of fixed meaning, so that nothing signed for one purpose serves another.</summary>
    private static byte[] Statement(AuditCheckpoint checkpoint) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"mugai-checkpoint/1\n{checkpoint.Through}\n{checkpoint.Hash}\n{checkpoint.Time.UtcTicks}\n"));
}
