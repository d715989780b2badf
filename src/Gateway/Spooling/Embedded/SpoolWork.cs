using Mugai.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>One request to the group commit. Its caller waits for <see cref="Done"/>.</summary>
internal abstract class SpoolWork
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _refusal;

    public Task Done => _done.Task;

    /// <summary>Ciphertext that must be synced before the rows; null for mere changes.</summary>
    public virtual PendingRecord? Record => null;

    /// <summary>New mail, which is refused while storage is under its reserve.</summary>
    public virtual bool IsNewMail => false;

    /// <summary>The log must be emptied after the commit, so that an overwritten key is nowhere any more.</summary>
    public virtual bool DestroysKeys => false;

    /// <summary>
    /// Writes the rows. Throws <see cref="InvalidOperationException"/> before it has written anything when the request is not
    /// allowed; the other requests of the batch go on.
    /// </summary>
    public abstract void Write(StoreTables tables);

    /// <summary>Notes that this request alone is refused.</summary>
    public void Refuse(Exception refusal) => _refusal = refusal;

    /// <summary>The batch is on disk.</summary>
    public void Complete()
    {
        if (_refusal is not null)
        {
            Fail(_refusal);
            return;
        }

        Record?.MarkReferred();
        Record?.Dispose();
        _done.SetResult();
    }

    /// <summary>
    /// Nothing of this request was kept. <paramref name="mayBeCommitted"/>: the commit itself failed, and after a crash it may be found
    /// committed; then an own file stays until the rows say for good that nobody refers to it.
    /// </summary>
    public void Fail(Exception failure, bool mayBeCommitted = false)
    {
        if (mayBeCommitted)
        {
            Record?.MarkReferred();
        }

        Record?.Dispose();
        _done.SetException(failure);
    }
}

/// <summary>A new message, and rows that are written with it.</summary>
internal sealed class CommitWork(NewMessage message, PendingRecord record, byte[] sealedAudit, SpoolWork? beside = null) : SpoolWork
{
    public override PendingRecord Record => record;

    public override bool IsNewMail => message.Kind == MessageKind.Mail;

    public override void Write(StoreTables tables)
    {
        if (message.Owner is { } owner && !tables.IsAlive(owner))
        {
            throw new TenantKeyGoneException($"The key of message {message.Id}'s tenant was destroyed while it arrived.");
        }

        tables.AddMessage(message, record.Place);
        tables.AppendAudit(AuditKind.Received, message.Id, Actors.System, isSealed: true, sealedAudit);
        beside?.Write(tables);
    }
}

/// <summary>Steps of recipients and a report.</summary>
internal sealed class ChangeWork(SpoolChange change, SealedChange sealedChange) : SpoolWork
{
    public override void Write(StoreTables tables)
    {
        var state = tables.FindState(change.Message) ?? throw Unknown(change.Message);
        if ((sealedChange.Report is not null || change.Chosen is not null) && (uint)change.Group >= (uint)state.Outputs.Length)
        {
            throw new InvalidOperationException($"Message {change.Message} has no group {change.Group}.");
        }

        var rows = PlanSteps(state, tables.Now);
        CheckHolds(tables, state);
        for (var i = 0; i < rows.Length; i++)
        {
            var step = change.Steps[i];
            tables.ChangeRecipient(state, step.Index, rows[i], sealedChange.Replies[i]);
            tables.AppendAudit(RecipientTransitions.AuditKindOf(step.Event), change.Message, change.Actor, isSealed: true, sealedChange.Audits[i]);
        }

        if (rows.Length > 0)
        {
            tables.ChangeSchedule(state);
        }
        else if (sealedChange.Audits.Length > 0)
        {
            tables.AppendAudit(AuditKind.Reported, change.Message, change.Actor, isSealed: true, sealedChange.Audits[0]);
        }

        if (sealedChange.Report is { } report)
        {
            tables.WriteReport(state, change.Group, report);
        }

        if (change.Chosen is { } chosen)
        {
            tables.ChangePolicy(state, change.Group, chosen);
            tables.AppendAudit(AuditKind.PolicyChosen, change.Message, change.Actor, isSealed: true, sealedChange.ChosenAudit);
        }

        ChangeHolds(tables, state);
        tables.AddTerms(state.Sequence, sealedChange.Terms);
        tables.AddTallies(state, change.Group, change.Tallies);
    }

