using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Frames;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Scanning;
using Mugai.Policies;
using Mugai.Quarantine;
using Mugai.Sanitizing;
using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>Where originals go that were released.</summary>
/// <param name="Domain">The domain of the mailboxes on the Internet side; null: the address as it is.</param>
internal sealed record InternetMailbox(string? Domain);

/// <summary>What leaves the quarantine again. All but a released original goes through a worker first, by today's policy.</summary>
internal sealed partial class Releases(
    ISpool spool, IQuarantine quarantine, IAuditLog audit, ISandbox sandbox, PasswordHolds holds, ScanGate gate, LivePolicies policies, JourneyOptions options, InternetMailbox? mailbox,
    Func<string, string> senderOf, Action<SpooledMessage> kept, TimeProvider clock) : IReleases
{
    /// <summary>Tries per mail and person. Origin: somebody who mistypes needs three; a machine that guesses gets nowhere.</summary>
    private const int MaxTries = 10;

    private const int CopyBytes = 64 * 1024;

    private static readonly TimeSpan TriesLast = TimeSpan.FromMinutes(10);

    private readonly ActLimit<(MessageId, string)> _tries = new(MaxTries, TriesLast, clock);

    public async ValueTask<PasswordOutcome> TypePasswordAsync(
        MessageId id, OwnMail own, IReadOnlyList<string> passwords, string actor, CancellationToken token)
    {
        if (await quarantine.FindItemAsync(id, token).ConfigureAwait(false) is not { } item)
        {
            return PasswordOutcome.Unknown;
        }

        var mine = item.Waiting.Where(index => own.Holds(item.Message, index)).ToList();
        if (mine.Count == 0)
        {
            return PasswordOutcome.Unknown;
        }

        if (!_tries.Takes((id, actor)))
        {
            return PasswordOutcome.TooMany;
        }

        // Whoever is under the same policy gets what was opened for one of them; those under another one have their own judgement of the mail.
        var groups = mine.Select(index => item.Message.Recipients[index].Group).ToHashSet();
        var recipients = item.Waiting.Where(index => mine.Contains(index)
            || (groups.Contains(item.Message.Recipients[index].Group) && PolicyFor(policies.Current, item.Message, index).Policy.Release.ShareOpened)).ToList();
        var opened = await holds.OpenAsync(id, recipients, passwords, new UntrustedText("password typed"), token).ConfigureAwait(false);
        var note = new JsonObject { ["opened"] = opened };
        await audit.RecordAsync(new AuditNote(AuditKind.PasswordTyped, actor, Encoding.UTF8.GetBytes(note.ToJsonString()), id), CancellationToken.None).ConfigureAwait(false);
        return opened ? PasswordOutcome.Opened : PasswordOutcome.Wrong;
    }

    public async ValueTask<ReleaseCheck?> CheckAsync(MessageId id, int recipient, CancellationToken token)
    {
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        using var unused = new CleanOutput(options.Scratch);
        // The original itself may leave: what a policy spares the scanners is no matter here.
        var (rule, result, scan) = await SanitizeAsync(message, recipient, new ScanPolicy(), unused, token).ConfigureAwait(false);
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        var reason = result.Reason;
        result.Report.Any(part =>
        {
            codes.UnionWith(part.Findings.Select(finding => finding.Code));
            reason = part.Reason == Reason.Scanner ? Reason.Scanner : reason;
            return false;
        });
        return new ReleaseCheck(clock.GetUtcNow(), result.Outcome, reason, [.. codes.Take(100)], rule.Policy.Revision) { Scan = scan };
    }

    public async ValueTask<bool> SendAgainAsync(MessageId id, IReadOnlyList<int> recipients, string actor, UntrustedText why, CancellationToken token)
    {
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } message)
        {
            return false;
        }

        var sent = false;
        foreach (var same in recipients.GroupBy(index => PolicyFor(policies.Current, message, index).Policy.Revision))
        {
            using var output = new CleanOutput(options.Scratch);
            // What comes out is scanned when it leaves, like every mail.
            var (rule, result, scan) = await SanitizeAsync(message, same.First(), null, output, token).ConfigureAwait(false);
            if (!result.HasOutput || scan is not (null or { Verdict: ScanVerdict.Clean }))
            {
                continue;
            }

            var envelope = EnvelopeFor(message, same.Select(index => message.Envelope.Recipients[index].Address));
            var mail = new CleanMessage(TraceFields.Write(message, options.Hostname, rule.Policy.Revision), output, $"{options.LinkPrefix}/m/{message.Id}");
            var bytes = mail.OpenRead();
            await using (bytes.ConfigureAwait(false))
            {
                await KeepAsync(MessageKind.Notice, envelope, new RecipientGroup(0, rule.Tenant, "again", rule.Policy.Revision), bytes, token).ConfigureAwait(false);
            }

            var note = new JsonObject { ["policy"] = rule.Policy.Revision, ["recipients"] = new JsonArray([.. same.Select(index => (JsonNode)index)]), ["why"] = why.ForDisplay() };
            await audit.RecordAsync(new AuditNote(AuditKind.SentAgain, actor, Encoding.UTF8.GetBytes(note.ToJsonString()), id), CancellationToken.None).ConfigureAwait(false);
            sent = true;
        }

        return sent;
    }

    public async ValueTask<Stream?> OpenCleanAsync(MessageId id, int recipient, CancellationToken token)
    {
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } message)
        {
            return null;
        }

        var output = new CleanOutput(options.Scratch);
        try
        {
            var (rule, result, scan) = await SanitizeAsync(message, recipient, null, output, token).ConfigureAwait(false);
            if (!result.HasOutput || scan is not (null or { Verdict: ScanVerdict.Clean }))
            {
                return null;
            }

            var mail = new CleanMessage(TraceFields.Write(message, options.Hostname, rule.Policy.Revision), output, $"{options.LinkPrefix}/m/{message.Id}");
            if (await gate.ScanCleanAsync(id, rule.Policy.Scan, _ => ValueTask.FromResult(mail.OpenRead()), token).ConfigureAwait(false) is not (null or { Verdict: ScanVerdict.Clean }))
            {
                return null;
            }

            var owned = new OwnedStream(mail.OpenRead(), output);
            output = null;
            return owned;
        }
        finally
        {
            output?.Dispose();
        }
    }

    public async ValueTask<CleanPart?> OpenCleanPartAsync(MessageId id, int recipient, string path, CancellationToken token)
    {
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } message)
        {
            return null;
        }

        var output = new CleanOutput(options.Scratch);
        try
        {
            var (rule, result, scan) = await SanitizeAsync(message, recipient, null, output, token, new SinglePart(path, SinglePartForm.Clean)).ConfigureAwait(false);
            if (!result.HasOutput || scan is not (null or { Verdict: ScanVerdict.Clean })
                || await gate.ScanCleanAsync(id, rule.Policy.Scan, _ => ValueTask.FromResult(output.OpenRead(null)), token).ConfigureAwait(false) is not (null or { Verdict: ScanVerdict.Clean }))
            {
                return null;
            }

            var part = new CleanPart(result.Report.Output!.Name, new OwnedStream(output.OpenRead(null), output));
            output = null;
            return part;
        }
        finally
        {
            output?.Dispose();
        }
    }

    /// <summary>Puts an original on its way to its recipient's mailbox on the Internet side.</summary>
    public async ValueTask<bool> SendOriginalAsync(MessageId id, int recipient, CancellationToken token)
    {
        if (mailbox is null || await spool.FindAsync(id, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } message)
        {
            return false;
        }

        var address = message.Envelope.Recipients[recipient].Address;
        var at = address.LastIndexOf('@');
        var envelope = EnvelopeFor(message, [mailbox.Domain is { } domain && at > 0 ? $"{address[..at]}@{domain}" : address]);
        var bytes = await spool.OpenOriginalAsync(id, token).ConfigureAwait(false);
        await using (bytes.ConfigureAwait(false))
        {
            await KeepAsync(MessageKind.Released, envelope, new RecipientGroup(0, message.Groups[message.Recipients[recipient].Group].Tenant, "released", ""), bytes, token).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>The rule that a recipient's mail would be judged by if it came now; of those that ask for sender authentication the one that was chosen for it when it came.</summary>
    public PolicyRule PolicyFor(PolicySnapshot snapshot, SpooledMessage message, int recipient)
    {
        var candidates = snapshot.Candidates(PolicyQuestion.For(message, recipient, policies, snapshot, clock));
        var chosen = message.Groups[message.Recipients[recipient].Group].PolicyName;
        return candidates.FirstOrDefault(rule => rule.Policy.Name == chosen) ?? candidates[^1];
    }

    /// <summary>What the scanners say of an original now; null when the installation has none.</summary>
    public async ValueTask<ScanReport?> ScanAsync(MessageId id, CancellationToken token) =>
        gate.HasScanners ? await gate.ScanOriginalAsync(id, cancel => spool.OpenOriginalAsync(id, cancel), token).ConfigureAwait(false) : null;

    /// <param name="message">The mail.</param>
    /// <param name="recipient">For whom.</param>
    /// <param name="scanning">What the scanners see; null: what the policy says.</param>
    /// <param name="output">Gets what is clean.</param>
    /// <param name="token">Cancels.</param>
    /// <param name="single">One part that is wanted instead of the mail.</param>
    private async ValueTask<(PolicyRule Rule, SandboxResult Result, ScanReport? Original)> SanitizeAsync(
        SpooledMessage message, int recipient, ScanPolicy? scanning, CleanOutput output, CancellationToken token, SinglePart? single = null)
    {
        var (rule, job) = JobFor(message, recipient);
        var (result, scan) = await gate.AlongsideAsync(
            message.Id, scanning ?? rule.Policy.Scan, cancel => spool.OpenOriginalAsync(message.Id, cancel), () => SanitizeAsync(job with { Single = single }, message, output, token), token).ConfigureAwait(false);
        return (rule, result, scan);
    }

    /// <summary>The original of <paramref name="message"/> through a worker once more. No scanner is asked: of what comes out nothing leaves but pixels and text.</summary>
    public ValueTask<SandboxResult> SanitizeAsync(SandboxJob job, SpooledMessage message, CleanOutput output, CancellationToken token) =>
        sandbox.SanitizeAsync(job, cancel => spool.OpenOriginalAsync(message.Id, cancel), output, token);

    /// <summary>What would be done with the mail of that recipient if it came now.</summary>
    public (PolicyRule Rule, SandboxJob Job) JobFor(SpooledMessage message, int recipient)
    {
        var rule = PolicyFor(policies.Current, message, recipient);
        return (rule, new SandboxJob
        {
            Id = message.Id.ToString(), Tenant = rule.Tenant, Kind = JobKind.Mail, Policy = rule.Policy, InputSize = message.Size, Passwords = options.Passwords,
        });
    }

    private Envelope EnvelopeFor(SpooledMessage message, IEnumerable<string> addresses) => new()
    {
        MailFrom = "", Recipients = [.. addresses.Select(address => new EnvelopeRecipient(address, "NEVER"))], ReceivedAt = clock.GetUtcNow(),
        ClientAddress = message.Envelope.ClientAddress, ClientName = message.Envelope.ClientName, Protocol = message.Envelope.Protocol, SmtpUtf8 = message.Envelope.SmtpUtf8,
    };

    private async ValueTask KeepAsync(MessageKind kind, Envelope envelope, RecipientGroup group, Stream bytes, CancellationToken token)
    {
        var original = spool.BeginOriginal();
        await using (original.ConfigureAwait(false))
        {
            var buffer = new byte[CopyBytes];
            int count;
            while ((count = await bytes.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
            {
                await original.WriteAsync(buffer.AsMemory(0, count), token).ConfigureAwait(false);
            }

            kept(await spool.CommitAsync(original, kind, envelope, [group], new int[envelope.Recipients.Count], token).ConfigureAwait(false));
        }
    }
}
