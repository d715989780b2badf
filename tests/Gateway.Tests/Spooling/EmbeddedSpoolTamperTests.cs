using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Somebody with the files, but without the master key, changes them.</summary>
public sealed class EmbeddedSpoolTamperTests : IAsyncLifetime, IDisposable
{
    private readonly StoreFolder _folder = new();
    private EmbeddedSpool _spool = null!;

    public async Task InitializeAsync() => _spool = await EmbeddedSpool.OpenAsync(_folder.Options);

    public async Task DisposeAsync() => await _spool.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData(200_000)]
    public async Task AnyChangedByteOfARecord_IsFound(int size)
    {
        var content = Content(size);
        var id = (await _spool.CommitAsync(content)).Id;
        var place = RawStore.FindPlace(_folder.Database, id);
        var path = SegmentStore.PathOf(_folder.Segments, place.Segment);
        var payloadEnd = place.Length - 16; // the END trailer is for recovery; reading relies on the tags alone
        for (var at = 0L; at < payloadEnd; at += size > 1000 ? 997 : 1)
        {
            Flip(path, place.Offset + at);
            await Assert.ThrowsAsync<SpoolUnavailableException>(() => _spool.ReadOriginalAsync(id));
            Flip(path, place.Offset + at);
        }

        Assert.Equal(content, await _spool.ReadOriginalAsync(id));
    }

    [Fact]
    public async Task ShortenedRecord_NeverLooksLikeAShortMessage()
    {
        var id = (await _spool.CommitAsync(Content(300_000))).Id;
        var path = SegmentStore.PathOf(_folder.Segments, RawStore.FindPlace(_folder.Database, id).Segment);
        var whole = File.ReadAllBytes(path);
        foreach (var length in new[] { 64, 64 + 65_536, 64 + (2 * 65_536), whole.Length - 17 })
        {
            File.WriteAllBytes(path, whole[..length]);
            await Assert.ThrowsAsync<SpoolUnavailableException>(() => _spool.ReadOriginalAsync(id));
        }
    }

    [Fact]
    public async Task SwappedRecords_AreFound()
    {
        var first = (await _spool.CommitAsync(Content(1000, 1))).Id;
        var second = (await _spool.CommitAsync(Content(1000, 2))).Id;
        var (one, two) = (RawStore.FindPlace(_folder.Database, first), RawStore.FindPlace(_folder.Database, second));
        var path = SegmentStore.PathOf(_folder.Segments, one.Segment);
        var bytes = File.ReadAllBytes(path);
        var copy = bytes.AsSpan((int)two.Offset, (int)two.Length).ToArray();
        copy.CopyTo(bytes, one.Offset);
        File.WriteAllBytes(path, bytes);

        await Assert.ThrowsAsync<SpoolUnavailableException>(() => _spool.ReadOriginalAsync(first));
        Assert.Equal(Content(1000, 2), await _spool.ReadOriginalAsync(second));
    }

    [Fact]
    public async Task SwappedRows_AreFound()
    {
        var first = (await _spool.CommitAsync(Content(1000, 1))).Id;
        var second = (await _spool.CommitAsync(Content(1000, 2))).Id;
        await _spool.DisposeAsync();
        RawStore.Execute(
            _folder.Database,
            "UPDATE messages SET slot = (SELECT MIN(slot) + MAX(slot) FROM messages) - slot",
            "UPDATE groups SET revision = 'weaker'");
        var log = new LogLines();
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options, log);

        await Assert.ThrowsAsync<SpoolUnavailableException>(() => _spool.ReadOriginalAsync(first));
        Assert.Null(await _spool.FindAsync(second, CancellationToken.None));
        Assert.Contains(log.Lines, line => line.Id == 1106);

        // A damaged message can still be given up, on record.
        await _spool.EraseAsync(first, "os:admin", new UntrustedText("damaged"), CancellationToken.None);
    }

    [Fact]
    public async Task ExchangedEnvelopes_AreFound()
    {
        var first = (await _spool.CommitAsync("1")).Id;
        var second = (await _spool.CommitAsync("2")).Id;
        await _spool.DisposeAsync();
        RawStore.Execute(_folder.Database, "UPDATE messages SET envelope = (SELECT envelope FROM messages WHERE sequence = 1) WHERE sequence = 2");
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options);

        Assert.NotNull(await _spool.FindAsync(first, CancellationToken.None));
        Assert.Null(await _spool.FindAsync(second, CancellationToken.None));
    }

    [Fact]
    public async Task ChangedReport_IsFound()
    {
        var message = await _spool.CommitAsync("1");
        await _spool.ApplyAsync(new SpoolChange { Message = message.Id, Report = "{\"outcome\":\"blocked\"}"u8.ToArray() }, CancellationToken.None);
        RawStore.Execute(_folder.Database, "UPDATE reports SET report = zeroblob(60)");

        await Assert.ThrowsAsync<SpoolUnavailableException>(() => _spool.FindReportAsync(message.Id, 0, CancellationToken.None).AsTask());
    }

    private static void Flip(string path, long at)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Span<byte> one = stackalloc byte[1];
        RandomAccess.Read(file, one, at);
        one[0] ^= 0x40;
        RandomAccess.Write(file, one, at);
    }
}
