using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Mugai.Auditing;

namespace Mugai.Gateway.Auditing;

/// <summary>
/// The arithmetic of the chain, without storage: an entry's hash covers a canonical encoding of all its fields and the hash before it;
/// the head (count and last hash) is authenticated with a key derived from the master key, so that entries cannot be cut off at the end
/// either. Whoever can put back an older copy of the whole store is found only by comparing with a checkpoint kept elsewhere.
/// </summary>
internal static class AuditChain
{
    public const int HashBytes = SHA256.HashSizeInBytes;
    private const byte EncodingVersion = 1;
    private const int MaxProblems = 100;

    /// <summary>What the first entry continues.</summary>
    public static byte[] Genesis { get; } = new byte[HashBytes];

    /// <summary>
    /// SHA-256 over: version 1 · sequence 8 · time in UTC ticks 8 · kind 2 · flags 1 (1: has message, 2: sealed) · message id 16 or nothing ·
    /// actor length 4, UTF-8 · payload length 4, bytes · previous hash 32. Big-endian; lengths make the encoding unambiguous.
    /// </summary>
    public static void Hash(AuditEntry entry, Span<byte> hash)
    {
        Span<byte> start = stackalloc byte[1 + 8 + 8 + 2 + 1 + 16 + 4];
        start[0] = EncodingVersion;
        BinaryPrimitives.WriteInt64BigEndian(start[1..], entry.Sequence);
        BinaryPrimitives.WriteInt64BigEndian(start[9..], entry.Time.UtcTicks);
        BinaryPrimitives.WriteUInt16BigEndian(start[17..], (ushort)entry.Kind);
        start[19] = (byte)((entry.Message is null ? 0 : 1) | (entry.Sealed ? 2 : 0));
        var used = 20;
        if (entry.Message is { } message)
        {
            BinaryPrimitives.WriteUInt128BigEndian(start[used..], message.Value);
            used += 16;
        }

        var actorLength = Encoding.UTF8.GetByteCount(entry.Actor);
        BinaryPrimitives.WriteInt32BigEndian(start[used..], actorLength);
        used += 4;

        var size = used + actorLength + 4 + entry.Payload.Length + HashBytes;
        var rented = size > 1024 ? System.Buffers.ArrayPool<byte>.Shared.Rent(size) : null;
        var whole = rented is null ? stackalloc byte[1024] : rented;
        start[..used].CopyTo(whole);
        used += Encoding.UTF8.GetBytes(entry.Actor, whole[used..]);
        BinaryPrimitives.WriteInt32BigEndian(whole[used..], entry.Payload.Length);
        used += 4;
        entry.Payload.Span.CopyTo(whole[used..]);
        used += entry.Payload.Length;
        entry.Previous.Span.CopyTo(whole[used..]);
        SHA256.HashData(whole[..size], hash);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The stored form of the head: count 8 · hash 32 · HMAC-SHA-256 of both 32.</summary>
    public static byte[] SealHead(AuditHead head, byte[] key)
    {
        var box = new byte[8 + HashBytes + HashBytes];
        BinaryPrimitives.WriteInt64BigEndian(box, head.Count);
        head.Hash.CopyTo(box.AsSpan(8));
        HMACSHA256.HashData(key, box.AsSpan(0, 8 + HashBytes), box.AsSpan(8 + HashBytes));
        return box;
    }

    /// <summary>Null when the head is missing or was not sealed with this key.</summary>
    public static AuditHead? OpenHead(byte[]? box, byte[] key)
    {
        if (box is not { Length: 8 + HashBytes + HashBytes })
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[HashBytes];
        HMACSHA256.HashData(key, box.AsSpan(0, 8 + HashBytes), expected);
        return CryptographicOperations.FixedTimeEquals(expected, box.AsSpan(8 + HashBytes))
            ? new AuditHead(BinaryPrimitives.ReadInt64BigEndian(box), box[8..(8 + HashBytes)])
            : null;
    }

    /// <summary>Reads a chain from its first entry and compares its end with the head.</summary>
    public static AuditVerification Verify(IEnumerable<AuditEntry> entries, AuditHead? head) => Verify(entries, head, new AuditWitnesses(AuditHead.Empty, null, []));

    /// <summary>The same, with what else is known of the chain: where it begins, who signs its checkpoints, what was kept elsewhere.</summary>
    public static AuditVerification Verify(IEnumerable<AuditEntry> entries, AuditHead? head, AuditWitnesses witnesses)
    {
        var problems = new List<AuditProblem>();
        var start = witnesses.Start ?? AuditHead.Empty;
        var expected = start.Count + 1;
        var count = 0L;
        var previous = start.Hash;
        var anchors = witnesses.Anchors.Where(anchor => anchor.Through >= start.Count).ToLookup(anchor => anchor.Through);
        if (witnesses.Start is null)
        {
            Add(problems, AuditFault.StartMoved, 0);
        }

        foreach (var anchor in witnesses.Anchors.Where(anchor => witnesses.Signer?.Verifies(anchor) == false))
        {
            Add(problems, AuditFault.AnchorDisagrees, anchor.Through);
        }

        Span<byte> hash = stackalloc byte[HashBytes];
        foreach (var entry in entries)
        {
            count++;
            if (entry.Sequence != expected)
            {
                Add(problems, AuditFault.EntryMissing, entry.Sequence);
            }
            else if (!entry.Previous.Span.SequenceEqual(previous))
            {
                Add(problems, AuditFault.LinkBroken, entry.Sequence);
            }

            Hash(entry, hash);
            if (!entry.Hash.Span.SequenceEqual(hash))
            {
                Add(problems, AuditFault.EntryEdited, entry.Sequence);
            }

            if (entry.Kind == AuditKind.ChainBroken)
            {
                Add(problems, AuditFault.BrokenBefore, entry.Sequence);
            }

            if (entry.Kind == AuditKind.Checkpoint && witnesses.Signer is { } signer && !Vouches(entry, signer))
            {
                Add(problems, AuditFault.CheckpointForged, entry.Sequence);
            }

            if (anchors[entry.Sequence].Any(anchor => anchor.Hash != Convert.ToHexStringLower(entry.Hash.Span)))
            {
                Add(problems, AuditFault.AnchorDisagrees, entry.Sequence);
            }

            expected = entry.Sequence + 1;
            previous = entry.Hash.ToArray();
        }

        foreach (var anchor in anchors.Where(anchor => anchor.Key >= expected))
        {
            Add(problems, AuditFault.AnchorDisagrees, anchor.Key);
        }

        if (head is null)
        {
            Add(problems, AuditFault.HeadForged, expected - 1);
        }
        else if (head.Count != expected - 1 || !previous.AsSpan().SequenceEqual(head.Hash))
        {
            Add(problems, AuditFault.EndMoved, expected - 1);
        }

        return new AuditVerification(count, problems);
    }

    private static bool Vouches(AuditEntry entry, AuditSigner signer) =>
        !entry.Sealed && CheckpointJson.Read(entry.Payload.Span) is { } checkpoint && checkpoint.Through == entry.Sequence - 1
        && checkpoint.Hash == Convert.ToHexStringLower(entry.Previous.Span) && signer.Verifies(checkpoint);

    private static void Add(List<AuditProblem> problems, AuditFault fault, long sequence)
    {
        if (problems.Count < MaxProblems)
        {
            problems.Add(new AuditProblem(fault, sequence));
        }
    }
}

/// <summary>Where the chain ends.</summary>
internal sealed record AuditHead(long Count, byte[] Hash)
{
    public static AuditHead Empty { get; } = new(0, AuditChain.Genesis);
}

/// <summary>What is known of a chain besides its entries and its end.</summary>
/// <param name="Start">Where it begins: empty while nothing was cut; null when the note of a cut is forged.</param>
/// <param name="Signer">Whose checkpoints count; null: they are not looked at.</param>
/// <param name="Anchors">Checkpoints kept elsewhere.</param>
internal sealed record AuditWitnesses(AuditHead? Start, AuditSigner? Signer, IReadOnlyList<AuditCheckpoint> Anchors);
