using System.Net;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// Delivery to an SMTP or LMTP server. The server is configured: its addresses are looked up (A and AAAA), its MX is not. Small
/// messages cost two writes: MAIL, RCPT and DATA in the first, content and dot in the second.
/// </summary>
public sealed class SmtpNextHop : INextHop
{
    private readonly SmtpHopAddress _address;
    private readonly SmtpHopOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly SmtpConnectionPool _pool;

    /// <summary>Opens nothing yet. Throws when the CA file cannot be read.</summary>
    public SmtpNextHop(SmtpHopAddress address, SmtpHopOptions options, ILogger logger, TimeProvider clock)
    {
        _address = address;
        _options = options;
        _logger = logger;
        _clock = clock;
        _pool = new SmtpConnectionPool(address, options, clock);
        Name = address.ToString();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async ValueTask<DeliveryReport> DeliverAsync(DeliveryJob job, CancellationToken token)
    {
        var started = _clock.GetTimestamp();
        var tally = new DeliveryTally(job);
        tally.RefuseUnsafeAddresses();
        try
        {
            await RunTransactionsAsync(tally, token);
        }
        catch (OperationCanceledException) when (tally.AnyDelivered)
        {
            // Some have it already; forgetting that would deliver it to them twice.
            tally.JudgeUndecided(Trouble.Ours(DeliveryPhase.Mail, new ReplyStatus(4, 3, 2), "stopped while shutting down"), "");
        }

        var report = tally.ToReport();
        DeliveryMeter.Attempted(report, _clock.GetElapsedTime(started));
        DeliveryLog.Report(_logger, job.Message, Name, report);
        return report;
    }

    /// <inheritdoc/>
    public async ValueTask<DeliveryReply?> CheckAsync(CancellationToken token)
    {
        try
        {
            await _pool.CheckAsync(token);
            return null;
        }
        catch (HopException e)
        {
            return e.Trouble.Reply;
        }
        catch (OperationCanceledException)
        {
            return DeliveryReply.Ours(new ReplyStatus(4, 4, 2), "no answer in time");
        }
    }

    /// <inheritdoc/>
    public void EndRest() => _pool.EndRest();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async ValueTask RunTransactionsAsync(DeliveryTally tally, CancellationToken token)
    {
        var failed = new List<EndPoint>();
        var mustBeFresh = false;
        HopException? last = null;
        while (tally.UndecidedCount > 0)
        {
            SmtpClientSession session;
            try
            {
                session = await _pool.RentAsync(tally.Job.Tenant, mustBeFresh, failed, token);
            }
            catch (HopException e)
            {
                // When a server was reached before, what it said is worth more than "no address is left".
                tally.JudgeUndecided((last ?? e).Trouble, _address.Host);
                return;
            }

            var wasReused = session.IsReused;
            last = await RunOneAsync(session, tally, token);
            if (last is null)
            {
                continue;
            }

            if (last.Trouble.Side == DeliverySide.Local)
            {
                tally.JudgeUndecided(last.Trouble, _address.Host);
                return;
            }

            if (wasReused && !mustBeFresh)
            {
                // The server closed it while it lay idle. No dot was sent, so that trying again cannot duplicate anything.
                DeliveryLog.StaleConnection(_logger, tally.Job.Message, Name, last.Trouble.Reply.ToString());
                _pool.DropIdle();
                mustBeFresh = true;
                last = null;
                continue;
            }

            DeliveryLog.NextAddress(_logger, tally.Job.Message, Name, last.Trouble.Reply.ToString());
            failed.Add(session.EndPoint);
        }
    }

    private async ValueTask<HopException?> RunOneAsync(SmtpClientSession session, DeliveryTally tally, CancellationToken token)
    {
        var reusable = false;
        try
        {
            var positions = tally.TakeUndecided(_options.MaxRecipientsPerTransaction);
            await new SmtpClientTransaction(session, tally, positions).RunAsync(token);
            reusable = true;
            return null;
        }
        catch (HopException e)
        {
            return e;
        }
        finally
        {
            _pool.Return(tally.Job.Tenant, session, reusable);
        }
    }
}
