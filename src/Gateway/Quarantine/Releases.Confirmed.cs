using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Scanning;
using Mugai.Quarantine;
using Mugai.Sanitizing;
using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// The one way by which bytes from outside go inward as they came (ウ'): a whole original, or single files of it that the policy confirms. It has no other entrance than a request that two
/// approvers agreed to and every scanner called clean.
/// </summary>
internal sealed partial class Releases
{
    /// <summary>Files of a mail that wait until they are confirmed, by the report of that recipient's group.</summary>
    public async ValueTask<IReadOnlyList<WaitingFile>> FindPartsToConfirmAsync(SpooledMessage message, int recipient, CancellationToken token) =>
        await spool.FindReportAsync(message.Id, message.Recipients[recipient].Group, token).ConfigureAwait(false) is { Length: > 0 } stored ? StoredReport.Read(stored).FindPartsToConfirm() : [];

    /// <summary>
    /// Puts what was confirmed on its way to the next hop, as a message of its own with a report of its own. The journey has it scanned once more when it leaves. False when it cannot be had in
    /// the very bytes that were confirmed.
    /// </summary>
    public async ValueTask<bool> SendConfirmedAsync(ReleaseRequest request, CancellationToken token)
    {
        if (request is not { Asked.Way: ReleaseWay.Confirmed or ReleaseWay.ConfirmedParts, State: RequestState.Approved, First: { } first, DecidedBy: { } second, Check.Scan: { Verdict: ScanVerdict.Clean } scan } || first == second
            || await spool.FindAsync(request.Asked.Message, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } message)
        {
            return false;
        }

        var inward = request.Asked.Way == ReleaseWay.Confirmed
            ? await KeepOriginalAsync(request, message, token).ConfigureAwait(false)
            : await KeepPartsAsync(request, message, token).ConfigureAwait(false);
        if (inward is not var (confirmed, report))
        {
            return false;
        }

        var group = message.Groups[message.Recipients[request.Recipient].Group];
        await spool.ApplyAsync(new SpoolChange
        {
            Message = confirmed.Id, Group = 0, Report = await ReportAsync(request, message, group, report, scan, token).ConfigureAwait(false), Actor = $"person:{second}", Why = new UntrustedText($"request {request.Id}"),
        }, CancellationToken.None).ConfigureAwait(false);
        var note = new JsonObject
        {
            ["act"] = "confirmed", ["request"] = request.Id.ToString(), ["message"] = confirmed.Id.ToString(), ["recipient"] = request.Recipient, ["sha256"] = report.Output!.Sha256,
            ["approvers"] = new JsonArray(first, second), ["scannedAt"] = scan.Time.ToString("O"),
        };
        if (report.Parts.Count > 0)
        {
            note["parts"] = new JsonArray([.. report.Parts.Select(part => new JsonObject { ["path"] = part.Path, ["sha256"] = part.Output!.Sha256 })]);
        }

        await audit.RecordAsync(new AuditNote(AuditKind.Released, $"person:{second}", Encoding.UTF8.GetBytes(note.ToJsonString()), message.Id), CancellationToken.None).ConfigureAwait(false);
        kept(confirmed);
        return true;
    }

    private async ValueTask<(SpooledMessage Message, PartReport Report)?> KeepOriginalAsync(ReleaseRequest request, SpooledMessage message, CancellationToken token)
    {
        var bytes = await spool.OpenOriginalAsync(message.Id, token).ConfigureAwait(false);
        await using (bytes.ConfigureAwait(false))
        {
            var (confirmed, digest) = await KeepConfirmedAsync(request, message, bytes, token).ConfigureAwait(false);
            var facts = new FileFacts(default, message.Size, digest, "eml");
            return (confirmed, new PartReport { Path = "/", Input = facts, Output = facts, Outcome = Outcome.Confirmed });
        }
    }

