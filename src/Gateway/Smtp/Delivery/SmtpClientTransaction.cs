using System.Globalization;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// One MAIL … dot over a session, for recipients that are still undecided. What is answered about them goes into the tally; whatever ends
/// the session before the final dot leaves as <see cref="HopException"/> and the undecided stay undecided.
/// </summary>
internal sealed class SmtpClientTransaction
{
    // RFC 2920 3.1: a client must not send more than the peer can answer while we are not reading. 8 KiB of commands draw answers of a
    // few tens of KiB at the very most, which fits any receive buffer.
    private const int PipelineBytes = 8 * 1024;

    private readonly SmtpClientSession _session;
    private readonly SmtpWire _wire;
    private readonly DeliveryTally _tally;
    private readonly List<int> _positions;
    private readonly List<int> _accepted;
    private readonly bool _needsUtf8;
    private readonly bool _withReset;
    private Trouble? _mailTrouble;
    private Reply? _dataReply;

    public SmtpClientTransaction(SmtpClientSession session, DeliveryTally tally, List<int> positions)
    {
        _session = session;
        _wire = session.Wire;
        _tally = tally;
        _positions = RefuseWhatTheHopCannot(session, tally, positions);
        _accepted = new List<int>(_positions.Count);
        _needsUtf8 = EnvelopeSyntax.NeedsUtf8(tally.Job.MailFrom) || _positions.Exists(p => EnvelopeSyntax.NeedsUtf8(tally.Recipient(p).Address));
        _withReset = session.NeedsReset;
    }

    private int CommandCount => _positions.Count + (_withReset ? 3 : 2);

    /// <summary>Runs it. Afterwards the session can be used again unless this throws.</summary>
    public async ValueTask RunAsync(CancellationToken token)
    {
        if (_positions.Count == 0)
        {
            return;
        }

        using (_wire.EndWaitsWith(token))
        {
            _session.Transactions++;
            await SendEnvelopeAsync();
            if (!MayGoOn())
            {
                return;
            }

            await SendContentAsync(token);
            token.ThrowIfCancellationRequested();
        }

        using (_wire.ShortenWaitsWith(_session.Timeouts.FinalDotWhenStopping, token))
        {
            await FinishAsync();
        }
    }

    // Before anything is sent: what this hop said it cannot take (RFC 1870 6.1, RFC 6531 3.5).
    private static List<int> RefuseWhatTheHopCannot(SmtpClientSession session, DeliveryTally tally, List<int> positions)
    {
        var features = session.Features;
        Trouble? forAll = null;
        if (features.MaxSize > 0 && tally.Job.Content.Length > features.MaxSize)
        {
            forAll = Trouble.Lacks(DeliveryPhase.Envelope, new ReplyStatus(5, 3, 4), string.Create(
                CultureInfo.InvariantCulture, $"the message has {tally.Job.Content.Length} bytes, the next hop takes {features.MaxSize}"));
        }
        else if (!features.SmtpUtf8 && EnvelopeSyntax.NeedsUtf8(tally.Job.MailFrom))
        {
            forAll = Trouble.Lacks(DeliveryPhase.Envelope, new ReplyStatus(5, 6, 7), "the sender address needs SMTPUTF8, which the next hop does not offer");
        }

        var sendable = new List<int>(positions.Count);
        foreach (var position in positions)
        {
            var trouble = forAll ?? (features.SmtpUtf8 || !EnvelopeSyntax.NeedsUtf8(tally.Recipient(position).Address) ? null : Trouble.Lacks(
                DeliveryPhase.Envelope, new ReplyStatus(5, 6, 7), "the recipient address needs SMTPUTF8, which the next hop does not offer"));
            if (trouble is null)
            {
                sendable.Add(position);
            }
            else
            {
                tally.Judge(position, trouble, session.RemoteName);
            }
        }

        return sendable;
    }

    // MAIL, every RCPT and DATA; in one write when the server pipelines, one by one otherwise.
    private async ValueTask SendEnvelopeAsync()
    {
        var sent = 0;
        var answered = 0;
        while (answered < CommandCount)
        {
            do
            {
                AppendCommand(sent++);
            }
            while (sent < CommandCount && _session.Features.Pipelining && _wire.PendingBytes < PipelineBytes);

            _session.NeedsReset = true;
            await _wire.FlushAsync(PhaseOf(answered), TimeoutOf(answered));
            while (answered < sent)
            {
                var phase = PhaseOf(answered);
                TakeReply(answered, phase, await _wire.ReadReplyAsync(phase, TimeoutOf(answered)));
                answered++;
            }

            var dataIsNext = sent == CommandCount - 1;
            if (_mailTrouble is not null || (dataIsNext && _accepted.Count == 0))
            {
                return;
            }
        }
    }