    private void CheckHolds(StoreTables tables, MessageState state)
    {
        foreach (var recipient in change.Holds.Select(hold => hold.Recipient).Concat(change.Opened))
        {
            if ((uint)recipient >= (uint)state.Recipients.Length)
            {
                throw new InvalidOperationException($"Message {change.Message} has no recipient {recipient}.");
            }
        }

        foreach (var recipient in change.Opened)
        {
            if (!tables.HasHold(state, recipient))
            {
                throw new InvalidOperationException($"No part of message {change.Message} waits for recipient {recipient}.");
            }
        }
    }

    private void ChangeHolds(StoreTables tables, MessageState state)
    {
        for (var i = 0; i < change.Holds.Count; i++)
        {
            tables.WriteHold(state, change.Holds[i].Recipient, sealedChange.HoldMatches[i], change.Holds[i].Until);
            tables.AppendAudit(AuditKind.PartHeld, change.Message, change.Actor, isSealed: true, sealedChange.HoldAudits[i]);
        }

        for (var i = 0; i < change.Opened.Count; i++)
        {
            tables.EndHold(state, change.Opened[i]);
            tables.AppendAudit(AuditKind.PartOpened, change.Message, change.Actor, isSealed: true, sealedChange.OpenedAudits[i]);
        }
    }

    public static InvalidOperationException Unknown(MessageId id) => new($"There is no message {id}, or it was erased.");

    /// <summary>All steps are checked before the first is written: a change is taken whole or not at all.</summary>
    private RecipientRow[] PlanSteps(MessageState state, DateTimeOffset now)
    {
        var rows = new RecipientRow[change.Steps.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var step = change.Steps[i];
            if ((uint)step.Index >= (uint)state.Recipients.Length)
            {
                throw new InvalidOperationException($"Message {change.Message} has no recipient {step.Index}.");
            }

            for (var earlier = 0; earlier < i; earlier++)
            {
                if (change.Steps[earlier].Index == step.Index)
                {
                    throw new InvalidOperationException($"A change of message {change.Message} has two steps of recipient {step.Index}.");
                }
            }

            rows[i] = Take(state.Recipients[step.Index], step, now);
        }

        return rows;
    }

    private RecipientRow Take(RecipientRow row, RecipientStep step, DateTimeOffset now)
    {
        if (!RecipientTransitions.TryStep(row.State, step.Event, out var next))
        {
            throw new InvalidOperationException($"Recipient {step.Index} of message {change.Message} is {row.State}; {step.Event} does not lead out of that.");
        }

        return row with
        {
            State = next,
            Attempts = row.Attempts + (RecipientTransitions.IsAttempt(step.Event) ? 1 : 0),
            Next = !RecipientTransitions.IsWaiting(next) ? row.Next : (step.NextAttempt == default ? now : step.NextAttempt).UtcTicks,
        };
    }
}

/// <summary>
/// The ciphertext of a change, sealed on the caller's thread. Replies and Audits go with the steps; a report without steps has one audit entry of
/// its own. The others go with the holds and their ends.
/// </summary>
internal sealed record SealedChange(byte[][] Replies, byte[][] Audits, byte[]? Report)
{
    public IReadOnlyList<byte[]> Terms { get; init; } = [];

    public byte[]? ChosenAudit { get; init; }

    public byte[][] HoldMatches { get; init; } = [];

    public byte[][] HoldAudits { get; init; } = [];

    public byte[][] OpenedAudits { get; init; } = [];
}

