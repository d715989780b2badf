using Mugai.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Sealed rows beside the messages.</summary>
public sealed partial class EmbeddedSpool : ISealedRows, IMarkedMail
{
    /// <summary>Authenticates what belongs to people.</summary>
    internal byte[] PeopleKey => _master.PeopleKey;

    IReadOnlyList<SealedRow> ISealedRows.ReadRows(SealedRowKind kind, out int damaged)
    {
        var found = Read(reader => reader.ListRows(kind));
        var rows = new List<SealedRow>(found.Count);
        foreach (var (id, box) in found)
        {
            if (_master.OpenRow(kind, id, box) is { } plain)
            {
                rows.Add(new(kind, id, plain));
            }
        }

        damaged = found.Count - rows.Count;
        return rows;
    }

    async ValueTask ISealedRows.WriteRowsAsync(IReadOnlyList<SealedRow> rows, IReadOnlyList<AuditNote> notes, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        await _writer.Submit(SealRows(rows, notes));
    }

    ValueTask<SpooledMessage> IMarkedMail.CommitAsync(
        IOriginalWriter original, Envelope envelope, RecipientGroup group, IReadOnlyList<SealedRow> marks, IReadOnlyList<AuditNote> notes, CancellationToken token) =>
        CommitAsync(original, MessageKind.Notice, envelope, [group], new int[envelope.Recipients.Count], SealRows(marks, notes), token);

    private RowsWork SealRows(IReadOnlyList<SealedRow> rows, IReadOnlyList<AuditNote> notes) => new(
        [.. rows.Select(row => (row.Kind, row.Id, row.Plain is { } plain ? _master.SealRow(row.Kind, row.Id, plain) : null))],
        [.. notes.Select(note => (note, note.Message is { } id ? KeyOf(id).Seal(PieceKind.Audit, (int)note.Kind, note.Payload.Span) : null))]);

    private sealed class RowsWork(IReadOnlyList<(SealedRowKind Kind, string Id, byte[]? Box)> rows, IReadOnlyList<(AuditNote Note, byte[]? Sealed)> notes) : SpoolWork
    {
        public override void Write(StoreTables tables)
        {
            foreach (var (kind, id, box) in rows)
            {
                tables.WriteRow(kind, id, box);
            }

            foreach (var (note, box) in notes)
            {
                tables.AppendAudit(note.Kind, note.Message, note.Actor, isSealed: box is not null, box ?? note.Payload);
            }
        }
    }
}
