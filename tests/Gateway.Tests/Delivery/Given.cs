using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Delivery;

/// <summary>What most delivery tests begin with.</summary>
internal static class Given
{
    public const string Body = "Subject: hello\r\n\r\n.leading dot\r\ntext\r\n";

    /// <summary>A hang guard, not a measure: no healthy test comes near it.</summary>
    public static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public static DeliveryJob Job(params string[] recipients) => new()
    {
        Message = MessageId.New(),
        MailFrom = "sender@outside.example",
        Recipients = [.. recipients.Select((address, index) => new DeliveryRecipient(index, address))],
        Content = DeliveryContent.FromMemory(Encoding.ASCII.GetBytes(Body)),
    };

    public static SmtpHopOptions Options() => new()
    {
        HelloName = "gw.test",
        Tls = TlsUse.None,
        RestAfterFailure = TimeSpan.Zero,
    };

    public static SmtpNextHop Hop(ScriptedServer server, SmtpHopOptions? options = null) => Hop("127.0.0.1", server.Port, options, server.IsLmtp);

    public static SmtpNextHop Hop(string host, int port, SmtpHopOptions? options = null, bool lmtp = false) => new(
        new SmtpHopAddress(lmtp ? HopProtocol.Lmtp : HopProtocol.Smtp, host, port), options ?? Options(), NullLogger.Instance, TimeProvider.System);

    public static async Task<RecipientDelivery> DeliverOneAsync(INextHop hop, string recipient = "rcpt@city.example") =>
        Assert.Single((await hop.DeliverAsync(Job(recipient), Patience())).Recipients);
}
