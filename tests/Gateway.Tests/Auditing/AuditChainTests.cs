using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tests.Spooling;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Auditing;

/// <summary>What somebody can do to the audit log with full access to the database, and what verification says of it.</summary>
public sealed class AuditChainTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("UPDATE audit SET actor = 'os:somebody' WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET time = time + 1 WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET kind = 11 WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET message = NULL WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET sealed = 0 WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET payload = zeroblob(length(payload)) WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET payload = x'' WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("UPDATE audit SET previous = zeroblob(32) WHERE sequence = 3", AuditFault.LinkBroken, 3)]
    [InlineData("DELETE FROM audit WHERE sequence = 1", AuditFault.EntryMissing, 2)]
    [InlineData("DELETE FROM audit WHERE sequence = 3", AuditFault.EntryMissing, 4)]
    [InlineData("DELETE FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit)", AuditFault.EndMoved, 6)]
    [InlineData("DELETE FROM audit", AuditFault.EndMoved, 0)]
    [InlineData("DELETE FROM meta WHERE name = 'audit-head'", AuditFault.HeadForged, 7)]
    [InlineData("UPDATE meta SET value = zeroblob(72) WHERE name = 'audit-head'", AuditFault.HeadForged, 7)]
    [InlineData("UPDATE audit SET sequence = -sequence WHERE sequence IN (3, 4); UPDATE audit SET sequence = 7 + sequence WHERE sequence < 0", AuditFault.EntryEdited, 3)]
    public async Task Finds(string tampering, AuditFault fault, long sequence)
    {
        await using var spool = await FillAsync();
        Assert.True((await spool.VerifyAsync(CancellationToken.None)).IsWhole);

        RawStore.Execute(_folder.Database, tampering);
        var verification = await spool.VerifyAsync(CancellationToken.None);
        Assert.False(verification.IsWhole);
        Assert.Contains(new AuditProblem(fault, sequence), verification.Problems);
    }

    [Fact]
    public void Finds_ARewrittenEnd_ByTheHeadItDoesNotMatch()
    {
        var key = SpoolExtensions.Content(32);
        var entries = MakeChain(5);
        var head = new AuditHead(5, entries[^1].Hash.ToArray());
        Assert.True(AuditChain.Verify(entries, AuditChain.OpenHead(AuditChain.SealHead(head, key), key)).IsWhole);

        // The whole end is written anew with hashes that fit: only the head tells.
        var rewritten = MakeChain(5, forged: 4);
        Assert.Equal([new AuditProblem(AuditFault.EndMoved, 5)], AuditChain.Verify(rewritten, head).Problems);
        Assert.Equal([new AuditProblem(AuditFault.EndMoved, 6)], AuditChain.Verify(MakeChain(6), head).Problems);
        Assert.Equal([new AuditProblem(AuditFault.EndMoved, 4)], AuditChain.Verify(MakeChain(4), head).Problems);
    }

    [Fact]
    public void Head_IsAcceptedOnlyWithItsKey_AndUnchanged()
    {
        var key = SpoolExtensions.Content(32);
        var box = AuditChain.SealHead(new AuditHead(5, SpoolExtensions.Content(32, 2)), key);
        Assert.Equal(5, AuditChain.OpenHead(box, key)!.Count);
        Assert.Null(AuditChain.OpenHead(box, SpoolExtensions.Content(32, 3)));
        Assert.Null(AuditChain.OpenHead(null, key));
        for (var i = 0; i < box.Length; i++)
        {
            var changed = box.ToArray();
            changed[i] ^= 1;
            Assert.Null(AuditChain.OpenHead(changed, key));
        }
    }

    [Fact]
    public void Hash_CoversEveryField()
    {
        var entry = MakeChain(1)[0] with { Message = MessageId.New(), Payload = "payload"u8.ToArray() };
        AuditEntry[] variants =
        [
            entry,
            entry with { Sequence = 2 },
            entry with { Time = entry.Time.AddTicks(1) },
            entry with { Kind = AuditKind.Erased },
            entry with { Message = null },
            entry with { Message = MessageId.New() },
            entry with { Sealed = true },
            entry with { Actor = "b" },
            entry with { Actor = "", Payload = "apayload"u8.ToArray() },
            entry with { Payload = "Payload"u8.ToArray() },
            entry with { Payload = ReadOnlyMemory<byte>.Empty },
            entry with { Previous = SpoolExtensions.Content(32) },
            entry with { Payload = SpoolExtensions.Content(5000) },
        ];
        var hashes = variants.Select(variant => Convert.ToHexString(HashOf(variant))).ToList();
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public async Task BrokenEnd_FoundAtStart_StaysFoundForGood()
    {
        await (await FillAsync()).DisposeAsync();
        RawStore.Execute(_folder.Database, "DELETE FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit)");

        var log = new LogLines();
        await using (var spool = await EmbeddedSpool.OpenAsync(_folder.Options, log))
        {
            Assert.Contains(log.Lines, line => line.Id == 1200);
            await spool.CommitAsync("mail goes on");
        }

        await using var again = await EmbeddedSpool.OpenAsync(_folder.Options);
        Assert.Contains((await again.VerifyAsync(CancellationToken.None)).Problems, problem => problem.Fault == AuditFault.BrokenBefore);
    }

    [Fact]
    public void Numbers_OfKinds_NeverChange()
    {
        var numbers = Enum.GetValues<AuditKind>().Select(kind => $"{kind}={(int)kind}");
        Assert.Equal(
            "Started=1 Stopped=2 ConfigurationChanged=3 AdministratorActed=4 Recovered=5 ChainBroken=6 Received=10 Delivered=11 Deferred=12 " +
            "Failed=13 Held=14 Retried=15 Dropped=16 Reported=17 OutputStored=18 Erased=19 Expired=20 PartHeld=21 PartOpened=22",
            string.Join(' ', numbers));
    }

    /// <summary>Seven entries: start, two messages, their steps, a note.</summary>
    private async Task<EmbeddedSpool> FillAsync()
    {
        var spool = await EmbeddedSpool.OpenAsync(_folder.Options);
        var first = await spool.CommitAsync("1");
        var second = await spool.CommitAsync("2");
        await spool.StepAsync(first.Id, 0, RecipientEvent.Delivered);
        await spool.StepAsync(second.Id, 0, RecipientEvent.Held);
        await spool.StepAsync(second.Id, 0, RecipientEvent.Retried);
        await spool.RecordAsync(new AuditNote(AuditKind.AdministratorActed, "os:admin", "{}"u8.ToArray()), CancellationToken.None);
        return spool;
    }

    private static List<AuditEntry> MakeChain(int count, int forged = 0)
    {
        var entries = new List<AuditEntry>();
        var previous = AuditChain.Genesis;
        for (var i = 1; i <= count; i++)
        {
            var entry = new AuditEntry
            {
                Sequence = i,
                Time = DateTimeOffset.UnixEpoch.AddSeconds(i),
                Kind = AuditKind.AdministratorActed,
                Actor = i == forged ? "mallory" : "a",
                Previous = previous,
                Hash = ReadOnlyMemory<byte>.Empty,
            };
            previous = HashOf(entry);
            entries.Add(entry with { Hash = previous });
        }

        return entries;
    }

    private static byte[] HashOf(AuditEntry entry)
    {
        var hash = new byte[AuditChain.HashBytes];
        AuditChain.Hash(entry, hash);
        return hash;
    }
}
