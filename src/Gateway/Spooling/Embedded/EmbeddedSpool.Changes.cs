using System.Security.Cryptography;
using System.Text;
using Mugai.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Changes of messages and the holds that come with them.</summary>
public sealed partial class EmbeddedSpool
{
    /// <inheritdoc/>
    public async ValueTask ApplyAsync(SpoolChange change, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (change.Steps.Count == 0 && change.Report is null && change.Holds.Count == 0 && change.Opened.Count == 0 && change.Terms.Count == 0 && change.Chosen is null)
        {
            return;
        }

        var recipients = change.Holds.Count > 0 ? (await FindAsync(change.Message, token))?.Envelope.Recipients : null;
        string AddressOf(int recipient) => recipients is not null && (uint)recipient < (uint)recipients.Count
            ? recipients[recipient].Address
            : throw new InvalidOperationException($"Message {change.Message} has no recipient {recipient}.");
        await _writer.Submit(new ChangeWork(change, Seal(change, KeyOf(change.Message), AddressOf)));
        if (change.Steps.Count > 0)
        {
            _recent.Forget(change.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WaitingParts>> FindHoldsAsync(string sender, string recipient, DateTimeOffset now, int max, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<WaitingParts>>(reader => reader.ListHolds(HoldMatch(sender, recipient), now, max)));
    }

    private SealedChange Seal(SpoolChange change, MessageKey key, Func<int, string> address)
    {
        using var sealer = new PieceSealer(key);
        byte[]? report = null;
        byte[]? reportHash = null;
        if (change.Report is { } plain)
        {
            if (plain.Length > MaxReportBytes)
            {
                throw new InvalidOperationException($"A report of {plain.Length} bytes is too long.");
            }

            report = sealer.Seal(PieceKind.Report, change.Group, plain.Span);
            reportHash = SHA256.HashData(plain.Span);
        }

        if (change.Steps.Count == 0)
        {
            byte[][] reported = report is null ? [] : [sealer.Seal(PieceKind.Audit, (int)AuditKind.Reported, AuditPayload.Report(change, reportHash!))];
            return SealHolds(change, new SealedChange([], reported, report), sealer, address);
        }

        var replies = new byte[change.Steps.Count][];
        var audits = new byte[change.Steps.Count][];
        for (var i = 0; i < replies.Length; i++)
        {
            var step = change.Steps[i];
            replies[i] = step.Reply.IsEmpty
                ? []
                : sealer.Seal(PieceKind.Reply, step.Index, Encoding.UTF8.GetBytes(step.Reply.DangerousRaw));
            audits[i] = sealer.Seal(
                PieceKind.Audit, (int)RecipientTransitions.AuditKindOf(step.Event), AuditPayload.Step(step, change, i == 0 ? reportHash : null));
        }

        return SealHolds(change, new SealedChange(replies, audits, report), sealer, address);
    }

    private SealedChange SealHolds(SpoolChange change, SealedChange sealedChange, PieceSealer sealer, Func<int, string> address) => sealedChange with
    {
        Terms = Digest(change.Terms),
        ChosenAudit = change.Chosen is { } chosen ? sealer.Seal(PieceKind.Audit, (int)AuditKind.PolicyChosen, AuditPayload.PolicyChosen(change.Group, chosen)) : null,
        HoldMatches = [.. change.Holds.Select(hold => HoldMatch(hold.Sender, address(hold.Recipient)))],
        HoldAudits = [.. change.Holds.Select(hold => sealer.Seal(PieceKind.Audit, (int)AuditKind.PartHeld, AuditPayload.PartHeld(hold)))],
        OpenedAudits = [.. change.Opened.Select(recipient => sealer.Seal(PieceKind.Audit, (int)AuditKind.PartOpened, AuditPayload.PartOpened(recipient, change.Why)))],
    };

    /// <summary>Sixteen bytes say enough: a match by chance would offer a password to a stranger's archive, which does not open by it.</summary>
    private byte[] HoldMatch(string sender, string recipient) =>
        HMACSHA256.HashData(_master.HoldMatchKey, Encoding.UTF8.GetBytes($"{sender.ToLowerInvariant()}\0{recipient.ToLowerInvariant()}"))[..16];
}
