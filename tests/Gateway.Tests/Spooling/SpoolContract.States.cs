using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Where each recipient stands: the steps of the table, and what is due.</summary>
public abstract partial class SpoolContract
{
    [Fact]
    public async Task Finds_DueMessages_OldestFirst_WithoutTheExcepted()
    {
        var first = await Spool.CommitAsync("1");
        var second = await Spool.CommitAsync("2");
        var third = await Spool.CommitAsync("3");
        var now = first.Envelope.ReceivedAt.AddHours(1);

        Assert.Equal([first.Id, second.Id, third.Id], await DueAsync(now, 10, None));
        Assert.Equal([first.Id, second.Id], await DueAsync(now, 2, None));
        Assert.Equal([second.Id, third.Id], await DueAsync(now, 2, [first.Id]));
        Assert.Empty(await DueAsync(first.Envelope.ReceivedAt.AddSeconds(-1), 10, None));

        await Spool.StepAsync(first.Id, 0, RecipientEvent.Delivered);
        await Spool.StepAsync(second.Id, 0, RecipientEvent.Deferred, now.AddMinutes(30));
        await Spool.StepAsync(third.Id, 0, RecipientEvent.Held);
        Assert.Empty(await DueAsync(now, 10, None));
        Assert.Equal([second.Id], await DueAsync(now.AddMinutes(30), 10, None));
    }

    [Fact]
    public async Task Finds_WhenTheNextDeferredRecipientFallsDue()
    {
        Assert.Null(await Spool.NextDueAsync(CancellationToken.None));
        var message = await Spool.CommitAsync(Content(1), Envelope("1@a", "2@a"), OneGroup, [0, 0]);
        Assert.Null(await Spool.NextDueAsync(CancellationToken.None));

        var soon = message.Envelope.ReceivedAt.AddMinutes(7);
        await Spool.StepAsync(message.Id, 0, RecipientEvent.Deferred, soon.AddHours(1));
        await Spool.StepAsync(message.Id, 1, RecipientEvent.Deferred, soon);
        Assert.Equal(soon, await Spool.NextDueAsync(CancellationToken.None));

        await Spool.StepAsync(message.Id, 1, RecipientEvent.Failed);
        Assert.Equal(soon.AddHours(1), await Spool.NextDueAsync(CancellationToken.None));
        await Spool.StepAsync(message.Id, 0, RecipientEvent.Delivered);
        Assert.Null(await Spool.NextDueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Takes_EachStepOfTheTable_AndRefusesEveryOther()
    {
        foreach (var from in Enum.GetValues<RecipientState>())
        {
            foreach (var happened in Enum.GetValues<RecipientEvent>())
            {
                var message = await Spool.CommitAsync("x");
                await BringToAsync(message.Id, from);
                var step = Spool.StepAsync(message.Id, 0, happened);
                if (Mugai.Gateway.Spooling.RecipientTransitions.TryStep(from, happened, out var to))
                {
                    await step;
                    Assert.Equal(to, (await Spool.GetAsync(message.Id)).Recipients[0].State);
                }
                else
                {
                    await Assert.ThrowsAsync<InvalidOperationException>(() => step);
                    Assert.Equal(from, (await Spool.GetAsync(message.Id)).Recipients[0].State);
                }
            }
        }
    }

    [Fact]
    public async Task Takes_AChangeWholeOrNotAtAll()
    {
        var message = await Spool.CommitAsync(Content(1), Envelope("1@a", "2@a"), OneGroup, [0, 0]);
        await Spool.StepAsync(message.Id, 1, RecipientEvent.Delivered);
        var change = new SpoolChange
        {
            Message = message.Id,
            Steps = [new RecipientStep(0, RecipientEvent.Delivered), new RecipientStep(1, RecipientEvent.Failed)],
            Report = "{}"u8.ToArray(),
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Spool.ApplyAsync(change, CancellationToken.None).AsTask());
        Assert.Equal(RecipientState.Queued, (await Spool.GetAsync(message.Id)).Recipients[0].State);
        Assert.Null(await Spool.FindReportAsync(message.Id, 0, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Spool.StepAsync(message.Id, 2, RecipientEvent.Delivered));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Spool.StepAsync(MessageId.New(), 0, RecipientEvent.Delivered));
        Assert.True((await Audit.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task Keeps_AttemptsReplyAndNextAttempt()
    {
        var message = await Spool.CommitAsync("x");
        var next = message.Envelope.ReceivedAt.AddMinutes(5);
        await Spool.StepAsync(message.Id, 0, RecipientEvent.Deferred, next, "450 4.2.1 あとで");
        await Spool.StepAsync(message.Id, 0, RecipientEvent.Deferred, next.AddMinutes(5), "451 4.3.0 later");
        await ReopenAsync();

        var recipient = (await Spool.GetAsync(message.Id)).Recipients[0];
        Assert.Equal(2, recipient.Attempts);
        Assert.Equal("451 4.3.0 later", recipient.LastReply.DangerousRaw);
        Assert.Equal(next.AddMinutes(5), recipient.NextAttempt);

        await Spool.StepAsync(message.Id, 0, RecipientEvent.Retried, next);
        recipient = (await Spool.GetAsync(message.Id)).Recipients[0];
        Assert.Equal((RecipientState.Queued, 2, next), (recipient.State, recipient.Attempts, recipient.NextAttempt));
    }

    private async Task BringToAsync(MessageId id, RecipientState state)
    {
        RecipientEvent? happened = state switch
        {
            RecipientState.Deferred => RecipientEvent.Deferred,
            RecipientState.Delivered => RecipientEvent.Delivered,
            RecipientState.Failed => RecipientEvent.Failed,
            RecipientState.Held => RecipientEvent.Held,
            RecipientState.Dropped => RecipientEvent.Dropped,
            _ => null,
        };
        if (happened is { } step)
        {
            await Spool.StepAsync(id, 0, step);
        }
    }

    private async Task<List<MessageId>> DueAsync(DateTimeOffset now, int max, HashSet<MessageId> except) =>
        [.. (await Spool.FindDueAsync(now, max, null, (id, _) => except.Contains(id), CancellationToken.None)).Select(mail => mail.Message.Id)];
}
