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
    public async Task Checkpoint_KeptElsewhere_TellsThatTheWholeStoreWasPutBack()
    {
        using var older = new StoreFolder();
        await (await FillAsync()).DisposeAsync();
        _folder.CopyTo(older);
        AuditCheckpoint anchor;
        await using (var spool = await EmbeddedSpool.OpenAsync(_folder.Options))
        {
            await spool.CommitAsync("this never happened");
            anchor = await spool.CheckpointAsync(CancellationToken.None);
            Assert.True((await spool.VerifyAsync([anchor], CancellationToken.None)).IsWhole);
            Assert.Equal(
                [new AuditProblem(AuditFault.AnchorDisagrees, anchor.Through)],
                (await spool.VerifyAsync([anchor with { Signature = Convert.ToBase64String(new byte[64]) }], CancellationToken.None)).Problems);
        }

        await using var back = await EmbeddedSpool.OpenAsync(older.Options);
        Assert.True((await back.VerifyAsync(CancellationToken.None)).IsWhole);
        Assert.Contains(new AuditProblem(AuditFault.AnchorDisagrees, anchor.Through), (await back.VerifyAsync([anchor], CancellationToken.None)).Problems);
        for (var i = 0; i < 5; i++)
        {
            await back.CommitAsync("something else instead");
        }

        Assert.Contains(new AuditProblem(AuditFault.AnchorDisagrees, anchor.Through), (await back.VerifyAsync([anchor], CancellationToken.None)).Problems);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE sequence <= (SELECT sequence + 1 FROM audit WHERE kind = 7)", AuditFault.EntryMissing)]
    [InlineData("DELETE FROM meta WHERE name = 'audit-start'", AuditFault.EntryMissing)]
    [InlineData("UPDATE meta SET value = (SELECT value FROM meta WHERE name = 'audit-head') WHERE name = 'audit-start'", AuditFault.StartMoved)]
    [InlineData("UPDATE audit SET payload = replace(CAST(payload AS TEXT), 'through', 'thr0ugh') WHERE kind = 7", AuditFault.CheckpointForged)]
    public async Task Retention_CutsAtACheckpointAlone_AndACutCannotBeForged(string tampering, AuditFault fault)
    {
        await using var spool = await FillAsync();
        Assert.Equal(0, await spool.CutAsync(DateTimeOffset.MaxValue, CancellationToken.None));
        var first = await spool.CheckpointAsync(CancellationToken.None);
        var message = await spool.CommitAsync("after");

        Assert.Equal(first.Through, await spool.CutAsync(DateTimeOffset.MaxValue, CancellationToken.None));
        var left = await spool.ReadAsync(0, 100, CancellationToken.None);
        Assert.Equal([AuditKind.Checkpoint, AuditKind.Received, AuditKind.Cut], left.Select(entry => entry.Kind));
        Assert.Equal(first.Through + 1, left[0].Sequence);
        Assert.True((await spool.VerifyAsync([first], CancellationToken.None)).IsWhole);
        Assert.Equal([AuditKind.Received], (await spool.SearchAsync(new AuditQuery { Message = message.Id }, CancellationToken.None)).Select(entry => entry.Kind));

        RawStore.Execute(_folder.Database, tampering);
        Assert.Contains((await spool.VerifyAsync(CancellationToken.None)).Problems, problem => problem.Fault == fault);
    }

    [Fact]
    public async Task Checkpoints_ComeByThemselves_AlsoAfterTheClockWasSetBack()
    {
        var time = new SettableTime(new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero));
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, time);
        async Task<int> AfterAsync(TimeSpan step)
        {
            time.Now += step;
            await spool.RecordAsync(new AuditNote(AuditKind.AdministratorActed, "os:admin", "{}"u8.ToArray()), CancellationToken.None);
            return (await spool.SearchAsync(new AuditQuery { Kinds = [AuditKind.Checkpoint] }, CancellationToken.None)).Count;
        }

        Assert.Equal(0, await AfterAsync(TimeSpan.FromMinutes(59)));
        Assert.Equal(1, await AfterAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, await AfterAsync(TimeSpan.Zero));
        Assert.Equal(2, await AfterAsync(TimeSpan.FromDays(-2)));
        for (var i = 0; i < 1000; i++)
        {
            await AfterAsync(TimeSpan.Zero);
        }

        Assert.Equal(3, await AfterAsync(TimeSpan.Zero));
        Assert.True((await spool.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task Retention_CutsNothingRecent_WhenTheClockWasSetBackForAWhile()
    {
        var time = new SettableTime(new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero));
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, time);
        var recent = await spool.CommitAsync("recent");
        time.Now = time.Now.AddYears(-3);
        await spool.CheckpointAsync(CancellationToken.None);
        time.Now = time.Now.AddYears(3).AddHours(2);
        Assert.Equal(0, await spool.CutAsync(time.Now.AddYears(-1), CancellationToken.None));
        Assert.NotEmpty(await spool.SearchAsync(new AuditQuery { Message = recent.Id }, CancellationToken.None));

        time.Now = time.Now.AddYears(2);
        await spool.CheckpointAsync(CancellationToken.None);
        Assert.True(await spool.CutAsync(time.Now.AddYears(-1), CancellationToken.None) > 0);
        Assert.True((await spool.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Theory]
    [InlineData("UPDATE audit SET sequence = sequence + 1000 WHERE sequence > 3; INSERT INTO audit SELECT 4, time, kind, message, actor, sealed, payload, hash, zeroblob(32) FROM audit WHERE sequence = 3; UPDATE audit SET sequence = sequence - 999 WHERE sequence > 1000", AuditFault.EntryEdited, 4)]
    [InlineData("UPDATE audit SET payload = (SELECT payload FROM audit WHERE sequence = 2), message = (SELECT message FROM audit WHERE sequence = 2) WHERE sequence = 3", AuditFault.EntryEdited, 3)]
    [InlineData("DELETE FROM audit WHERE sequence IN (3, 4); UPDATE audit SET sequence = sequence - 2 WHERE sequence > 4", AuditFault.EntryEdited, 3)]
    public async Task Finds_WhatWasPutIn_ExchangedOrClosedUp(string tampering, AuditFault fault, long sequence)
    {
        await using var spool = await FillAsync();
        RawStore.Execute(_folder.Database, tampering);
        Assert.Contains(new AuditProblem(fault, sequence), (await spool.VerifyAsync(CancellationToken.None)).Problems);
    }

    [Fact]
    public async Task Search_FindsByKindActorTimeAndMessage_NewestFirst()
    {
        await using var spool = await FillAsync();
        async Task<IEnumerable<long>> FindAsync(AuditQuery query) => (await spool.SearchAsync(query, CancellationToken.None)).Select(entry => entry.Sequence);
        var second = (await spool.ReadAsync(3, 1, CancellationToken.None))[0].Message!.Value;

        Assert.Equal([6, 5, 3], await FindAsync(new AuditQuery { Message = second }));
        Assert.Equal([7], await FindAsync(new AuditQuery { Actor = "os:admin" }));
        Assert.Equal([3, 2], await FindAsync(new AuditQuery { Kinds = [AuditKind.Received] }));
        Assert.Equal([6, 5], await FindAsync(new AuditQuery { Before = 7, Max = 2 }));
        Assert.Empty(await FindAsync(new AuditQuery { From = DateTimeOffset.UtcNow.AddDays(1) }));
        await spool.EraseAsync(second, "os:admin", default, CancellationToken.None);
        Assert.Equal([9, 8, 6, 5, 3], await FindAsync(new AuditQuery { Message = second }));
    }

    [Fact]
    public void Numbers_OfKinds_NeverChange()
    {
        var numbers = Enum.GetValues<AuditKind>().Select(kind => $"{kind}={(int)kind}");
        Assert.Equal(
            "Started=1 Stopped=2 ConfigurationChanged=3 AdministratorActed=4 Recovered=5 ChainBroken=6 Checkpoint=7 Cut=8 HoldChanged=9 Received=10 Delivered=11 Deferred=12 " +
            "Failed=13 Held=14 Retried=15 Dropped=16 Reported=17 OutputStored=18 Erased=19 Expired=20 PartHeld=21 PartOpened=22 " +
            "Pinned=23 Read=24 PasswordTyped=25 Previewed=26 PolicyChosen=27 Requested=30 Seconded=31 Approved=32 Refused=33 Withdrawn=34 Lapsed=35 Released=36 SentAgain=37 Reminded=38 Escalated=39 " +
            "SignedIn=60 SignInRefused=61 SignedOut=62 LockedOut=63 AccountChanged=64 Delegated=65 PeopleImported=66 FilesChecked=80",
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

/// <summary>A clock that the test sets; timers stand still.</summary>
internal sealed class SettableTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
