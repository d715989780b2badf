using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>A tenant's mail lies under the tenant's key; without the key there is no mail.</summary>
public sealed class TenantKeyTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnErasedTenantsMail_IsGone_AndEverybodyElsesIsThere()
    {
        var keys = new List<byte[]>();
        List<MessageId> city, town;
        MessageId both;
        await using (var spool = await OpenAsync())
        {
            city = [await CommitAsync(spool, "city", "one"), await CommitAsync(spool, "city", "two")];
            town = [await CommitAsync(spool, "town", "three")];
            both = await CommitForBothAsync(spool, "four");
            keys.AddRange(CityKeys());
            Assert.Equal(3, keys.Count); // its own, and those of two messages
            Assert.All(keys, key => Assert.True(_folder.Holds(key)));

            var erased = await spool.EraseTenantAsync("city", "os:test", new UntrustedText("left the cloud"), CancellationToken.None);
            Assert.Equal((2L, 1L), (erased.Messages, erased.Shared));
            await AssertStateAsync(spool);
        }

        await using var again = await OpenAsync();
        await AssertStateAsync(again);
        Assert.All(keys, key => Assert.False(_folder.Holds(key)));

        async Task AssertStateAsync(EmbeddedSpool spool)
        {
            foreach (var id in city)
            {
                Assert.Null(await spool.FindAsync(id, CancellationToken.None));
                await Assert.ThrowsAsync<SpoolUnavailableException>(() => spool.ReadOriginalAsync(id));
            }

            Assert.Equal("three", Encoding.UTF8.GetString(await spool.ReadOriginalAsync(town[0])));
            Assert.Equal("four", Encoding.UTF8.GetString(await spool.ReadOriginalAsync(both)));
            Assert.Equal([RecipientState.Dropped, RecipientState.Queued], (await spool.GetAsync(both)).Recipients.Select(recipient => recipient.State));
            Assert.Empty((await spool.VerifyAsync(CancellationToken.None)).Problems);
            var note = Assert.Single(await spool.SearchAsync(new AuditQuery { Kinds = [AuditKind.AdministratorActed], Max = 10 }, CancellationToken.None));
            Assert.Equal("os:test", note.Actor);
            Assert.Equal("{\"act\":\"tenant.erase\",\"tenant\":\"city\",\"why\":\"left the cloud\"}", Encoding.UTF8.GetString(note.Payload.Span));
        }
    }

    [Fact]
    public async Task MailFromBeforeTenantsHadKeys_StaysReadable_AndIsErasedWithTheRest()
    {
        MessageId old;
        await using (var spool = await OpenAsync())
        {
            old = await CommitForBothAsync(spool, "from before");
        }

        // Wrapped by the master key and one tenant's alone: as every message was.
        RawStore.Execute(_folder.Database, "DELETE FROM groups WHERE number = 1", "UPDATE recipients SET grp = 0", "DELETE FROM tenantkeys");
        await using var again = await OpenAsync();
        Assert.Equal("from before", Encoding.UTF8.GetString(await again.ReadOriginalAsync(old)));
        Assert.Equal(1, (await again.EraseTenantAsync("city", "os:test", new UntrustedText("left"), CancellationToken.None)).Messages);
        Assert.Null(await again.FindAsync(old, CancellationToken.None));
    }

    [Fact]
    public async Task ATenantThatComesBack_GetsAnotherKey()
    {
        MessageId later;
        await using (var spool = await OpenAsync())
        {
            await CommitAsync(spool, "city", "before");
            await spool.EraseTenantAsync("city", "os:test", new UntrustedText("left"), CancellationToken.None);
            later = await CommitAsync(spool, "city", "after");
            Assert.Equal([(1, false), (2, true)], spool.TenantKeys.Select(key => ((int)key.Number, key.IsAlive)));
        }

        await using var again = await OpenAsync();
        Assert.Equal("after", Encoding.UTF8.GetString(await again.ReadOriginalAsync(later)));
    }

    [Fact]
    public async Task AnErasureThatWasInterrupted_IsUnreadableAtOnce_AndClearedAwayLater()
    {
        MessageId city, town;
        await using (var spool = await OpenAsync())
        {
            city = await CommitAsync(spool, "city", "one");
            town = await CommitAsync(spool, "town", "two");
        }

        // Killed right after the key was destroyed.
        RawStore.Execute(
            _folder.Database, "UPDATE keys SET wrapped = zeroblob(60) WHERE slot = (SELECT slot FROM tenantkeys WHERE tenant = 'city')",
            "UPDATE tenantkeys SET slot = NULL, through = (SELECT MAX(sequence) FROM messages) WHERE tenant = 'city'");
        await using var again = await OpenAsync();
        await Assert.ThrowsAsync<SpoolUnavailableException>(() => again.ReadOriginalAsync(city));
        await again.ExpireAsync(DateTimeOffset.MinValue, CancellationToken.None);
        Assert.Equal(["town"], (await again.CountByTenantAsync(waitingOnly: false, CancellationToken.None)).Select(stock => stock.Tenant));
        Assert.Equal("two", Encoding.UTF8.GetString(await again.ReadOriginalAsync(town)));
        Assert.All(again.TenantKeys, key => Assert.Null(key.Through));
    }

    /// <summary>250 means kept: what is acknowledged while its tenant is being erased is either erased or readable, never there and unreadable.</summary>
    [Fact]
    public async Task MailThatArrivesWhileItsTenantIsErased_IsErasedOrReadable()
    {
        await using var spool = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var acknowledged = new List<MessageId>[4];
        var senders = Enumerable.Range(0, acknowledged.Length).Select(sender => Task.Run(async () =>
        {
            acknowledged[sender] = [];
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    acknowledged[sender].Add(await CommitAsync(spool, "city", "x"));
                }
                catch (SpoolUnavailableException)
                {
                    // 451: the sender keeps it.
                }
            }
        })).ToList();
        for (var round = 0; round < 30; round++)
        {
            await spool.EraseTenantAsync("city", "os:test", new UntrustedText("again"), CancellationToken.None);
        }

        await stop.CancelAsync();
        await Task.WhenAll(senders);
        foreach (var id in acknowledged.SelectMany(ids => ids))
        {
            // The database knows it: then it opens.
            if ((await spool.FindAsync(id, CancellationToken.None)) is not null)
            {
                Assert.Equal("x", Encoding.UTF8.GetString(await spool.ReadOriginalAsync(id)));
            }
        }

        Assert.Equal((await spool.CountByTenantAsync(waitingOnly: false, CancellationToken.None)).Sum(stock => stock.Messages), (await spool.ListAsync(new HashSet<RecipientState> { RecipientState.Queued }, int.MaxValue, CancellationToken.None)).Count);
        Assert.Empty((await spool.VerifyAsync(CancellationToken.None)).Problems);
    }

    private static async Task<MessageId> CommitAsync(EmbeddedSpool spool, string tenant, string text) =>
        (await spool.CommitAsync(Encoding.UTF8.GetBytes(text), Envelope($"taro@{tenant}.example.lg.jp"), [new RecipientGroup(0, tenant, "default", "rev-1")], [0])).Id;

    private static async Task<MessageId> CommitForBothAsync(EmbeddedSpool spool, string text) =>
        (await spool.CommitAsync(
            Encoding.UTF8.GetBytes(text), Envelope("taro@city.example.lg.jp", "jiro@town.example.lg.jp"),
            [new RecipientGroup(0, "city", "default", "rev-1"), new RecipientGroup(1, "town", "default", "rev-1")], [0, 1])).Id;

    private List<byte[]> CityKeys()
    {
        using var connection = SqliteConnection.Open(_folder.Database, create: false);
        using var query = connection.Prepare(
            "SELECT wrapped FROM keys WHERE slot IN (SELECT slot FROM tenantkeys WHERE tenant = 'city' UNION SELECT slot FROM messages WHERE owner = (SELECT number FROM tenantkeys WHERE tenant = 'city'))");
        var keys = new List<byte[]>();
        while (query.Step())
        {
            keys.Add(query.Blob(0).ToArray());
        }

        return keys;
    }

    private Task<EmbeddedSpool> OpenAsync() => EmbeddedSpool.OpenAsync(_folder.Options, NullLogger.Instance).AsTask();
}
