using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Each step of a commit fails once: nobody is told 250 for what is not kept, and nothing that was acknowledged is lost.</summary>
public sealed class EmbeddedSpoolFaultTests : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly StoreFolder _folder = new();
    private readonly FaultyFiles _files = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int, bool> EveryFault()
    {
        var data = new TheoryData<string, int, bool>();
        foreach (var step in Enum.GetNames<FileStep>())
        {
            foreach (var size in new[] { 90_000, 300_000 })
            {
                foreach (var outOfSpace in new[] { false, true })
                {
                    data.Add(step, size, outOfSpace);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task AcknowledgesNothing_WhileAStepFails_AndRecoversByItself(string step, int size, bool outOfSpace)
    {
        var failing = Enum.Parse<FileStep>(step);
        await using var spool = await OpenAsync();
        var before = (await spool.CommitAsync(Content(size, 1))).Id;

        // A fresh segment makes every step happen again: creation, name, writes, sync.
        await FillSegmentAsync(spool);
        _files.OutOfSpace = outOfSpace;
        _files.Failing = failing;
        var attempts = new List<(Exception? Failure, int Seed)>();
        for (var seed = 100; seed < 130; seed++)
        {
            attempts.Add((await Record.ExceptionAsync(() => spool.CommitAsync(Content(size, seed))), seed));
        }

        if (failing != FileStep.Truncate)
        {
            var refused = attempts.Where(attempt => attempt.Failure is not null).Select(attempt => Assert.IsType<SpoolUnavailableException>(attempt.Failure));
            Assert.NotEmpty(refused);
            Assert.All(refused, failure => Assert.Equal(outOfSpace, failure.OutOfSpace));
        }

        _files.Failing = null;
        var after = await UntilTakenAsync(() => spool.CommitAsync(Content(size, 2)));
        Assert.Equal(SpoolSpace.Ok, spool.Space);
        Assert.Equal(Content(size, 1), await spool.ReadOriginalAsync(before));
        Assert.Equal(Content(size, 2), await spool.ReadOriginalAsync(after.Id));
        await AssertOnlyAcknowledgedAsync(spool, 1 + FillMessages + attempts.Count(attempt => attempt.Failure is null) + 1);
        await spool.DisposeAsync();

        await using var again = await OpenAsync();
        Assert.Equal(0, again.Recovery.DamagedMessages);
        Assert.Equal(Content(size, 2), await again.ReadOriginalAsync(after.Id));
        Assert.True((await again.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task AcknowledgesNothing_WhenTheTransactionFails()
    {
        await using var spool = await OpenAsync();
        var kept = await spool.CommitAsync("kept");
        using (var intruder = SqliteConnection.Open(_folder.Database, create: false))
        {
            intruder.Execute("BEGIN IMMEDIATE"); // the writer's transaction runs into its time-out
            await Assert.ThrowsAsync<SpoolUnavailableException>(() => spool.CommitAsync("refused"));
            intruder.Execute("ROLLBACK");
        }

        var after = await UntilTakenAsync(() => spool.CommitAsync("after"));
        Assert.Equal("kept"u8.ToArray(), await spool.ReadOriginalAsync(kept.Id));
        Assert.Equal("after"u8.ToArray(), await spool.ReadOriginalAsync(after.Id));
        await AssertOnlyAcknowledgedAsync(spool, 2);
        Assert.True((await spool.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task AfterAFailedSync_TheSegmentIsNeverUsedAgain()
    {
        await using var spool = await OpenAsync();
        var first = RawPlace(await spool.CommitAsync("first"));
        _files.Failing = FileStep.Sync;
        await Assert.ThrowsAsync<SpoolUnavailableException>(() => spool.CommitAsync("refused"));
        _files.Failing = null;

        var second = RawPlace(await UntilTakenAsync(() => spool.CommitAsync("second")));
        Assert.NotEqual(first.Segment, second.Segment);
        Assert.Equal(first.Offset + first.Length, new FileInfo(SegmentStore.PathOf(_folder.Segments, first.Segment)).Length);
    }

    [Fact]
    public async Task UnderTheReserve_NoMailIsTaken_ButDeliveryGoesOn()
    {
        var options = _folder.Options with { ReserveBytes = 50 * 1024 * 1024 };
        await using var spool = await EmbeddedSpool.OpenAsync(options, _files, NullLogger.Instance, new FastTimers(), CancellationToken.None);
        var message = await spool.CommitAsync("before");
        _files.FreeBytes = 40 * 1024 * 1024;

        var refused = await Assert.ThrowsAsync<SpoolUnavailableException>(() => spool.CommitAsync("refused"));
        Assert.True(refused.OutOfSpace);
        Assert.Equal(SpoolSpace.UnderReserve, spool.Space);
        await spool.StoreOutputAsync(message.Id, 0, new MemoryStream(Content(200_000)), CancellationToken.None);
        await spool.StepAsync(message.Id, 0, RecipientEvent.Delivered);
        Assert.Equal(Content(200_000), await spool.ReadOutputAsync(message.Id, 0));

        // A large message that is under way when the reserve is reached stops there, not when the disk is full.
        await using var writer = spool.BeginOriginal();
        Assert.True((await Assert.ThrowsAsync<SpoolUnavailableException>(() => writer.WriteAsync(Content(1_000_000), CancellationToken.None).AsTask())).OutOfSpace);

        _files.FreeBytes = null;
        await UntilTakenAsync(() => spool.CommitAsync("after"));
        await AssertOnlyAcknowledgedAsync(spool, 2);
    }

    [Fact]
    public async Task PowerCut_AfterAnyAnswer_LosesNothingThatWasAcknowledged()
    {
        await using var spool = await OpenAsync();
        var acknowledged = new Dictionary<MessageId, byte[]>();
        for (var round = 0; round < 6; round++)
        {
            foreach (var size in new[] { 10, 5000, 200_000 })
            {
                var content = Content(size, size + round);
                acknowledged.Add((await spool.CommitAsync(content)).Id, content);
            }

            using var copy = new StoreFolder();
            _folder.CopyTo(copy);
            _files.CutPower(copy.Segments);
            await using var survivor = await EmbeddedSpool.OpenAsync(copy.Options);
            Assert.Equal(0, survivor.Recovery.DamagedMessages);
            foreach (var (id, content) in acknowledged)
            {
                Assert.Equal(content, await survivor.ReadOriginalAsync(id));
            }

            Assert.True((await survivor.VerifyAsync(CancellationToken.None)).IsWhole);
        }
    }

    [Fact]
    public async Task Syncs_OncePerBatch_AndNotForMereChanges()
    {
        await using var spool = await OpenAsync();
        var messages = await Task.WhenAll(Enumerable.Range(0, 200).Select(seed => Task.Run(() => spool.CommitAsync(Content(500, seed)))));
        var syncs = _files.Steps.Count(step => step == FileStep.Sync);
        Assert.InRange(syncs, 1, 199);

        await Task.WhenAll(messages.Select(message => spool.StepAsync(message.Id, 0, RecipientEvent.Delivered)));
        Assert.Equal(syncs, _files.Steps.Count(step => step == FileStep.Sync));
    }

    [Fact]
    public async Task TornTail_IsCutAtEveryLength()
    {
        MessageId keptId;
        (long Segment, long Offset, long Length) last;
        await using (var spool = await OpenAsync())
        {
            keptId = (await spool.CommitAsync("kept")).Id;
            last = RawPlace(await spool.CommitAsync("the last record"));
        }

        // A record without a row, torn at each byte, behind the last acknowledged one.
        var path = SegmentStore.PathOf(_folder.Segments, last.Segment);
        var whole = File.ReadAllBytes(path);
        var record = whole.AsSpan((int)last.Offset, (int)last.Length).ToArray();
        for (var torn = 0; torn <= record.Length; torn++)
        {
            File.WriteAllBytes(path, [.. whole, .. record.AsSpan(0, torn), .. new byte[100]]);
            await using var spool = await OpenAsync();
            Assert.Equal(torn == record.Length ? 1 : 0, spool.Recovery.DroppedRecords);
            Assert.Equal(torn + 100, spool.Recovery.CutBytes);
            Assert.Equal(0, spool.Recovery.DamagedMessages);
            Assert.Equal(whole, File.ReadAllBytes(path));
            Assert.Equal("kept"u8.ToArray(), await spool.ReadOriginalAsync(keptId));
        }
    }

    [Fact]
    public async Task AcknowledgedRecordThatIsShortOrMissing_IsReportedLoudly()
    {
        var kept = default(MessageId);
        (long Segment, long Offset, long Length) last;
        await using (var spool = await OpenAsync())
        {
            kept = (await spool.CommitAsync("kept")).Id;
            last = RawPlace(await spool.CommitAsync("damaged"));
        }

        var path = SegmentStore.PathOf(_folder.Segments, last.Segment);
        var whole = File.ReadAllBytes(path);
        for (var cut = 1; cut <= last.Length; cut += 7)
        {
            File.WriteAllBytes(path, whole[..^cut]);
            var log = new LogLines();
            await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, log);
            Assert.Equal(1, spool.Recovery.DamagedMessages);
            Assert.Contains(log.Lines, line => line.Id == 1101);
            Assert.Equal("kept"u8.ToArray(), await spool.ReadOriginalAsync(kept));
        }

        File.Delete(path);
        await using var without = await EmbeddedSpool.OpenAsync(_folder.Options);
        Assert.Equal(2, without.Recovery.DamagedMessages);
    }

    [Fact]
    public async Task LeftoverFiles_AreRemovedAtStart()
    {
        await (await OpenAsync()).DisposeAsync();
        File.WriteAllBytes(SegmentStore.PathOf(_folder.Segments, 77), Content(100_000));

        await using var spool = await OpenAsync();
        Assert.Equal(1, spool.Recovery.RemovedFiles);
        Assert.False(File.Exists(SegmentStore.PathOf(_folder.Segments, 77)));
        Assert.Equal("x"u8.ToArray(), await spool.ReadOriginalAsync((await spool.CommitAsync("x")).Id));
    }

    private const int FillMessages = 11;

    private async Task<EmbeddedSpool> OpenAsync() => await EmbeddedSpool.OpenAsync(
        _folder.Options with { SegmentBytes = 1024 * 1024 }, _files, NullLogger.Instance, new FastTimers(), CancellationToken.None);

    private static async Task FillSegmentAsync(EmbeddedSpool spool)
    {
        for (var i = 0; i < FillMessages; i++)
        {
            await spool.CommitAsync(Content(100_000, 1000 + i));
        }
    }

    private (long Segment, long Offset, long Length) RawPlace(SpooledMessage message) => RawStore.FindPlace(_folder.Database, message.Id);

    private static async Task AssertOnlyAcknowledgedAsync(EmbeddedSpool spool, int acknowledged) =>
        Assert.Equal(acknowledged, (await spool.ListAsync(Enum.GetValues<RecipientState>().ToHashSet(), 1000, CancellationToken.None)).Count);

    /// <summary>The real clock, but the store looks after itself every 20 ms instead of every second.</summary>
    private sealed class FastTimers : TimeProvider
    {
        private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Often, Often);
    }

    /// <summary>Tries as a sending server does, until the store has recovered.</summary>
    private static async Task<SpooledMessage> UntilTakenAsync(Func<Task<SpooledMessage>> commit)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        while (true)
        {
            try
            {
                return await commit();
            }
            catch (SpoolUnavailableException) when (!guard.IsCancellationRequested)
            {
                await Task.Delay(50);
            }
        }
    }
}
