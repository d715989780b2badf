using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Attachments that wait for a password (PPAP: the archive in one mail, its password in the next). Notes whose mail went out without them; when a
/// later mail of the same sender to the same recipient brings words that may be the password, tries them on the original, and what opens follows
/// in a second mail. Words are tried and forgotten: they are in no log, no file, no row.
/// </summary>
internal sealed class PasswordHolds(
    ISpool spool, ISandbox sandbox, PolicyOfRevision policies, JourneyOptions options, TimeProvider clock, Action<SpooledMessage> kept, ILogger log)
{
    /// <summary>Waiting mails that one mail's words are tried on; a sender with more than these open has other troubles.</summary>
    private const int MaxWaiting = 8;

    /// <summary>
    /// Mails that may offer words to one waiting mail. Each costs a pass over its archive, and whoever can write to the recipient in the sender's
    /// name can send as many as he likes; people send one or two.
    /// </summary>
    private const int MaxOffers = 16;

    /// <summary>What all tries together may delay the mail that brings the words: a sender in somebody's name must not hold up that somebody's mail.</summary>
    private static readonly TimeSpan OfferTime = TimeSpan.FromSeconds(30);

    private const int MaxOffersRemembered = 10_000;

    private const int CopyBytes = 64 * 1024;

    private readonly ConcurrentDictionary<MessageId, int> _offers = new();
    private readonly EarlierWords _earlier = new(spool, sandbox, policies, options);

    /// <summary>
    /// Notes who is about to get a mail without an encrypted part. Before it goes out: the mail that brings the password may come in the same moment in
    /// which the first one arrives.
    /// </summary>
    public async ValueTask NoteAsync(GroupStep step, TimeSpan wait, CancellationToken token)
    {
        if (Of(step, wait) is { Count: > 0 } holds)
        {
            await spool.ApplyAsync(new SpoolChange { Message = step.Message.Id, Group = step.Group.Number, Report = step.Report, Holds = holds }, token);
            if (wait > TimeSpan.Zero)
            {
                await SeekAsync(step, wait, token);
            }
        }
    }

    /// <summary>
    /// The password may have come before its archive. After the hold was noted: a mail that comes in between finds the hold, one that came before is found here. A crash
    /// repeats the search.
    /// </summary>
    private async ValueTask SeekAsync(GroupStep step, TimeSpan wait, CancellationToken token)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(token);
        inTime.CancelAfter(OfferTime);
        var still = step.Due.Select(recipient => recipient.Index).ToHashSet();
        try
        {
            await foreach (var offer in _earlier.FindAsync(step, wait, inTime.Token))
            {
                List<int> recipients = [.. offer.Recipients.Where(still.Contains)];
                if (recipients.Count > 0 && await OpenAsync(
                    step.Message.Id, recipients, offer.Words, new UntrustedText($"password in message {offer.Message}"), inTime.Token))
                {
                    still.ExceptWith(recipients);
                }
            }
        }
        catch (Exception failure) when (MayGoOnAfter(failure, token))
        {
            DispatchLog.OpeningFailed(log, step.Message.Id, failure);
        }
    }

    private static IReadOnlyList<PartHold> Of(GroupStep step, TimeSpan wait)
    {
        if (step.Result is not { HasOutput: true } result || SenderOf(step.Message, result.Facts) is not { } sender || !result.Report.WaitsForPassword)
        {
            return [];
        }

        // Also when nothing waits for a later mail: a person may type the password.
        var until = step.Message.Envelope.ReceivedAt + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        return [.. step.Due.Select(recipient => new PartHold(recipient.Index, sender, until))];
    }

    /// <summary>
    /// Tries the words of <paramref name="step"/>'s mail on what waits for its recipients. Before that mail is recorded as delivered: a crash in between
    /// repeats the attempt, and a part that followed already does not wait any more.
    /// </summary>
    public async ValueTask OfferAsync(GroupStep step, CancellationToken token)
    {
        if (step.Result?.Facts is not { PasswordWords: { Count: > 0 } said } facts)
        {
            return;
        }

        List<string> words = [.. said.Select(word => word.DangerousRaw)];
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(token);
        inTime.CancelAfter(OfferTime);
        foreach (var (message, recipients) in await FindWaitingAsync(step, facts, token))
        {
            if (Counts(message))
            {
                await TryOpenAsync(message, recipients, words, step.Message.Id, inTime.Token, token);
            }
        }
    }

    /// <summary>Tries passwords on one mail's waiting parts. True when something opened and is on its way to <paramref name="recipients"/>.</summary>
    public async ValueTask<bool> OpenAsync(
        MessageId id, IReadOnlyList<int> recipients, IReadOnlyList<string> passwords, UntrustedText why, CancellationToken token)
    {
        if (await spool.FindAsync(id, token) is not { } message)
        {
            return false;
        }

        var opened = false;
        foreach (var group in recipients.GroupBy(index => message.Recipients[index].Group))
        {
            opened |= await OpenGroupAsync(message, message.Groups[group.Key], [.. group], passwords, why, token);
        }

        return opened;
    }

    /// <summary>What waits may be damaged or opened by another mail meanwhile: that must not keep the mail at hand from its recipient.</summary>
    private async ValueTask TryOpenAsync(MessageId waiting, IReadOnlyList<int> recipients, IReadOnlyList<string> words, MessageId bringing, CancellationToken inTime, CancellationToken token)
    {
        try
        {
            await OpenAsync(waiting, recipients, words, new UntrustedText($"password in message {bringing}"), inTime);
        }
        catch (Exception failure) when (MayGoOnAfter(failure, token))
        {
            DispatchLog.OpeningFailed(log, waiting, failure);
        }
    }

    private static bool MayGoOnAfter(Exception failure, CancellationToken token) => failure is OperationCanceledException
        ? !token.IsCancellationRequested
        : failure is SpoolUnavailableException or IOException or InvalidDataException or InvalidOperationException and not ObjectDisposedException;

    private async ValueTask<bool> OpenGroupAsync(
        SpooledMessage message, RecipientGroup group, IReadOnlyList<int> recipients, IReadOnlyList<string> passwords, UntrustedText why, CancellationToken token)
    {
        if (await spool.FindReportAsync(message.Id, group.Number, token) is not { } stored
            || StoredReport.Read(stored).FindWaitingParts() is not { Count: > 0 } waiting)
        {
            return false;
        }

        using var output = new CleanOutput(options.Scratch);
        var job = new SandboxJob
        {
            Id = message.Id.ToString(), Tenant = group.Tenant, Kind = JobKind.Mail, InputSize = message.Size,
            Policy = await policies(group.PolicyRevision, token),
            Passwords = [.. passwords.Take(FrameLimits.MaxPasswords)],
            Following = [.. waiting.Take(FrameLimits.MaxFollowing)],
        };
        var result = await sandbox.SanitizeAsync(job, cancel => spool.OpenOriginalAsync(message.Id, cancel), output, token);
        if (result.Outcome != Outcome.Rebuilt || !result.HasOutput)
        {
            DispatchLog.PartsStillWait(log, message.Id, result.Outcome, result.Reason);
            return false;
        }

        // What a rule would have held or sent back does not come by way of its password; it waits on, and whoever may decide can send the mail again.
        if (MailRuling.Of(job.Policy.Mail, result.Report) is { Way: not MailWay.Deliver })
        {
            DispatchLog.PartsStillWait(log, message.Id, Outcome.Held, Reason.Policy);
            return false;
        }

        await SendAsync(message, group, recipients, output, token);
        if (!result.Report.WaitsForPassword)
        {
            await spool.ApplyAsync(new SpoolChange { Message = message.Id, Group = group.Number, Opened = recipients, Why = why }, CancellationToken.None);
            _offers.TryRemove(message.Id, out _);
        }

        DispatchLog.PartsFollow(log, message.Id, recipients.Count);
        return true;
    }

    /// <summary>The second mail is a message of its own: durable before the hold ends, delivered like every other.</summary>
    private async ValueTask SendAsync(SpooledMessage message, RecipientGroup group, IReadOnlyList<int> recipients, CleanOutput output, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var envelope = new Envelope
        {
            MailFrom = "", Recipients = [.. recipients.Select(index => new EnvelopeRecipient(message.Envelope.Recipients[index].Address, "NEVER"))], ReceivedAt = now,
            ClientAddress = message.Envelope.ClientAddress, ClientName = message.Envelope.ClientName, Protocol = message.Envelope.Protocol, SmtpUtf8 = message.Envelope.SmtpUtf8,
        };
        var trace = TraceFields.WriteFollowing(message, options.Hostname, group.PolicyRevision, now);
        var mail = new CleanMessage(trace, output, $"{options.LinkPrefix}/m/{message.Id}");
        var original = spool.BeginOriginal();
        await using (original)
        {
            var bytes = mail.OpenRead();
            await using (bytes)
            {
                var buffer = new byte[CopyBytes];
                int count;
                while ((count = await bytes.ReadAsync(buffer, token)) > 0)
                {
                    await original.WriteAsync(buffer.AsMemory(0, count), token);
                }
            }

            kept(await spool.CommitAsync(
                original, MessageKind.Notice, envelope, [new RecipientGroup(0, group.Tenant, "following", group.PolicyRevision)], new int[recipients.Count], token));
        }
    }

    private async ValueTask<Dictionary<MessageId, IReadOnlyList<int>>> FindWaitingAsync(GroupStep step, MailFacts facts, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var senders = facts.From.Take(1).Select(from => from.DangerousRaw).Append(step.Message.Envelope.MailFrom)
            .Where(sender => sender.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var found = new HashSet<WaitingParts>();
        foreach (var recipient in step.Due)
        {
            foreach (var sender in senders)
            {
                var address = step.Message.Envelope.Recipients[recipient.Index].Address;
                found.UnionWith(await spool.FindHoldsAsync(sender, address, now, MaxWaiting, token));
            }
        }

        return found.Where(parts => parts.Message != step.Message.Id).GroupBy(parts => parts.Message).Take(MaxWaiting)
            .ToDictionary(mail => mail.Key, IReadOnlyList<int> (mail) => [.. mail.Select(parts => parts.Recipient).Order()]);
    }

    private bool Counts(MessageId message)
    {
        if (_offers.Count > MaxOffersRemembered)
        {
            _offers.Clear();
        }

        return _offers.AddOrUpdate(message, 1, (_, offers) => offers + 1) <= MaxOffers;
    }

    /// <summary>The author as the mail says; of a mail without one, the envelope's sender. A lie here offers words to a stranger's archive, which is sanitized like any other.</summary>
    private static string? SenderOf(SpooledMessage message, MailFacts? facts) =>
        facts is { From: [{ IsEmpty: false } author, ..] } ? author.DangerousRaw
        : message.Envelope.MailFrom.Length > 0 ? message.Envelope.MailFrom
        : null;
}
