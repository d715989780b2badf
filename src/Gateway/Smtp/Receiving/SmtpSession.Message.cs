using System.Buffers;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Gateway.Telemetry.Tracing;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>The content half of a session: DATA, BDAT, commit.</summary>
internal sealed partial class SmtpSession
{
    private async ValueTask<bool> TakeDataAsync()
    {
        var intake = BeginIntake(dotStuffed: true);
        if (intake.Failure != SmtpReplyCause.Ok)
        {
            // Nothing of the message was sent yet, so it need not be read.
            return await EndMessageAsync(intake.Failure);
        }

        Reply(SmtpReplyCause.StartData);
        if (!await transport.FlushAsync())
        {
            return false;
        }

        while (true)
        {
            if (await transport.ReadContentAsync() is not { } buffer)
            {
                return EndInsideMessage();
            }

            var (ended, consumed) = await intake.TakeAsync(buffer, transport.StopToken);
            transport.Advance(buffer.GetPosition(consumed));
            transport.Watch.MessageBytes(consumed);
            if (ended)
            {
                return await FinishMessageAsync(intake, hasEndMark: true);
            }

            if (intake.DiscardedBytes > _limits.MaxDiscardBytes)
            {
                return EndWith(intake.Failure);
            }
        }
    }

    private async ValueTask<bool> TakeChunkAsync(SmtpCommand command, SmtpState next)
    {
        var intake = _intake ?? BeginIntake(dotStuffed: false);
        if (command.ChunkBytes > _limits.MaxMessageBytes - intake.ContentBytes)
        {
            await intake.FailAsync(SmtpReplyCause.MessageTooBig);
        }

        if (!await ReadChunkAsync(command.ChunkBytes, intake))
        {
            return false;
        }

        if (intake.Failure != SmtpReplyCause.Ok)
        {
            return await EndMessageAsync(intake.Failure);
        }

        return command.LastChunk ? await FinishMessageAsync(intake, hasEndMark: false) : Succeed(SmtpReplyCause.ChunkOk, next);
    }

    /// <summary>A chunk that belongs to no message: read past it, so that its octets are not taken for commands.</summary>
    private async ValueTask<bool> SkipChunkAsync(long bytes)
    {
        await using var nowhere = new MessageIntake(
            new DotDecoder(LineEndingPolicy.Refuse, dotStuffed: false), null, SmtpReplyCause.BadSequence, _limits.MaxMessageBytes);
        transport.Watch.BeginMessage();
        var skipped = await ReadChunkAsync(bytes, nowhere);
        transport.Watch.EndMessage();
        return skipped;
    }

    private async ValueTask<bool> ReadChunkAsync(long bytes, MessageIntake intake)
    {
        while (bytes > 0)
        {
            if (intake.Failure != SmtpReplyCause.Ok && bytes > _limits.MaxDiscardBytes - intake.DiscardedBytes)
            {
                return EndWith(intake.Failure);
            }

            if (await transport.ReadContentAsync() is not { } buffer)
            {
                return EndInsideMessage();
            }

            // Counted before it is given back: from then on the sequence's memory belongs to the pipe again.
            var taken = Math.Min(bytes, buffer.Length);
            var chunk = buffer.Slice(0, taken);
            await intake.TakeAsync(chunk, transport.StopToken);
            transport.Advance(chunk.End);
            transport.Watch.MessageBytes(taken);
            bytes -= taken;
        }

        return true;
    }

    private MessageIntake BeginIntake(bool dotStuffed)
    {
        var lineEndings = Lists(_options.LegacyLineEndingPeers, _client) ? LineEndingPolicy.Normalize : LineEndingPolicy.Refuse;
        IOriginalWriter? writer = null;
        var failure = SmtpReplyCause.Ok;
        try
        {
            writer = context.Spool.BeginOriginal();
        }
        catch (SpoolUnavailableException e)
        {
            failure = CauseOf(e);
            SmtpLog.StorageFailed(_log, _client, e);
        }

        _intake = new MessageIntake(new DotDecoder(lineEndings, dotStuffed), writer, failure, _limits.MaxMessageBytes) { Began = context.Time.GetUtcNow() };
        transport.Watch.BeginMessage();
        return _intake;
    }

