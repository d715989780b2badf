using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Mugai.Gateway.Auditing;
using System.Text;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// The installation's key: 32 random bytes in a file of their own. It wraps the messages' keys and authenticates the audit head;
/// every use has a key of its own, derived by HKDF (RFC 5869), so that no use weakens another.
/// </summary>
internal sealed class MasterKey
{
    public const int Bytes = 32;

    private readonly byte[] _rows;
    private readonly byte[] _carrying;

    public MasterKey(ReadOnlySpan<byte> secret)
    {
        var master = secret.ToArray();
        Wrapping = new WrappingKey(Derive(master, "mugai/1 message key wrapping"u8));
        TenantWrapping = new WrappingKey(Derive(master, "mugai/1 tenant key wrapping"u8));
        AuditHeadKey = Derive(master, "mugai/1 audit head"u8);
        HoldMatchKey = Derive(master, "mugai/1 part hold match"u8);
        SearchKey = Derive(master, "mugai/1 search terms"u8);
        AuditStartKey = Derive(master, "mugai/1 audit start"u8);
        Signer = AuditSigner.Derive(master);
        _rows = Derive(master, "mugai/1 sealed rows"u8);
        PeopleKey = Derive(master, "mugai/1 people"u8);
        _carrying = Derive(master, "mugai/1 carried"u8);
        CheckValue = Derive(master, "mugai/1 key check"u8);
        CryptographicOperations.ZeroMemory(master);
    }

    /// <summary>Stored in the clear beside the data: says whether a key fits without saying anything about the key.</summary>
    public byte[] CheckValue { get; }

    /// <summary>Authenticates the head of the audit chain.</summary>
    public byte[] AuditHeadKey { get; }

    /// <summary>Turns (sender, recipient) into what a waiting part is found by, so that the table of holds names nobody.</summary>
    public byte[] HoldMatchKey { get; private set; }

    /// <summary>Turns addresses, words and digests into what a message is found by, so that the table of terms says nothing.</summary>
    public byte[] SearchKey { get; private set; }

    /// <summary>Authenticates where the audit chain begins after a cut; another key than the head's, so that an old head is no start.</summary>
    public byte[] AuditStartKey { get; }

    /// <summary>Signs checkpoints and receipts.</summary>
    public AuditSigner Signer { get; }

    /// <summary>Wraps the keys of messages that are several tenants', and of those from before tenants had keys.</summary>
    public WrappingKey Wrapping { get; }

    /// <summary>Wraps the tenants' keys.</summary>
    public WrappingKey TenantWrapping { get; }

    /// <summary>Authenticates what belongs to people and is looked up by its digest: recovery codes.</summary>
    public byte[] PeopleKey { get; private set; }

    /// <summary>Seals a row; kind and name are bound in, so that rows cannot be exchanged. Each row has a key of its own, as messages have.</summary>
    public byte[] SealRow(SealedRowKind kind, string id, ReadOnlySpan<byte> plain)
    {
        var name = RowName(kind, id);
        return SealedBytes.Seal(HMACSHA256.HashData(_rows, name), plain, name);
    }

    /// <summary>Null when the box was not sealed by this key for this row.</summary>
    public byte[]? OpenRow(SealedRowKind kind, string id, ReadOnlySpan<byte> box)
    {
        var name = RowName(kind, id);
        return SealedBytes.Open(HMACSHA256.HashData(_rows, name), box, name);
    }

    /// <summary>
    /// Takes over from an older key what cannot be made anew: the keys of digests (their texts are not at hand) and who signed checkpoints up to entry
    /// <paramref name="through"/>. Returns it sealed under this key; the store keeps it.
    /// </summary>
    public byte[] TakeOver(MasterKey older, long through)
    {
        using var carried = new MemoryStream();
        carried.Write(older.HoldMatchKey);
        carried.Write(older.SearchKey);
        carried.Write(older.PeopleKey);
        Span<byte> head = stackalloc byte[12];
        foreach (var (publicKey, last) in older.Signer.Retired.Append((older.Signer.PublicKey, through)))
        {
            BinaryPrimitives.WriteInt64BigEndian(head, last);
            BinaryPrimitives.WriteInt32BigEndian(head[8..], publicKey.Length);
            carried.Write(head);
            carried.Write(publicKey);
        }

        var box = SealedBytes.Seal(_carrying, carried.ToArray(), []);
        return Adopt(box) ? box : throw new InvalidOperationException("What was just sealed does not open.");
    }

    /// <summary>Uses what <see cref="TakeOver"/> sealed; false when it was not sealed under this key.</summary>
    public bool Adopt(ReadOnlySpan<byte> box)
    {
        if (SealedBytes.Open(_carrying, box, []) is not { Length: >= 3 * Bytes } carried)
        {
            return false;
        }

        HoldMatchKey = carried[..Bytes];
        SearchKey = carried[Bytes..(2 * Bytes)];
        PeopleKey = carried[(2 * Bytes)..(3 * Bytes)];
        var retired = new List<(byte[] PublicKey, long Through)>();
        for (var rest = carried.AsSpan(3 * Bytes); rest.Length > 12;)
        {
            var end = 12 + BinaryPrimitives.ReadInt32BigEndian(rest[8..]);
            retired.Add((rest[12..end].ToArray(), BinaryPrimitives.ReadInt64BigEndian(rest)));
            rest = rest[end..];
        }

        Signer.Retired = retired;
        return true;
    }

    private static byte[] RowName(SealedRowKind kind, string id) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)kind}/{id}"));

    private static byte[] Derive(byte[] master, ReadOnlySpan<byte> purpose)
    {
        var derived = new byte[Bytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, derived, salt: [], purpose);
        return derived;
    }
}
