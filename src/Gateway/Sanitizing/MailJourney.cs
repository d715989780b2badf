using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Notifications;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Gateway.Telemetry.Metrics;
using Mugai.Gateway.Telemetry.Tracing;
using Mugai.Gateway.Tenants;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Scanning;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>Where the journey gets the policy of a revision from: the snapshot in force, or the spool for older ones.</summary>
public delegate ValueTask<SanitizePolicy> PolicyOfRevision(string revision, CancellationToken token);

/// <summary>What a journey needs to know besides the message.</summary>
/// <param name="Hostname">Our name in Received.</param>
/// <param name="LinkPrefix">What the link in a notice begins with.</param>
/// <param name="Scratch">Where clean output above 256 KiB waits, encrypted.</param>
/// <param name="Passwords">Tried on what is encrypted.</param>
/// <param name="MaxHops">See <see cref="DispatcherOptions.MaxHops"/>.</param>
public sealed record JourneyOptions(string Hostname, string LinkPrefix, ScratchFiles Scratch, IReadOnlyList<string> Passwords, int MaxHops);

/// <summary>
/// One message from the spool to the next hop: each group of recipients is sanitized once, delivered, and every step is recorded. The
/// order is what keeps "nothing is lost": the clean output is stored before anybody is deferred; a notification is durable before
/// its cause is recorded; Delivered is recorded after the next hop said 250, so that a crash in between repeats, never loses.
/// </summary>
internal sealed class MailJourney(
    ISpool spool, IQuarantine quarantine, ISandbox sandbox, INextHop nextHop, INextHop? bounceHop, INextHop? internetHop, INextHop? canaryHop, SenderNotices notices, PasswordHolds holds, ScanGate gate, ScanWait scanWait, RetrySchedule schedule, PolicyOfRevision policies, PolicyChoice chooser, ShadowJudge shadow,
    JourneyOptions options, TimeProvider clock, ILogger log) : IJourney
{
    /// <summary>RFC 5321 6.3 and RFC 3463: a routing loop.</summary>
    private static readonly DeliveryReply LoopReply = DeliveryReply.Ours(new ReplyStatus(5, 4, 6), "Routing loop detected: too many hops");

    /// <summary>RFC 3463: delivery not authorized, message refused.</summary>
    private static readonly DeliveryReply RefusedReply = DeliveryReply.Ours(new ReplyStatus(5, 7, 1), "Refused by the policy of the recipient's organization");

    public async Task RunAsync(SpooledMessage message, string tenant, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        foreach (var group in message.Groups.Where(group => group.Tenant == tenant))
        {
            var due = message.Recipients.Where(recipient => recipient.Group == group.Number && IsDue(recipient, now)).ToList();
            if (due.Count == 0)
            {
                continue;
            }

            if (HoldsEverything(message, group))
            {
                await HoldEverythingAsync(new GroupStep(message, group, due, null, null));
            }
            else if (message.Kind is not (MessageKind.Mail or MessageKind.Canary))
            {
                await DeliverOwnAsync(message, group, due, token);
            }
            else if (group.HasOutput)
            {
                await DeliverStoredAsync(message, group, due, token);
            }
            else
            {
                await SanitizeAndDeliverAsync(message, group, due, token);
            }
        }
    }

    private static bool IsDue(SpooledRecipient recipient, DateTimeOffset now) =>
        recipient.State is RecipientState.Queued or RecipientState.Deferred && recipient.NextAttempt <= now;

    private async Task SanitizeAndDeliverAsync(SpooledMessage message, RecipientGroup group, List<SpooledRecipient> due, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        (group, var policy) = await chooser.ChooseAsync(message, group, OpenOriginal(message), token);
        using var output = new CleanOutput(options.Scratch);
        var job = new SandboxJob
        {
            Id = message.Id.ToString(), Tenant = message.Kind == MessageKind.Canary ? Tenant.CanaryName : group.Tenant, Kind = JobKind.Mail, Policy = policy, InputSize = message.Size, Passwords = options.Passwords,
        };
        var original = OpenOriginal(message);
        var (sanitized, before) = await gate.AlongsideAsync(
            message.Id, policy.Scan, new OpenContent(original), () => SanitizeAsync(job, message, output, token), token);
        var clean = new CleanMessage(TraceFields.Write(message, options.Hostname, group.PolicyRevision), output, $"{options.LinkPrefix}/m/{message.Id}");
        var after = sanitized.HasOutput && before is null or { Verdict: ScanVerdict.Clean }
            ? await gate.ScanCleanAsync(message.Id, policy.Scan, _ => ValueTask.FromResult(clean.OpenRead()), token) : null;
        var scan = new MailScan(before, after);
        var result = scan.Apply(sanitized);
        var report = StoredReport.Write(result.Facts, ReportJson.Write(result.Report, group.PolicyRevision, GatewayConfig.EngineVersion, watch.ElapsedMilliseconds, scan: scan));
        var step = new GroupStep(message, group, due, report, result);
        step = step with { Shadow = shadow.Judge(step, policy) };
        if ((result.Facts?.Hops ?? 0) > options.MaxHops)
        {
            DispatchLog.Loop(log, message.Id, (result.Facts?.Hops ?? 0));
            await RecordAsync(step, AllFailed(due, LoopReply), watch);
            return;
        }

        if (scan is { IsUnknown: true, IsHopeless: false } && scanWait.MayTryAgain(message.Id))
        {
            await WaitForScannerAsync(step, policy.Scan.DeferOnFailure, watch);
            return;
        }

        if (!result.HasOutput)
        {
            await HoldAsync(step, policy, result.Reason, $"held: {result.Reason.Word()}", watch, token);
            return;
        }

        if (await IsRuledOutAsync(step, policy, watch, token))
        {
            return;
        }

        await holds.OfferAsync(step, token);
        await holds.NoteAsync(step, policy.PasswordWait, token);
        if (HoldsEverything(message, group))
        {
            await HoldEverythingAsync(step);
            return;
        }

        var delivery = await DeliverAsync(HopFor(message), DeliveryJob.For(message, group, due, clean.Content), token);
        var outcome = Judge(message, due, delivery);
        if (outcome.Steps.Any(each => each.Event == RecipientEvent.Deferred))
        {
            var bytes = clean.OpenRead();
            await using (bytes)
            {
                // The next hop may have taken it for some already: from here on shutting down must not come between that and its record.
                await spool.StoreOutputAsync(message.Id, group.Number, bytes, CancellationToken.None);
            }
        }

        await RecordAsync(step, outcome, watch);
    }

    private async Task DeliverStoredAsync(SpooledMessage message, RecipientGroup group, List<SpooledRecipient> due, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var content = DeliveryContent.FromStream(cancel => spool.OpenOutputAsync(message.Id, group.Number, cancel), length: null);
        var delivery = await DeliverAsync(HopFor(message), DeliveryJob.For(message, group, due, content), token);
        await RecordAsync(new GroupStep(message, group, due, null, null), Judge(message, due, delivery), watch);
    }

    /// <summary>What Mugai wrote itself: notifications go outward by way of the bounce hop, notices inward by the next hop.</summary>
    private async Task DeliverOwnAsync(SpooledMessage message, RecipientGroup group, List<SpooledRecipient> due, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var hop = message.Kind switch { MessageKind.Notice or MessageKind.Confirmed => nextHop, MessageKind.Released => internetHop, _ => bounceHop };
        var step = new GroupStep(message, group, due, null, null);
        if (hop is null)
        {
            var steps = due.Select(recipient => new RecipientStep(recipient.Index, RecipientEvent.Held, Reply: new UntrustedText(message.Kind == MessageKind.Released ? "no release.internetVia is configured" : "no bounceVia is configured"))).ToList();
            await RecordAsync(step, new GroupOutcome(steps, []), watch);
            return;
        }

        if (!await PassesScannersAsync(step, watch, token))
        {
            return;
        }

        var content = DeliveryContent.FromStream(cancel => spool.OpenOriginalAsync(message.Id, cancel), message.Size);
        var delivery = await DeliverAsync(hop, DeliveryJob.For(message, group, due, content), token);
        await RecordAsync(step, Judge(message, due, delivery), watch);
    }

    /// <summary>
    /// What was rebuilt for people later on (parts that a password opened, a mail cleaned again) is scanned when it leaves, and so is an original that was confirmed: whatever time
    /// passed since somebody agreed, a scanner calls it clean now. What Mugai wrote about a mail is nothing to scan.
    /// </summary>
    private async Task<bool> PassesScannersAsync(GroupStep step, Stopwatch watch, CancellationToken token)
    {
        var (message, group) = (step.Message, step.Group);
        OpenContent open = cancel => spool.OpenOriginalAsync(message.Id, cancel);
        var (policy, scan) = (new ScanPolicy(), default(ScanReport));
        if (message.Kind == MessageKind.Confirmed)
        {
            scan = await gate.ScanOriginalAsync(message.Id, open, token);
        }
        else if (message.Kind == MessageKind.Notice && group.PolicyRevision.Length > 0)
        {
            policy = (await policies(group.PolicyRevision, token)).Scan;
            scan = await gate.ScanCleanAsync(message.Id, policy, open, token);
        }

        if (scan is null or { Verdict: ScanVerdict.Clean })
        {
            return true;
        }

        if (scan is { Verdict: ScanVerdict.Failed, IsHopeless: false } && scanWait.MayTryAgain(message.Id))
        {
            await WaitForScannerAsync(step, policy.DeferOnFailure, watch);
        }
        else
        {
            DispatchLog.HeldWhole(log, message.Id, Reason.Scanner);
            await RecordAsync(step, new GroupOutcome([.. step.Due.Select(recipient => new RecipientStep(recipient.Index, RecipientEvent.Held, Reply: new UntrustedText("held: scanner")))], []), watch);
        }

        return false;
    }

    /// <summary>No scanner can say anything now: nobody is told but who looks after the gateway, because it goes on by itself.</summary>
    private async Task WaitForScannerAsync(GroupStep step, bool isDeferred, Stopwatch watch)
    {
        const string Why = $"{ScanWait.Word} no scanner could say that it is clean";
        var reply = DeliveryReply.Ours(new ReplyStatus(4, 7, 1), Why);
        var outcome = isDeferred
            ? Judge(step.Message, [.. step.Due], new DeliveryReport([.. step.Due.Select(recipient => new RecipientDelivery(recipient.Index, DeliveryOutcome.Deferred, reply, DeliveryPhase.Content, DeliverySide.Local, "", DsnHandover.None))]))
            : new GroupOutcome([.. step.Due.Select(recipient => new RecipientStep(recipient.Index, RecipientEvent.Held, Reply: new UntrustedText(Why)))], []);
        await RecordAsync(step, outcome, watch);
        scanWait.Note(step.Message.Id);
    }

    /// <summary>What was found decides about the whole mail. One that a person sent on is not held by the same rule again.</summary>
    private async Task<bool> IsRuledOutAsync(GroupStep step, SanitizePolicy policy, Stopwatch watch, CancellationToken token)
    {
        // A canary is no mail: it is to come through what is hostile in it, whatever a rule says of that.
        var ruling = step.Message.Kind == MessageKind.Mail ? MailRuling.Of(policy.Mail, step.Result!.Report) : default;
        if (ruling.Way == MailWay.Reject)
        {
            DispatchLog.Refused(log, step.Message.Id, ruling.Why);
            await RecordAsync(step, AllFailed([.. step.Due], RefusedReply), watch);
            return true;
        }

        if (ruling.Way == MailWay.Hold && !step.Due.All(recipient => HoldWords.IsPolicy(recipient.LastReply)))
        {
            await HoldAsync(step, policy, Reason.Policy, HoldWords.ByPolicy(ruling.Why), watch, token);
            return true;
        }

        return false;
    }

    /// <summary>The whole mail waits for a person; its recipients are told at once.</summary>
    private async Task HoldAsync(GroupStep step, SanitizePolicy policy, Reason reason, string reply, Stopwatch watch, CancellationToken token)
    {
        DispatchLog.HeldWhole(log, step.Message.Id, reason);
        if (step.Message.Kind == MessageKind.Mail)
        {
            await notices.TellHeldAsync(step, policy.Language, reason, $"{options.LinkPrefix}/m/{step.Message.Id}", token);
        }

        var why = new UntrustedText(reply);
        await RecordAsync(step, new GroupOutcome([.. step.Due.Select(recipient => new RecipientStep(recipient.Index, RecipientEvent.Held, Reply: why))], []), watch);
    }

    /// <summary>An incident: nothing goes inward until an administrator says so. What we tell outside senders goes on.</summary>
    private bool HoldsEverything(SpooledMessage message, RecipientGroup group) => message.Kind is not (MessageKind.Notification or MessageKind.Canary) && quarantine.HoldsEverythingOf(group.Tenant);

    private Task HoldEverythingAsync(GroupStep step) => RecordAsync(
        step, new GroupOutcome([.. step.Due.Select(recipient => new RecipientStep(recipient.Index, RecipientEvent.Held, Reply: HoldWords.Everything))], []), Stopwatch.StartNew());

    private async ValueTask<SandboxResult> SanitizeAsync(SandboxJob job, SpooledMessage message, CleanOutput output, CancellationToken token)
    {
        using var span = Traces.Sandbox(message.Size);
        var result = await sandbox.SanitizeAsync(job, OpenOriginal(message), output, token);
        span?.SetTag("mugai.outcome", result.Outcome.Word()).SetTag("mugai.reason", result.Reason.Word()).SetTag("mugai.workers.lost", result.WorkersLost);
        if (message.Kind == MessageKind.Mail)
        {
            JourneyMeter.Sanitized(result.Report);
        }

        return result;
    }

    /// <summary>A canary never leaves, whatever becomes of it.</summary>
    private INextHop HopFor(SpooledMessage message) => message.Kind != MessageKind.Canary ? nextHop : canaryHop ?? throw new InvalidOperationException("Canaries are switched off.");

    private static async ValueTask<DeliveryReport> DeliverAsync(INextHop hop, DeliveryJob job, CancellationToken token)
    {
        using var span = Traces.Delivery(hop.Name, job.Recipients.Count);
        var report = await hop.DeliverAsync(job, token);
        span?.SetTag("mugai.delivered", report.Recipients.Count(recipient => recipient.Outcome == DeliveryOutcome.Delivered));
        return report;
    }

    private Func<CancellationToken, ValueTask<Stream>> OpenOriginal(SpooledMessage message) => message.RecentOriginal is { } recent
        ? _ => ValueTask.FromResult<Stream>(new MemoryStream(recent.ToArray(), writable: false))
        : token => spool.OpenOriginalAsync(message.Id, token);

    /// <summary>What the next hop's words mean for each recipient, and what the sender is to hear of it.</summary>
    private GroupOutcome Judge(SpooledMessage message, List<SpooledRecipient> due, DeliveryReport delivery)
    {
        var steps = new List<RecipientStep>(due.Count);
        var events = new List<DsnEvent>();
        foreach (var (recipient, told) in due.Zip(delivery.Recipients))
        {
            var retry = told.Outcome == DeliveryOutcome.Deferred ? schedule.Decide(message.Id, message.Envelope.ReceivedAt, recipient) : default;
            var what = told.Outcome switch
            {
                DeliveryOutcome.Delivered => RecipientEvent.Delivered,
                DeliveryOutcome.Deferred when !retry.HasExpired => RecipientEvent.Deferred,
                _ => RecipientEvent.Failed,
            };
            steps.Add(new(recipient.Index, what, retry.NextAttempt, told.Reply.ToText()));
            if (DsnEvent.From(told, retry) is { } tell)
            {
                events.Add(tell);
            }
        }

        return new GroupOutcome(steps, events);
    }

    private static GroupOutcome AllFailed(List<SpooledRecipient> due, DeliveryReply reply) => new(
        [.. due.Select(recipient => new RecipientStep(recipient.Index, RecipientEvent.Failed, Reply: reply.ToText()))],
        [.. due.Select(recipient => new DsnEvent(recipient.Index, DsnAction.Failed, reply, ""))]);

    /// <summary>The notification is durable before its cause is: a crash in between tells the sender twice, never not at all.</summary>
    private async Task RecordAsync(GroupStep step, GroupOutcome outcome, Stopwatch watch)
    {
        if (step.Message.Kind == MessageKind.Mail)
        {
            await notices.TellSenderAsync(step, outcome.Events, CancellationToken.None);
        }

        // A null array converts to an empty memory, not to none: an attempt that sanitized nothing must not put an empty report over the real one.
        ReadOnlyMemory<byte>? report = step.Report is null ? default(ReadOnlyMemory<byte>?) : step.Report;
        var change = new SpoolChange { Message = step.Message.Id, Group = step.Group.Number, Steps = outcome.Steps, Report = report, Terms = step.Result is { } found ? ReportTerms.Of(found) : [], Tallies = step.Result is { } counted ? [.. ReportTallies.Of(counted), .. step.Shadow] : [] };
        await spool.ApplyAsync(change, CancellationToken.None);
        var result = step.Result;
        if (result is not null && step.Message.Kind == MessageKind.Mail)
        {
            JourneyMeter.FirstAttempt(clock.GetUtcNow() - step.Message.Envelope.ReceivedAt);
        }

        DispatchLog.Processed(
            log, step.Message.Id, step.Group.Number, result?.Outcome ?? Outcome.Rebuilt, result?.Reason ?? Reason.None,
            outcome.Count(RecipientEvent.Delivered), outcome.Count(RecipientEvent.Deferred), outcome.Count(RecipientEvent.Failed), outcome.Count(RecipientEvent.Held), watch.ElapsedMilliseconds);
    }
}
