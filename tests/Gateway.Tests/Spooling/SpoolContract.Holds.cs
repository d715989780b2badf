using System.Text;
using Mugai.Auditing;
using Mugai.Sanitizing;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Parts that wait for a password.</summary>
public abstract partial class SpoolContract
{
    private const string Sender = "Sender@example.com";

    [Fact]
    public async Task Finds_WaitingParts_BySenderAndRecipient_WhateverTheCase()
    {
        var message = await HoldAsync(Sender, "Taro@city.example.lg.jp", "jiro@city.example.lg.jp");
        var now = message.Envelope.ReceivedAt;
        await ReopenAsync();

        Assert.Equal([new WaitingParts(message.Id, 0)], await WaitingAsync("sender@EXAMPLE.com", "taro@CITY.example.lg.jp", now));
        Assert.Equal([new WaitingParts(message.Id, 1)], await WaitingAsync(Sender, "jiro@city.example.lg.jp", now));
        Assert.Empty(await WaitingAsync("other@example.com", "taro@city.example.lg.jp", now));
        Assert.Empty(await WaitingAsync(Sender, "hanako@city.example.lg.jp", now));
        Assert.Empty(await WaitingAsync(Sender + "taro", "@city.example.lg.jp", now));
    }

    [Fact]
    public async Task Waiting_EndsWithItsTime()
    {
        var message = await HoldAsync(Sender, "1@a");
        var until = message.Envelope.ReceivedAt.AddDays(3);

        Assert.Single(await WaitingAsync(Sender, "1@a", until.AddTicks(-1)));
        Assert.Empty(await WaitingAsync(Sender, "1@a", until));
    }

    [Fact]
    public async Task Opened_EndsOneRecipientsWaiting_OnceAndOnRecord()
    {
        var message = await HoldAsync(Sender, "1@a", "2@a");
        var opened = new SpoolChange { Message = message.Id, Opened = [1], Why = new UntrustedText("password mail") };
        await Spool.ApplyAsync(opened, CancellationToken.None);

        Assert.Single(await WaitingAsync(Sender, "1@a", message.Envelope.ReceivedAt));
        Assert.Empty(await WaitingAsync(Sender, "2@a", message.Envelope.ReceivedAt));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Spool.ApplyAsync(opened, CancellationToken.None).AsTask());
        var entries = (await Audit.ReadAsync(1, 1000, CancellationToken.None)).Where(entry => entry.Message == message.Id).ToList();
        Assert.Equal(
            [AuditKind.Received, AuditKind.Delivered, AuditKind.Delivered, AuditKind.PartHeld, AuditKind.PartHeld, AuditKind.PartOpened], entries.Select(entry => entry.Kind));
        Assert.All(entries, entry => Assert.True(entry.Sealed));
        Assert.Contains("password mail", Encoding.UTF8.GetString((await Audit.OpenPayloadAsync(entries[^1], CancellationToken.None))!), StringComparison.Ordinal);
        Assert.True((await Audit.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task AChosenPolicy_JudgesItsGroupFromThenOn_OnRecord()
    {
        var message = await Spool.CommitAsync("x");
        var chosen = new ChosenPolicy("strict", "r2", new(AuthenticationResult.Pass, 0, AuthenticationResult.Fail));
        await Spool.ApplyAsync(new SpoolChange { Message = message.Id, Chosen = chosen }, CancellationToken.None);
        await ReopenAsync();

        var group = (await Spool.FindAsync(message.Id, CancellationToken.None))!.Groups[0];
        Assert.Equal(("strict", "r2"), (group.PolicyName, group.PolicyRevision));
        var entry = (await Audit.ReadAsync(1, 1000, CancellationToken.None)).Single(entry => entry.Kind == AuditKind.PolicyChosen);
        Assert.Contains("\"dmarc\":\"fail\"", Encoding.UTF8.GetString((await Audit.OpenPayloadAsync(entry, CancellationToken.None))!), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Spool.ApplyAsync(new SpoolChange { Message = message.Id, Group = 1, Chosen = chosen }, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task AChangeWithAHoldOfNobody_IsRefusedWhole()
    {
        var message = await Spool.CommitAsync("x");
        var change = new SpoolChange
        {
            Message = message.Id,
            Steps = [new RecipientStep(0, RecipientEvent.Delivered)],
            Holds = [new PartHold(1, Sender, message.Envelope.ReceivedAt.AddDays(1))],
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Spool.ApplyAsync(change, CancellationToken.None).AsTask());
        Assert.Equal(RecipientState.Queued, (await Spool.GetAsync(message.Id)).Recipients[0].State);
    }

    [Fact]
    public async Task Erase_EndsAllWaiting()
    {
        var message = await HoldAsync(Sender, "1@a");
        await Spool.EraseAsync(message.Id, "os:admin", default, CancellationToken.None);

        Assert.Empty(await WaitingAsync(Sender, "1@a", message.Envelope.ReceivedAt));
    }

    private async Task<SpooledMessage> HoldAsync(string sender, params string[] recipients)
    {
        var message = await Spool.CommitAsync("x"u8.ToArray(), Envelope(recipients), OneGroup, new int[recipients.Length]);
        await Spool.ApplyAsync(
            new SpoolChange
            {
                Message = message.Id,
                Steps = [.. recipients.Select((_, index) => new RecipientStep(index, RecipientEvent.Delivered))],
                Holds = [.. recipients.Select((_, index) => new PartHold(index, sender, message.Envelope.ReceivedAt.AddDays(3)))],
            },
            CancellationToken.None);
        return message;
    }

    private async Task<IReadOnlyList<WaitingParts>> WaitingAsync(string sender, string recipient, DateTimeOffset now) =>
        await Spool.FindHoldsAsync(sender, recipient, now, 10, CancellationToken.None);
}
