using System.Text;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Delivery;

/// <summary>What every next hop owes the dispatcher. One derived class per kind.</summary>
public abstract class NextHopContract
{
    [Fact]
    public async Task Reports_EveryRecipient_InTheOrderOfTheJob()
    {
        await using var place = Arrive();
        var job = Given.Job("a@x.example", "b@x.example") with { Recipients = [new DeliveryRecipient(7, "b@x.example"), new DeliveryRecipient(3, "a@x.example")] };
        var report = await place.Hop.DeliverAsync(job, Given.Patience());
        Assert.Equal([7, 3], report.Recipients.Select(recipient => recipient.Index));
        Assert.All(report.Recipients, recipient => Assert.Equal(DeliveryOutcome.Delivered, recipient.Outcome));
        Assert.All(report.Recipients, recipient => Assert.NotEqual(DsnHandover.None, recipient.Handover));
        Assert.EndsWith(Given.Body, Assert.Single(place.Arrived()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandsOverNothing_WhenTheContentCannotBeRead()
    {
        await using var place = Arrive();
        var job = Given.Job("a@x.example") with
        {
            Content = new DeliveryContent(
                async (stream, token) =>
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(Given.Body), token);
                    throw new SpoolUnavailableException("gone");
                },
                null),
        };
        var delivery = Assert.Single((await place.Hop.DeliverAsync(job, Given.Patience())).Recipients);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliverySide.Local, delivery.Side);
        Assert.Empty(place.Arrived());
    }

    [Fact]
    public async Task HandsOverNothing_WhenCancelled()
    {
        await using var place = Arrive();
        using var stop = new CancellationTokenSource();
        var job = Given.Job("a@x.example") with
        {
            Content = new DeliveryContent(
                async (stream, token) =>
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(Given.Body), token);
                    await stop.CancelAsync();
                },
                null),
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await place.Hop.DeliverAsync(job, stop.Token));
        Assert.Empty(place.Arrived());
    }

    [Fact]
    public async Task Fails_AddressesThatCannotBeWritten_AndDeliversToTheOthers()
    {
        await using var place = Arrive();
        var report = await place.Hop.DeliverAsync(Given.Job("a\r\nX-Evil: 1@x.example", "b@x.example"), Given.Patience());
        Assert.Equal([DeliveryOutcome.Failed, DeliveryOutcome.Delivered], report.Recipients.Select(recipient => recipient.Outcome));
        Assert.DoesNotContain("X-Evil", Assert.Single(place.Arrived()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_ManyAtOnce()
    {
        await using var place = Arrive();
        var reports = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => place.Hop.DeliverAsync(Given.Job("a@x.example"), Given.Patience()).AsTask()));
        Assert.All(reports, report => Assert.Equal(DeliveryOutcome.Delivered, Assert.Single(report.Recipients).Outcome));
        Assert.Equal(100, place.Arrived().Count);
    }

    protected abstract Place Arrive();

    /// <summary>A hop and what arrived there.</summary>
    protected abstract class Place : IAsyncDisposable
    {
        public abstract INextHop Hop { get; }

        public abstract IReadOnlyList<string> Arrived();

        public abstract ValueTask DisposeAsync();
    }

    private protected sealed class ServerPlace(ScriptedServer server) : Place
    {
        public override INextHop Hop { get; } = Given.Hop(server);

        public override IReadOnlyList<string> Arrived() => [.. server.Messages];

        public override async ValueTask DisposeAsync()
        {
            await Hop.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    private protected sealed class FolderPlace : Place
    {
        private readonly TemporaryMaildir _maildir = new();

        public override INextHop Hop => _maildir.Hop;

        public override IReadOnlyList<string> Arrived() => [.. _maildir.Messages.Select(File.ReadAllText)];

        public override ValueTask DisposeAsync()
        {
            _maildir.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class SmtpNextHopContractTests : NextHopContract
{
    protected override Place Arrive() => new ServerPlace(new ScriptedServer());
}

public sealed class LmtpNextHopContractTests : NextHopContract
{
    protected override Place Arrive() => new ServerPlace(new ScriptedServer { IsLmtp = true });
}

public sealed class MaildirNextHopContractTests : NextHopContract
{
    protected override Place Arrive() => new FolderPlace();
}
