namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>
/// Asks the next hop whether a mailbox exists: MAIL FROM:&lt;&gt;, RCPT TO, RSET; 2xx is Accept, 5xx to RCPT is Unknown, everything else TempFail.
/// May throw <see cref="IOException"/> when the next hop is not there.
/// </summary>
public interface IRecipientProbe
{
    ValueTask<RecipientVerdict> ProbeAsync(string address, CancellationToken token);
}