    private void AppendCommand(int index)
    {
        var step = StepOf(index);
        switch (step)
        {
            case Step.Reset:
                _wire.Append("RSET\r\n"u8);
                break;
            case Step.Mail:
                AppendMail();
                break;
            case Step.Data:
                _wire.Append("DATA\r\n"u8);
                break;
            default:
                AppendRcpt(_tally.Recipient(PositionOf(index)));
                break;
        }
    }

    private void AppendMail()
    {
        var job = _tally.Job;
        var features = _session.Features;
        _wire.Append("MAIL FROM:<"u8);
        _wire.Append(job.MailFrom);
        _wire.Append(">"u8);
        if (features.Size && job.Content.Length is { } length)
        {
            _wire.Append(string.Create(CultureInfo.InvariantCulture, $" SIZE={length}"));
        }

        // The content is 7-bit clean by contract, so that 8BITMIME needs no BODY=, and SMTPUTF8 only when an address asks for it.
        if (_needsUtf8)
        {
            _wire.Append(" SMTPUTF8"u8);
        }

        if (features.Dsn)
        {
            AppendParameter(" RET=", job.DsnReturn);
            AppendParameter(" ENVID=", job.DsnEnvelopeId);
        }

        _wire.Append("\r\n"u8);
    }

    private void AppendRcpt(DeliveryRecipient recipient)
    {
        _wire.Append("RCPT TO:<"u8);
        _wire.Append(recipient.Address);
        _wire.Append(">"u8);
        if (_session.Features.Dsn)
        {
            AppendParameter(" NOTIFY=", recipient.DsnNotify);
            AppendParameter(" ORCPT=", recipient.DsnOriginal);
        }

        _wire.Append("\r\n"u8);
    }

    private void AppendParameter(string name, string? value)
    {
        if (value is not null && EnvelopeSyntax.IsParameter(value))
        {
            _wire.Append(name);
            _wire.Append(value);
        }
    }

    private void TakeReply(int index, DeliveryPhase phase, Reply reply)
    {
        if (reply.Code == 421 || (reply.Code is >= 300 and < 400 && phase != DeliveryPhase.Data))
        {
            throw new HopException(reply.Code == 421
                ? Trouble.Answered(phase, reply)
                : Trouble.Broken(phase, 2, $"unexpected reply {reply}"));
        }

        switch (StepOf(index))
        {
            case Step.Reset when !reply.IsPositive:
                throw new HopException(Trouble.Broken(phase, 2, $"RSET was refused: {reply}"));
            case Step.Mail when !reply.IsPositive:
                _mailTrouble = Trouble.Answered(phase, reply);
                break;
            case Step.Rcpt:
                TakeRcptReply(PositionOf(index), reply);
                break;
            case Step.Data:
                _dataReply = reply;
                break;
        }
    }

    private void TakeRcptReply(int position, Reply reply)
    {
        if (_mailTrouble is not null)
        {
            // 503 after a refused MAIL says nothing of its own.
            return;
        }

        if (reply.IsPositive)
        {
            _accepted.Add(position);
            return;
        }

        _tally.Judge(position, NotOfSession(Trouble.Answered(DeliveryPhase.Rcpt, reply)), _session.RemoteName, _accepted.Count > 0);
    }

    // After the envelope: true when the server waits for content that somebody gets.
    private bool MayGoOn()
    {
        if (_mailTrouble is not null)
        {
            AbandonUnlessRefused();
            if (DeliveryTrouble.ScopeOf(_mailTrouble) == TroubleScope.Session)
            {
                throw new HopException(_mailTrouble);
            }

            _positions.ForEach(position => _tally.Judge(position, _mailTrouble, _session.RemoteName));
            return false;
        }

        if (_accepted.Count == 0)
        {
            AbandonUnlessRefused();
            return false;
        }

        if (_dataReply!.Code == 354)
        {
            return true;
        }

        var trouble = _dataReply.IsPositive
            ? throw new HopException(Trouble.Broken(DeliveryPhase.Data, 2, $"unexpected reply {_dataReply}"))
            : Trouble.Answered(DeliveryPhase.Data, _dataReply);
        if (DeliveryTrouble.ScopeOf(trouble) == TroubleScope.Session)
        {
            throw new HopException(trouble);
        }

        _accepted.ForEach(position => _tally.Judge(position, trouble, _session.RemoteName));
        return false;
    }