    /// <summary>
    /// A worker takes each file out of the original, if today's policy still confirms it. Only the bytes whose digest the report of the mail told, and the approvers were shown, go into the mail,
    /// which is of Mugai's own making otherwise.
    /// </summary>
    private async ValueTask<(SpooledMessage Message, PartReport Report)?> KeepPartsAsync(ReleaseRequest request, SpooledMessage message, CancellationToken token)
    {
        var files = (await FindPartsToConfirmAsync(message, request.Recipient, token).ConfigureAwait(false)).Where(file => request.Asked.Parts.Contains(file.Path)).ToList();
        if (files.Count == 0 || files.Count != request.Asked.Parts.Count)
        {
            return null;
        }

        var (rule, job) = JobFor(message, request.Recipient);
        using var output = new CleanOutput(options.Scratch);
        var mail = new ConfirmedMail(new OutputStream(output), request, senderOf(rule.Tenant), message.Envelope.Recipients[request.Recipient].Address, options.Hostname, clock.GetUtcNow());
        mail.Begin(await SubjectOfAsync(message, request.Recipient, token).ConfigureAwait(false), files, rule.Policy.Language, $"{options.LinkPrefix}/m/{message.Id}");
        var parts = new List<PartReport>();
        foreach (var file in files)
        {
            using var bytes = new CleanOutput(options.Scratch);
            var result = await SanitizeAsync(job with { Single = new SinglePart(file.Path, SinglePartForm.Original) }, message, bytes, token).ConfigureAwait(false);
            if (result.Report.Output is not { } taken || taken.Sha256 != file.Sha256 || taken.Size != file.Size)
            {
                return null;
            }

            var content = bytes.OpenRead(null);
            await using (content.ConfigureAwait(false))
            {
                mail.Add(taken.Name.DangerousRaw, content);
            }

            var facts = new FileFacts(file.Name, file.Size, file.Sha256, file.Format);
            parts.Add(new PartReport { Path = file.Path, Input = facts, Output = facts with { Name = taken.Name }, Outcome = Outcome.Confirmed });
        }

        mail.End();
        var written = output.OpenRead(null);
        await using (written.ConfigureAwait(false))
        {
            var (confirmed, digest) = await KeepConfirmedAsync(request, message, written, token).ConfigureAwait(false);
            var facts = new FileFacts(default, output.Length, digest, "eml");
            return (confirmed, new PartReport { Path = "/", Input = facts, Output = facts, Outcome = Outcome.Rebuilt, Parts = parts });
        }
    }

    private async ValueTask<UntrustedText> SubjectOfAsync(SpooledMessage message, int recipient, CancellationToken token) =>
        await spool.FindReportAsync(message.Id, message.Recipients[recipient].Group, token).ConfigureAwait(false) is { } stored ? StoredReport.ReadFacts(stored).Subject : default;

    private async ValueTask<(SpooledMessage Message, string Sha256)> KeepConfirmedAsync(ReleaseRequest request, SpooledMessage message, Stream bytes, CancellationToken token)
    {
        var envelope = EnvelopeFor(message, [message.Envelope.Recipients[request.Recipient].Address]);
        var tenant = message.Groups[message.Recipients[request.Recipient].Group].Tenant;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var copy = spool.BeginOriginal();
        await using (copy.ConfigureAwait(false))
        {
            var buffer = new byte[CopyBytes];
            int count;
            while ((count = await bytes.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                await copy.WriteAsync(buffer.AsMemory(0, count), token).ConfigureAwait(false);
            }

            var stored = await spool.CommitAsync(copy, MessageKind.Confirmed, envelope, [new RecipientGroup(0, tenant, "confirmed", "")], [0], token).ConfigureAwait(false);
            return (stored, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    private async ValueTask<byte[]> ReportAsync(ReleaseRequest request, SpooledMessage message, RecipientGroup group, PartReport report, ScanReport scan, CancellationToken token)
    {
        var said = await spool.FindReportAsync(message.Id, group.Number, token).ConfigureAwait(false) is { } stored ? StoredReport.Read(stored) : null;
        var json = ReportJson.Write(
            report, request.Check!.Policy, GatewayConfig.EngineVersion, 0, scan: new MailScan(scan, null), confirmation: new Confirmation(request.Id.ToString(), request.First!, request.DecidedBy!));
        return StoredReport.Write(said is null ? null : new MailFacts { Subject = said.Subject, MessageId = said.MessageIdField, From = [said.From] }, json);
    }
}

/// <summary>Who answers for an original that went inward as it was.</summary>
/// <param name="Request">The request.</param>
/// <param name="First">The approver who agreed first.</param>
/// <param name="Second">The one who agreed second.</param>
internal sealed record Confirmation(string Request, string First, string Second);
