using System.Net;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Receiving.Recipients;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// Asks the next hop whether it would take mail for an address: MAIL FROM:&lt;&gt;, RCPT, RSET, with connections of its own so that a busy
/// hop does not make senders wait. Holds no cache; who asks often does.
/// </summary>
public sealed class SmtpProbe : IRecipientProbe, IAsyncDisposable
{
    private readonly SmtpHopAddress _address;
    private readonly ILogger _logger;
    private readonly SmtpConnectionPool _pool;

    /// <summary>Opens nothing yet.</summary>
    public SmtpProbe(SmtpHopAddress address, SmtpHopOptions options, ILogger logger, TimeProvider clock)
    {
        _address = address;
        _logger = logger;
        _pool = new SmtpConnectionPool(address, options, clock);
    }

    /// <summary>Never throws but for <paramref name="token"/>: a hop that cannot be asked is <see cref="ProbeAnswer.Undetermined"/>.</summary>
    public async ValueTask<ProbeResult> ProbeAsync(string address, CancellationToken token)
    {
        var result = await AskAsync(address, token);
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            DeliveryLog.Probed(_logger, new UntrustedText(address).ForLog(), _address.ToString(), result.Answer, result.Reply.ToString());
        }

        return result;
    }

    async ValueTask<RecipientVerdict> IRecipientProbe.ProbeAsync(string address, CancellationToken token) =>
        (await ProbeAsync(address, token)).Answer switch
        {
            ProbeAnswer.Exists => RecipientVerdict.Accept,
            ProbeAnswer.Unknown => RecipientVerdict.Unknown,
            _ => RecipientVerdict.TempFail,
        };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async ValueTask<ProbeResult> AskAsync(string address, CancellationToken token)
    {
        if (!EnvelopeSyntax.IsAddress(address))
        {
            return new ProbeResult(ProbeAnswer.Unknown, DeliveryReply.Ours(new Protocol.ReplyStatus(5, 1, 3), "not an address that SMTP can carry"));
        }

        HopException? last = null;
        var failed = new List<EndPoint>();
        for (var fresh = false; ; fresh = true)
        {
            SmtpClientSession session;
            try
            {
                session = await _pool.RentAsync("", fresh, failed, token);
            }
            catch (HopException e)
            {
                return new ProbeResult(ProbeAnswer.Undetermined, (last ?? e).Trouble.Reply);
            }

            var reusable = false;
            try
            {
                var result = await AskOverAsync(session, address, token);
                reusable = true;
                return result;
            }
            catch (HopException e) when (session.Transactions > 1)
            {
                _pool.DropIdle();
                last = e;
            }
            catch (HopException e)
            {
                failed.Add(session.EndPoint);
                last = e;
            }
            finally
            {
                _pool.Return("", session, reusable);
            }
        }
    }

    private static async ValueTask<ProbeResult> AskOverAsync(SmtpClientSession session, string address, CancellationToken token)
    {
        var wire = session.Wire;
        var timeouts = session.Timeouts;
        var utf8 = EnvelopeSyntax.NeedsUtf8(address);
        session.Transactions++;
        if (utf8 && !session.Features.SmtpUtf8)
        {
            return new ProbeResult(ProbeAnswer.Unknown, DeliveryReply.Ours(new Protocol.ReplyStatus(5, 6, 7), "the next hop does not offer SMTPUTF8"));
        }

        using var registration = wire.EndWaitsWith(token);
        string[] commands = [utf8 ? "MAIL FROM:<> SMTPUTF8\r\n" : "MAIL FROM:<>\r\n", $"RCPT TO:<{address}>\r\n", "RSET\r\n"];
        DeliveryPhase[] phases = [DeliveryPhase.Mail, DeliveryPhase.Rcpt, DeliveryPhase.Mail];
        TimeSpan[] limits = [timeouts.Mail, timeouts.Rcpt, timeouts.Hello];
        var replies = new DeliveryReply[3];
        for (int sent = 0, answered = 0; answered < 3;)
        {
            do
            {
                wire.Append(commands[sent++]);
            }
            while (sent < 3 && session.Features.Pipelining);

            await wire.FlushAsync(phases[answered], limits[answered]);
            for (; answered < sent; answered++)
            {
                replies[answered] = DeliveryReply.From(await wire.ReadReplyAsync(phases[answered], limits[answered]));
                if (replies[answered].Code == 421)
                {
                    throw new HopException(new Trouble(phases[answered], DeliverySide.Remote, replies[answered]));
                }
            }
        }

        session.MustClose |= replies[2].Code != 250;
        return replies[0].Code is >= 200 and < 300
            ? new ProbeResult(DeliveryTrouble.JudgeProbe(replies[1]), replies[1])
            : new ProbeResult(ProbeAnswer.Undetermined, replies[0]);
    }
}

/// <summary>What a probe found.</summary>
/// <param name="Answer">In one word.</param>
/// <param name="Reply">The next hop's words.</param>
public readonly record struct ProbeResult(ProbeAnswer Answer, DeliveryReply Reply);

/// <summary>Whether an address exists.</summary>
public enum ProbeAnswer
{
    /// <summary>The next hop takes mail for it.</summary>
    Exists,

    /// <summary>The next hop does not know it.</summary>
    Unknown,

    /// <summary>It could not be asked or did not say.</summary>
    Undetermined,
}
