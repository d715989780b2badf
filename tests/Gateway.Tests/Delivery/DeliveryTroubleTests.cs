using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Delivery;

public class DeliveryTroubleTests
{
    [Theory]
    [InlineData(DeliveryPhase.Greeting, DeliverySide.Remote, 554, "", true, TroubleVerdict.TryNextAddress)]
    [InlineData(DeliveryPhase.Greeting, DeliverySide.Remote, 554, "", false, TroubleVerdict.Defer)]
    [InlineData(DeliveryPhase.Rcpt, DeliverySide.Connection, 0, "", true, TroubleVerdict.TryNextAddress)]
    [InlineData(DeliveryPhase.Rcpt, DeliverySide.Remote, 421, "", true, TroubleVerdict.TryNextAddress)]
    [InlineData(DeliveryPhase.Rcpt, DeliverySide.Remote, 550, "5.1.1", true, TroubleVerdict.Fail)]
    [InlineData(DeliveryPhase.Mail, DeliverySide.Remote, 451, "", true, TroubleVerdict.Defer)]
    [InlineData(DeliveryPhase.Mail, DeliverySide.Remote, 530, "", false, TroubleVerdict.Defer)]
    [InlineData(DeliveryPhase.FinalDot, DeliverySide.Connection, 0, "", true, TroubleVerdict.Defer)]
    [InlineData(DeliveryPhase.FinalDot, DeliverySide.Remote, 421, "", true, TroubleVerdict.Defer)]
    [InlineData(DeliveryPhase.FinalDot, DeliverySide.Remote, 554, "", true, TroubleVerdict.Fail)]
    [InlineData(DeliveryPhase.Content, DeliverySide.Local, 0, "", true, TroubleVerdict.Defer)]
    [InlineData(DeliveryPhase.Store, DeliverySide.Local, 0, "", false, TroubleVerdict.Defer)]
    [InlineData(DeliveryPhase.Envelope, DeliverySide.Local, 0, "", false, TroubleVerdict.Fail)]
    [InlineData(DeliveryPhase.Envelope, DeliverySide.Capability, 0, "", false, TroubleVerdict.Fail)]
    public void Judges(DeliveryPhase phase, DeliverySide side, int code, string status, bool moreAddresses, TroubleVerdict verdict) =>
        Assert.Equal(verdict, DeliveryTrouble.Judge(Trouble(phase, side, code, status), moreAddresses));

    [Theory]
    [InlineData(452, "", true, TroubleVerdict.AnotherTransaction)]
    [InlineData(452, "4.5.3", true, TroubleVerdict.AnotherTransaction)]
    [InlineData(452, "4.5.3", false, TroubleVerdict.Defer)]
    [InlineData(452, "4.2.2", true, TroubleVerdict.Defer)]
    [InlineData(452, "4.3.1", true, TroubleVerdict.Defer)]
    [InlineData(552, "", true, TroubleVerdict.AnotherTransaction)]
    [InlineData(552, "", false, TroubleVerdict.Fail)]
    [InlineData(552, "5.2.2", true, TroubleVerdict.Fail)]
    public void Tells_AFullListFromAFullMailbox(int code, string status, bool othersAccepted, TroubleVerdict verdict) =>
        Assert.Equal(verdict, DeliveryTrouble.Judge(Trouble(DeliveryPhase.Rcpt, DeliverySide.Remote, code, status), othersAccepted: othersAccepted));

    private static Trouble Trouble(DeliveryPhase phase, DeliverySide side, int code, string status) => new(
        phase, side, new DeliveryReply(code, ReplyStatus.TryParse(status, out var parsed) ? parsed : new ReplyStatus(code / 100, 0, 0), default));
}