    // RFC 2920 3.1: a pipelined DATA may get 354 although nobody was accepted, and the server now takes everything for content. Closing is
    // the one answer that SMTP and LMTP (which would not answer a dot at all, RFC 2033 4.2) have in common.
    private void AbandonUnlessRefused()
    {
        if (_dataReply?.Code == 354)
        {
            _session.MustClose = true;
        }
    }

    private async ValueTask SendContentAsync(CancellationToken token)
    {
        var stuffed = new DotStuffingStream(_wire, _session.Timeouts.DataBlock);
        try
        {
            await _tally.Job.Content.WriteAsync(stuffed, token);
        }
        catch (Exception e) when (e is not HopException)
        {
            token.ThrowIfCancellationRequested();

            // Without the dot the server throws away what it got; the session goes with it.
            throw new HopException(Trouble.Ours(DeliveryPhase.Content, new ReplyStatus(4, 3, 0), $"the message could not be read: {e.Message}"), e);
        }

        stuffed.AppendFinalDot();
    }

    // From the write that holds the dot on, the server may have the message although we do not learn of it. This is the only place where a
    // duplicate can arise: deferring may deliver twice, anything else may lose. So from here on nothing throws.
    private async ValueTask FinishAsync()
    {
        var handover = _session.Features.Dsn ? DsnHandover.PassedOn : _session.IsLmtp ? DsnHandover.Final : DsnHandover.Relayed;
        var answers = _session.IsLmtp ? _accepted.Count : 1;
        var done = 0;
        try
        {
            await _wire.FlushAsync(DeliveryPhase.FinalDot, _session.Timeouts.DataBlock);
            for (; done < answers; done++)
            {
                var reply = await _wire.ReadReplyAsync(DeliveryPhase.FinalDot, _session.Timeouts.FinalDot);
                var concerned = _session.IsLmtp ? _accepted.GetRange(done, 1) : _accepted;
                concerned.ForEach(position => Settle(position, reply, handover));
                _session.MustClose |= reply.Code == 421;
            }

            _session.NeedsReset = false;
        }
        catch (HopException e)
        {
            _session.MustClose = true;
            (_session.IsLmtp ? _accepted.GetRange(done, _accepted.Count - done) : _accepted)
                .ForEach(position => _tally.Judge(position, e.Trouble, _session.RemoteName));
        }
    }

    private void Settle(int position, Reply reply, DsnHandover handover)
    {
        if (reply.IsPositive)
        {
            _tally.Deliver(position, DeliveryReply.From(reply), _session.RemoteName, handover);
            return;
        }

        var trouble = reply.Code >= 400
            ? Trouble.Answered(DeliveryPhase.FinalDot, reply)
            : Trouble.Broken(DeliveryPhase.FinalDot, 2, $"unexpected reply {reply}");
        _tally.Judge(position, trouble, _session.RemoteName);
    }

    // 530 to RCPT is about the session (log in first); the recipients before it may have been taken. It ends the session like 421.
    private static Trouble NotOfSession(Trouble trouble) =>
        DeliveryTrouble.ScopeOf(trouble) == TroubleScope.Session ? throw new HopException(trouble) : trouble;

    private enum Step
    {
        Reset,
        Mail,
        Rcpt,
        Data,
    }

    private Step StepOf(int index)
    {
        var step = _withReset ? index - 1 : index;
        return step < 0 ? Step.Reset : step == 0 ? Step.Mail : step <= _positions.Count ? Step.Rcpt : Step.Data;
    }

    private int PositionOf(int index) => _positions[index - (_withReset ? 2 : 1)];

    private DeliveryPhase PhaseOf(int index) => StepOf(index) switch
    {
        Step.Rcpt => DeliveryPhase.Rcpt,
        Step.Data => DeliveryPhase.Data,
        _ => DeliveryPhase.Mail,
    };

    private TimeSpan TimeoutOf(int index) => StepOf(index) switch
    {
        Step.Reset => _session.Timeouts.Hello,
        Step.Mail => _session.Timeouts.Mail,
        Step.Rcpt => _session.Timeouts.Rcpt,
        _ => _session.Timeouts.Data,
    };
}
