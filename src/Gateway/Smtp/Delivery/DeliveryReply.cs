using System.Globalization;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>An answer about a recipient.</summary>
/// <param name="Code">The SMTP code; 0 when it is our own sentence and no server spoke.</param>
/// <param name="Status">The enhanced status code, the server's or ours.</param>
/// <param name="Text">The words, without <paramref name="Code"/>.</param>
public readonly record struct DeliveryReply(int Code, ReplyStatus Status, UntrustedText Text)
{
    /// <summary>The server's words. A server that gives no enhanced code gets the general one of its class (RFC 3463 2: x.0.0).</summary>
    public static DeliveryReply From(Reply reply) =>
        new(reply.Code, reply.Status.IsGiven ? reply.Status : new ReplyStatus(reply.Code / 100, 0, 0), reply.Text);

    /// <summary>Our words.</summary>
    public static DeliveryReply Ours(ReplyStatus status, string text) => new(0, status, new UntrustedText(text));

    /// <summary>For the spool's last reply and the log: code, status and words on one line.</summary>
    public UntrustedText ToText()
    {
        if (Code == 0)
        {
            return new UntrustedText($"{Status} {Text.DangerousRaw}");
        }

        return new UntrustedText(string.Create(CultureInfo.InvariantCulture, $"{Code} {Text.DangerousRaw}"));
    }

    /// <inheritdoc/>
    public override string ToString() => ToText().ForLog();
}