    private async ValueTask<bool> FinishMessageAsync(MessageIntake intake, bool hasEndMark)
    {
        await intake.FinishAsync(hasEndMark, transport.StopToken);
        if (intake.Failure != SmtpReplyCause.Ok)
        {
            if (intake.StorageError is { } error)
            {
                SmtpLog.StorageFailed(_log, _client, error);
            }

            return await EndMessageAsync(intake.Failure);
        }

        transport.Watch.EndMessage();
        SpooledMessage message;
        try
        {
            message = await CommitInTurnAsync(intake);
        }
        catch (SpoolUnavailableException e)
        {
            SmtpLog.StorageFailed(_log, _client, e);
            return await EndMessageAsync(CauseOf(e));
        }

        if (message.Kind == MessageKind.Mail)
        {
            context.Metrics.Accepted(intake.ContentBytes);
        }

        Traces.Received(message, intake.Began);
        SmtpLog.Accepted(_log, message.Id, _client, intake.ContentBytes, message.Recipients.Count);
        transport.Write(SmtpReplies.Kept(message.Id).Wire);
        _errors = _refusedRecipients = _commands = 0;
        _state = SmtpState.Greeted;
        await DropTransactionAsync();
        context.Arrivals.OnCommitted(message);
        return true;
    }

    /// <summary>Counted from here on, when all of it has come: sessions that only wait make nobody crowded.</summary>
    private async ValueTask<SpooledMessage> CommitInTurnAsync(MessageIntake intake)
    {
        _tenants.ForEach(context.Traffic.Begin);
        var crowded = _tenants.Find(context.Traffic.IsCrowded);
        try
        {
            if (crowded is not null)
            {
                await context.Traffic.EnterWriterAsync(crowded);
            }

            try
            {
                return await CommitAsync(intake.Original!, intake.ContentBytes);
            }
            finally
            {
                if (crowded is not null)
                {
                    context.Traffic.LeaveWriter(crowded);
                }
            }
        }
        finally
        {
            _tenants.ForEach(context.Traffic.End);
        }
    }

    /// <summary>
    /// No token: when the client is gone or the server ends, the commit still runs to its own end. A message committed without a 250 is
    /// sent again by the client, which is a duplicate; one half committed would be a loss.
    /// </summary>
    private ValueTask<SpooledMessage> CommitAsync(IOriginalWriter original, long size)
    {
        var transaction = _transaction!;
        var envelope = transaction.Close(
            context.Time.GetUtcNow(), (_forwarded.Address ?? _client).ToString(), _forwarded.HeloName ?? _clientName, ProtocolName(transaction.SmtpUtf8));
        var groups = SmtpTransaction.Group(envelope, size, context.Grouping, out var groupOfRecipient);
        return context.Spool.CommitAsync(original, context.Grouping.KindOf(envelope), envelope, groups, groupOfRecipient, CancellationToken.None);
    }

    /// <summary>The "with" word of RFC 3848 and RFC 6531 4.3.</summary>
    private string ProtocolName(bool smtpUtf8) => (smtpUtf8, _isEsmtp, transport.IsTls) switch
    {
        (true, _, true) => "UTF8SMTPS",
        (true, _, false) => "UTF8SMTP",
        (false, true, true) => "ESMTPS",
        (false, true, false) => "ESMTP",
        _ => "SMTP",
    };

    private async ValueTask<bool> EndMessageAsync(SmtpReplyCause cause)
    {
        SmtpLog.MessageRefused(_log, _client, cause);
        _state = SmtpState.Greeted;
        await DropTransactionAsync();
        return SmtpReplies.For(cause).Code >= 500 ? Fail(cause) : Postpone(cause);
    }

    private bool EndInsideMessage()
    {
        if (transport.Watch.Stopped != SmtpReplyCause.Ok)
        {
            return EndStopped();
        }

        SmtpLog.ClientLostInMessage(_log, _client);
        return false;
    }

    private static SmtpReplyCause CauseOf(SpoolUnavailableException e) => e.OutOfSpace ? SmtpReplyCause.OutOfSpace : SmtpReplyCause.StorageFailed;
}
