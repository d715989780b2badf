using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Scanning;
using Mugai.Quarantine;
using Mugai.Sanitizing;
using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>The one way by which bytes from outside go inward as they came (ウ'). It has no other entrance than a request that two approvers agreed to and every scanner called clean.</summary>
internal sealed partial class Releases
{
    /// <summary>Puts a confirmed original on its way to the next hop, as a message of its own with a report of its own. The journey has it scanned once more when it leaves.</summary>
    public async ValueTask<bool> SendConfirmedAsync(ReleaseRequest request, CancellationToken token)
    {
        if (request is not { Asked.Way: ReleaseWay.Confirmed, State: RequestState.Approved, First: { } first, DecidedBy: { } second, Check.Scan: { Verdict: ScanVerdict.Clean } scan } || first == second
            || await spool.FindAsync(request.Asked.Message, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } message)
        {
            return false;
        }

        var group = message.Groups[message.Recipients[request.Recipient].Group];
        var envelope = EnvelopeFor(message, [message.Envelope.Recipients[request.Recipient].Address]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var confirmed = await CopyOriginalAsync(message, envelope, new RecipientGroup(0, group.Tenant, "confirmed", ""), hash, token).ConfigureAwait(false);
        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        await spool.ApplyAsync(new SpoolChange
        {
            Message = confirmed.Id, Group = 0, Report = await ReportAsync(request, message, group, digest, scan, token).ConfigureAwait(false), Actor = $"person:{second}", Why = new UntrustedText($"request {request.Id}"),
        }, CancellationToken.None).ConfigureAwait(false);
        var note = new JsonObject
        {
            ["act"] = "confirmed", ["request"] = request.Id.ToString(), ["message"] = confirmed.Id.ToString(), ["recipient"] = request.Recipient, ["sha256"] = digest,
            ["approvers"] = new JsonArray(first, second), ["scannedAt"] = scan.Time.ToString("O"),
        };
        await audit.RecordAsync(new AuditNote(AuditKind.Released, $"person:{second}", Encoding.UTF8.GetBytes(note.ToJsonString()), message.Id), CancellationToken.None).ConfigureAwait(false);
        kept(confirmed);
        return true;
    }

    private async ValueTask<SpooledMessage> CopyOriginalAsync(SpooledMessage message, Envelope envelope, RecipientGroup group, IncrementalHash hash, CancellationToken token)
    {
        var copy = spool.BeginOriginal();
        await using (copy.ConfigureAwait(false))
        {
            var bytes = await spool.OpenOriginalAsync(message.Id, token).ConfigureAwait(false);
            await using (bytes.ConfigureAwait(false))
            {
                var buffer = new byte[CopyBytes];
                int count;
                while ((count = await bytes.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
                {
                    hash.AppendData(buffer, 0, count);
                    await copy.WriteAsync(buffer.AsMemory(0, count), token).ConfigureAwait(false);
                }
            }

            return await spool.CommitAsync(copy, MessageKind.Confirmed, envelope, [group], [0], token).ConfigureAwait(false);
        }
    }

    private async ValueTask<byte[]> ReportAsync(ReleaseRequest request, SpooledMessage message, RecipientGroup group, string digest, ScanReport scan, CancellationToken token)
    {
        var said = await spool.FindReportAsync(message.Id, group.Number, token).ConfigureAwait(false) is { } stored ? StoredReport.Read(stored) : null;
        var facts = new FileFacts(default, message.Size, digest, "eml");
        var report = new PartReport { Path = "/", Input = facts, Output = facts, Outcome = Outcome.Confirmed };
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
