using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Notifications;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Notifications;

/// <summary>A message with two policy groups and something that happened to it.</summary>
internal static class Told
{
    public static Envelope Envelope(string sender = "sender@outside.example", string? notify = null) => new()
    {
        MailFrom = sender,
        Recipients =
        [
            new EnvelopeRecipient("gone@city.example", notify, "rfc822;old+2Bname@city.example"),
            new EnvelopeRecipient("総務@city.example", notify),
            new EnvelopeRecipient("secret@other-group.example", notify),
        ],
        ReceivedAt = new DateTimeOffset(2026, 4, 1, 9, 30, 0, TimeSpan.FromHours(9)),
        ClientAddress = "192.0.2.1",
        ClientName = new UntrustedText("mx.outside.example"),
        Protocol = "ESMTP",
        DsnEnvelopeId = "ID+2B7",
    };

    public static SpooledMessage Message(Envelope? envelope = null) => new()
    {
        Id = new MessageId(0x1234),
        Kind = MessageKind.Mail,
        Size = 1,
        Envelope = envelope ?? Envelope(),
        Groups = [new RecipientGroup(0, "city", "default", "r1"), new RecipientGroup(1, "other", "strict", "r2")],
        Recipients =
        [
            new SpooledRecipient { Index = 0, Group = 0, State = RecipientState.Failed },
            new SpooledRecipient { Index = 1, Group = 0, State = RecipientState.Failed },
            new SpooledRecipient { Index = 2, Group = 1, State = RecipientState.Failed },
        ],
    };

    public static DsnFacts Facts(SpooledMessage? message = null) => new()
    {
        Notification = new MessageId(0xABCD),
        Message = message ?? Message(),
        Group = 0,
        HostName = "gw.city.example",
        TimeZone = TimeZoneInfo.CreateCustomTimeZone("JST", TimeSpan.FromHours(9), "JST", "JST"),
        Date = new DateTimeOffset(2026, 4, 2, 10, 0, 0, TimeSpan.FromHours(9)),
        HeaderMessageId = new UntrustedText("<orig-1@outside.example>"),
        Subject = new UntrustedText("令和8年度の会議について"),
    };

    public static DsnEvent Failed(int index, int code = 550, string status = "5.1.1", string text = "5.1.1 no such user") => Happened(index, DsnAction.Failed, code, status, text);

    public static DsnEvent Happened(int index, DsnAction action, int code, string status, string text)
    {
        Assert.True(ReplyStatus.TryParse(status, out var parsed));
        return new DsnEvent(index, action, new DeliveryReply(code, parsed, new UntrustedText(text)), "mail.lgwan.example");
    }
}