/// <summary>A group's clean output.</summary>
internal sealed class OutputWork(MessageId id, int group, PendingRecord record, byte[] sealedAudit) : SpoolWork
{
    public override PendingRecord Record => record;

    public override void Write(StoreTables tables)
    {
        var state = tables.FindState(id) ?? throw ChangeWork.Unknown(id);
        if ((uint)group >= (uint)state.Outputs.Length)
        {
            throw new InvalidOperationException($"Message {id} has no group {group}.");
        }

        if (state.Outputs[group])
        {
            throw new InvalidOperationException($"Group {group} of message {id} has its output already.");
        }

        tables.WriteOutput(state, group, record.Place);
        tables.AppendAudit(AuditKind.OutputStored, id, Actors.System, isSealed: true, sealedAudit);
    }
}

/// <summary>Destroys keys. Recipients that are not final are dropped first, by the table and on record.</summary>
internal sealed class EraseWork(IReadOnlyList<MessageId> ids, AuditKind kind, string actor, byte[] publicAudit) : SpoolWork
{
    public int Erased { get; private set; }

    public override bool DestroysKeys => Erased > 0;

    public override void Write(StoreTables tables)
    {
        foreach (var id in ids)
        {
            if (tables.FindState(id) is not { } state)
            {
                continue;
            }

            foreach (var row in state.Recipients)
            {
                if (RecipientTransitions.TryStep(row.State, RecipientEvent.Dropped, out _))
                {
                    tables.AppendAudit(AuditKind.Dropped, id, actor, isSealed: false, publicAudit);
                }
            }

            tables.Erase(state);
            tables.AppendAudit(kind, id, actor, isSealed: false, publicAudit);
            Erased++;
        }
    }
}

/// <summary>An audit entry alone.</summary>
internal sealed class NoteWork(AuditNote note, byte[]? sealedPayload) : SpoolWork
{
    public override void Write(StoreTables tables) =>
        tables.AppendAudit(note.Kind, note.Message, note.Actor, sealedPayload is not null, sealedPayload ?? note.Payload);
}

/// <summary>A message kept beyond its retention, or not any more.</summary>
internal sealed class PinWork(MessageId id, bool pinned, string actor, byte[] sealedAudit) : SpoolWork
{
    public override void Write(StoreTables tables)
    {
        tables.Pin(tables.FindState(id) ?? throw ChangeWork.Unknown(id), pinned);
        tables.AppendAudit(AuditKind.Pinned, id, actor, isSealed: true, sealedAudit);
    }
}

/// <summary>Everything of a tenant held, or not any more.</summary>
internal sealed class StopWork(string tenant, bool hold, string actor, byte[] publicAudit) : SpoolWork
{
    public override void Write(StoreTables tables)
    {
        tables.ChangeStop(tenant, hold, actor);
        tables.AppendAudit(AuditKind.HoldChanged, null, actor, isSealed: false, publicAudit);
    }
}

/// <summary>A checkpoint of the chain.</summary>
internal sealed class CheckpointWork : SpoolWork
{
    public AuditCheckpoint? Checkpoint { get; private set; }

    public override void Write(StoreTables tables) => Checkpoint = tables.AppendCheckpoint();
}

/// <summary>A cut of the chain.</summary>
internal sealed class CutWork(DateTimeOffset before) : SpoolWork
{
    public long Entries { get; private set; }

    public override void Write(StoreTables tables) => Entries = tables.Cut(before);
}

/// <summary>A policy snapshot.</summary>
internal sealed class PolicyWork(string revision, ReadOnlyMemory<byte> json) : SpoolWork
{
    public override void Write(StoreTables tables) => tables.WritePolicy(revision, json.Span);
}

/// <summary>Tries whether storage can be written again, without changing anything that matters.</summary>
internal sealed class ProbeWork : SpoolWork
{
    public override void Write(StoreTables tables) => tables.WriteMeta("probe", []);
}

/// <summary>Who acts when no person does.</summary>
internal static class Actors
{
    public const string System = "system";
}
