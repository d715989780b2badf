using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Notifications;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Notifications;

public class DsnPolicyTests
{
    [Theory]
    [InlineData("sender@outside.example", true, DsnRoute.BounceVia, DsnReason.SenderIsTold)]
    [InlineData("sender@outside.example", false, DsnRoute.Administrator, DsnReason.NoWayOutside)]
    [InlineData("clerk@City.Example", false, DsnRoute.NextHop, DsnReason.SenderIsTold)]
    [InlineData("clerk@sub.city.example", false, DsnRoute.Administrator, DsnReason.NoWayOutside)]
    [InlineData("\"@city.example\"@outside.example", false, DsnRoute.Administrator, DsnReason.NoWayOutside)]
    [InlineData("a b@outside.example", true, DsnRoute.Administrator, DsnReason.BadSenderAddress)]
    [InlineData("", true, DsnRoute.None, DsnReason.NullSender)]
    public void Routes_AFailure(string sender, bool hasBounceVia, DsnRoute route, DsnReason reason)
    {
        var decision = Policy(hasBounceVia).Decide(Told.Envelope(sender), [Told.Failed(0)]);
        Assert.Equal((route, reason), (decision.Route, decision.Reason));
        Assert.Equal(route == DsnRoute.None ? 0 : 1, decision.Events.Count);
    }

    [Theory]
    [InlineData(null, DsnAction.Failed, true)]
    [InlineData(null, DsnAction.Delayed, true)]
    [InlineData(null, DsnAction.Relayed, false)]
    [InlineData(null, DsnAction.Delivered, false)]
    [InlineData("NEVER", DsnAction.Failed, false)]
    [InlineData("NEVER", DsnAction.Delivered, false)]
    [InlineData("SUCCESS", DsnAction.Failed, false)]
    [InlineData("SUCCESS", DsnAction.Relayed, true)]
    [InlineData("SUCCESS", DsnAction.Delivered, true)]
    [InlineData("success,failure", DsnAction.Failed, true)]
    [InlineData("FAILURE", DsnAction.Delayed, false)]
    [InlineData("FAILURE,DELAY", DsnAction.Delayed, true)]
    public void Tells_WhatNotifyAsksFor(string? notify, DsnAction action, bool told)
    {
        var decision = Policy(true).Decide(Told.Envelope(notify: notify), [Told.Happened(0, action, 250, "2.0.0", "x")]);
        Assert.Equal(told ? DsnReason.SenderIsTold : DsnReason.NotAskedFor, decision.Reason);
        Assert.Equal(told ? DsnRoute.BounceVia : DsnRoute.None, decision.Route);
    }

    [Fact]
    public void Tells_NoAdministrator_OfSuccess()
    {
        var decision = Policy(false).Decide(Told.Envelope(notify: "SUCCESS"), [Told.Happened(0, DsnAction.Delivered, 250, "2.0.0", "x")]);
        Assert.Equal((DsnRoute.None, DsnReason.NoWayOutside), (decision.Route, decision.Reason));
    }

    [Fact]
    public void Says_WhenThereIsNothingToTell() =>
        Assert.Equal(DsnReason.NothingToTell, Policy(true).Decide(Told.Envelope(), []).Reason);

    [Fact]
    public void MakesEvents_OfDeliveries()
    {
        Assert.Equal(DsnAction.Failed, Event(DeliveryOutcome.Failed, DsnHandover.None)?.Action);
        Assert.Equal(DsnAction.Relayed, Event(DeliveryOutcome.Delivered, DsnHandover.Relayed)?.Action);
        Assert.Equal(DsnAction.Delivered, Event(DeliveryOutcome.Delivered, DsnHandover.Final)?.Action);
        Assert.Null(Event(DeliveryOutcome.Delivered, DsnHandover.PassedOn));
        Assert.Null(Event(DeliveryOutcome.Deferred, DsnHandover.None));
        Assert.Equal(DsnAction.Delayed, Event(DeliveryOutcome.Deferred, DsnHandover.None, warn: true)?.Action);

        var expired = Event(DeliveryOutcome.Deferred, DsnHandover.None, expired: true);
        Assert.Equal(DsnAction.Failed, expired?.Action);
        Assert.Equal("4.4.1", expired?.Status.ToString());
    }

    private static DsnPolicy Policy(bool hasBounceVia) => new(["city.example"], hasBounceVia);

    private static DsnEvent? Event(DeliveryOutcome outcome, DsnHandover handover, bool warn = false, bool expired = false) => DsnEvent.From(
        new RecipientDelivery(0, outcome, DeliveryReply.Ours(new ReplyStatus(4, 4, 1), "x"), DeliveryPhase.Connect, DeliverySide.Connection, "", handover),
        new RetryDecision(expired, default, default, warn));
}
