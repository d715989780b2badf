using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>The contract, and what is particular to segments and SQLite.</summary>
public sealed class EmbeddedSpoolTests : SpoolContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    protected override async Task<ISpool> OpenAsync() => await EmbeddedSpool.OpenAsync(_folder.Options with { SegmentBytes = 4 * 1024 * 1024 });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_NothingReadable_OnDisk()
    {
        var marker = "the quick brown fox jumps over the lazy dog"u8.ToArray();
        var envelope = Envelope("very.private@city.example.lg.jp") with { MailFrom = "whistle.blower@example.com" };
        var message = await Spool.CommitAsync(marker, envelope, OneGroup, [0]);
        await Spool.StoreOutputAsync(message.Id, 0, new MemoryStream(marker), CancellationToken.None);
        await Spool.ApplyAsync(
            new SpoolChange
            {
                Message = message.Id,
                Steps = [new RecipientStep(0, RecipientEvent.Delivered, Reply: new UntrustedText("250 queued for very.private"))],
                Report = marker,
                Why = new UntrustedText("whistle.blower"),
                Holds = [new PartHold(0, "whistle.blower@example.com", envelope.ReceivedAt.AddDays(1))],
            },
            CancellationToken.None);

        Assert.False(_folder.Holds(marker));
        Assert.False(_folder.Holds("very.private"u8));
        Assert.False(_folder.Holds("whistle.blower"u8));
        Assert.False(_folder.Holds("192.0.2.1"u8));
        Assert.False(_folder.Holds("mta.example.com"u8));
    }

    [Fact]
    public async Task Erase_LeavesTheWrappedKeyNowhere_WhicheverOrderMessagesGoIn()
    {
        var ids = new List<MessageId>();
        for (var i = 0; i < 600; i++)
        {
            ids.Add((await Spool.CommitAsync(Content(100, i))).Id);
        }

        var wrapped = RawStore.ReadWrappedKeys(_folder.Database);
        Assert.Equal(600, wrapped.Count);
        Assert.True(_folder.Holds(wrapped[ids[0]]));

        var random = new Random(7);
        var erased = new List<MessageId>();
        for (var round = 0; round < 60; round++)
        {
            var id = ids[random.Next(ids.Count)];
            ids.Remove(id);
            erased.Add(id);
            await Spool.EraseAsync(id, "os:test", default, CancellationToken.None);
            Assert.False(_folder.Holds(wrapped[id]));
            if (round % 2 == 0)
            {
                await Spool.CommitAsync(Content(100, round)); // takes over a free slot
            }
        }

        Assert.All(erased, id => Assert.False(_folder.Holds(wrapped[id])));
        foreach (var id in ids)
        {
            Assert.Equal(100, (await Spool.ReadOriginalAsync(id)).Length);
        }
    }

    [Fact]
    public async Task GivesBack_SegmentsNobodyRefersTo()
    {
        var large = await Spool.CommitAsync(Content(3_000_000));
        var filling = new List<MessageId>();
        for (var i = 0; i < 90; i++)
        {
            filling.Add((await Spool.CommitAsync(Content(100_000, i))).Id);
        }

        var before = Directory.GetFiles(_folder.Segments).Length;
        Assert.True(before >= 4);
        foreach (var id in filling.Append(large.Id))
        {
            await Spool.StepAsync(id, 0, RecipientEvent.Delivered);
        }

        var kept = await Spool.CommitAsync("kept");
        Assert.Equal(91, await Spool.ExpireAsync(large.Envelope.ReceivedAt.AddDays(1), CancellationToken.None));
        Assert.Single(Directory.GetFiles(_folder.Segments));
        Assert.Equal("kept"u8.ToArray(), await Spool.ReadOriginalAsync(kept.Id));
    }

    [Fact]
    public async Task Reading_GoesOn_WhileTheMessageIsErased()
    {
        var content = Content(900_000);
        var message = await Spool.CommitAsync(content);
        await using var stream = await Spool.OpenOriginalAsync(message.Id, CancellationToken.None);
        var start = new byte[1000];
        await stream.ReadExactlyAsync(start);
        await Spool.EraseAsync(message.Id, "os:test", default, CancellationToken.None);

        var rest = new MemoryStream();
        await stream.CopyToAsync(rest);
        Assert.Equal(content, start.Concat(rest.ToArray()));
    }

    [Fact]
    public async Task ClosedStore_LeavesNoPreallocatedRoom()
    {
        await Spool.CommitAsync(Content(1000));
        await Spool.DisposeAsync();
        Assert.All(Directory.GetFiles(_folder.Segments), path => Assert.True(new FileInfo(path).Length < 10_000));
        Assert.False(File.Exists(_folder.Database + "-wal"));
    }

    [Fact]
    public async Task BoundsThePlaintextKeptInMemory()
    {
        await using var spool = await EmbeddedSpool.OpenAsync(
            _folder.Options with { Path = _folder.Store + "2", RecentOriginalBytes = 10_000 });
        var first = await spool.CommitAsync(Content(6000));
        var second = await spool.CommitAsync(Content(6000));
        Assert.NotNull(first.RecentOriginal);
        Assert.Null(second.RecentOriginal);
        await spool.StepAsync(first.Id, 0, RecipientEvent.Delivered);
        Assert.NotNull((await spool.CommitAsync(Content(6000))).RecentOriginal);
    }
}
