using System.Text;
using Mugai.Auditing;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>What is erased, dropped or too old is gone for good, and the audit log stays whole.</summary>
public abstract partial class SpoolContract
{
    [Fact]
    public async Task Erase_MakesEverythingOfAMessageUnreadable_AndTheChainStillVerifies()
    {
        var kept = await Spool.CommitAsync("kept");
        var message = await Spool.CommitAsync("secret");
        await Spool.StoreOutputAsync(message.Id, 0, new MemoryStream(Content(100)), CancellationToken.None);
        await ReportAsync(message.Id, 0, "report");
        await Spool.EraseAsync(message.Id, "os:admin", new UntrustedText("asked for by the sender"), CancellationToken.None);

        Assert.Null(await Spool.FindAsync(message.Id, CancellationToken.None));
        Assert.Null(await Spool.FindReportAsync(message.Id, 0, CancellationToken.None));
        await Assert.ThrowsAsync<SpoolUnavailableException>(() => Spool.ReadOriginalAsync(message.Id));
        await Assert.ThrowsAsync<SpoolUnavailableException>(() => Spool.ReadOutputAsync(message.Id, 0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Spool.StepAsync(message.Id, 0, RecipientEvent.Delivered));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Spool.EraseAsync(message.Id, "os:admin", default, CancellationToken.None).AsTask());
        Assert.Equal("kept"u8.ToArray(), await Spool.ReadOriginalAsync(kept.Id));

        var entries = await Audit.ReadAsync(1, 1000, CancellationToken.None);
        var sealedEntries = entries.Where(entry => entry.Message == message.Id && entry.Sealed).ToList();
        Assert.NotEmpty(sealedEntries);
        foreach (var entry in sealedEntries)
        {
            Assert.Null(await Audit.OpenPayloadAsync(entry, CancellationToken.None));
        }

        var erased = Assert.Single(entries, entry => entry.Kind == AuditKind.Erased);
        Assert.Equal(("os:admin", message.Id), (erased.Actor, erased.Message!.Value));
        Assert.Contains("asked for by the sender", Encoding.UTF8.GetString((await Audit.OpenPayloadAsync(erased, CancellationToken.None))!), StringComparison.Ordinal);
        Assert.True((await Audit.VerifyAsync(CancellationToken.None)).IsWhole);
        await ReopenAsync();
        Assert.True((await Audit.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task Erase_OfAWaitingMessage_IsADropOnRecord()
    {
        var message = await Spool.CommitAsync("x");
        await Spool.EraseAsync(message.Id, "os:admin", default, CancellationToken.None);

        var kinds = (await Audit.ReadAsync(1, 1000, CancellationToken.None)).Where(entry => entry.Message == message.Id).Select(entry => entry.Kind);
        Assert.Equal([AuditKind.Received, AuditKind.Dropped, AuditKind.Erased], kinds);
        Assert.Empty(await DueAsync(message.Envelope.ReceivedAt.AddYears(1), 10, None));
    }

    [Fact]
    public async Task Expire_TakesOnlyWhatIsFinalAndOldEnough()
    {
        var old = (await Spool.CommitAsync("old")).Id;
        var waiting = (await Spool.CommitAsync("waiting")).Id;
        var large = (await Spool.CommitAsync(Content(400_000))).Id;
        var recent = await Spool.CommitAsync(
            "recent"u8.ToArray(), Envelope("1@a") with { ReceivedAt = Envelope("1@a").ReceivedAt.AddDays(10) }, OneGroup, [0]);
        await Spool.StepAsync(old, 0, RecipientEvent.Delivered);
        await Spool.StepAsync(large, 0, RecipientEvent.Dropped);
        await Spool.StepAsync(recent.Id, 0, RecipientEvent.Failed);
        var received = recent.Envelope.ReceivedAt.AddDays(-10);

        Assert.Equal(0, await Spool.ExpireAsync(received, CancellationToken.None));
        Assert.Equal(2, await Spool.ExpireAsync(received.AddDays(1), CancellationToken.None));
        Assert.Null(await Spool.FindAsync(old, CancellationToken.None));
        Assert.Null(await Spool.FindAsync(large, CancellationToken.None));
        Assert.Equal("waiting"u8.ToArray(), await Spool.ReadOriginalAsync(waiting));
        Assert.Equal("recent"u8.ToArray(), await Spool.ReadOriginalAsync(recent.Id));
        Assert.True((await Audit.VerifyAsync(CancellationToken.None)).IsWhole);
    }
}
