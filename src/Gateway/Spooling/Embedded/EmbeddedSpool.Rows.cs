using Mugai.Auditing;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Sealed rows beside the messages.</summary>
public sealed partial class EmbeddedSpool : ISealedRows
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
        var boxes = rows.Select(row => (row.Kind, row.Id, row.Plain is { } plain ? _master.SealRow(row.Kind, row.Id, plain) : null)).ToList();
        await _writer.Submit(new RowsWork(boxes, notes)).ConfigureAwait(false);
    }

    private sealed class RowsWork(IReadOnlyList<(SealedRowKind Kind, string Id, byte[]? Box)> rows, IReadOnlyList<AuditNote> notes) : SpoolWork
    {
        public override void Write(StoreTables tables)
        {
            foreach (var (kind, id, box) in rows)
            {
                tables.WriteRow(kind, id, box);
            }

            foreach (var note in notes)
            {
                tables.AppendAudit(note.Kind, note.Message, note.Actor, isSealed: false, note.Payload);
            }
        }
    }
}
