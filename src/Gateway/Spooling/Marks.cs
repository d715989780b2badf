using System.Collections.Concurrent;
using System.Text;
using Mugai.Auditing;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// What background work must remember through a restart: that a reminder was sent, up to where the audit log was forwarded. Few and small; read once, kept in memory. A mark is
/// written by itself, or as a row of a larger transaction and told here afterwards.
/// </summary>
internal sealed class Marks
{
    private readonly ISealedRows _rows;
    private readonly ConcurrentDictionary<string, string> _marks = new(StringComparer.Ordinal);

    public Marks(ISealedRows rows)
    {
        _rows = rows;
        foreach (var row in rows.ReadRows(SealedRowKind.Mark, out _))
        {
            _marks[row.Id] = Encoding.UTF8.GetString(row.Plain!);
        }
    }

    public string? Find(string name) => _marks.GetValueOrDefault(name);

    /// <summary>The names that begin with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<string> Names(string prefix) => [.. _marks.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>The row of a mark, to be written with something else. Null removes it.</summary>
    public static SealedRow RowOf(string name, string? value) => new(SealedRowKind.Mark, name, value is null ? null : Encoding.UTF8.GetBytes(value));

    /// <summary>The row was written.</summary>
    public void Took(string name, string? value)
    {
        if (value is null)
        {
            _marks.TryRemove(name, out _);
        }
        else
        {
            _marks[name] = value;
        }
    }

    /// <summary>Writes a mark by itself; null removes it.</summary>
    public ValueTask SetAsync(string name, string? value, CancellationToken token) => SetAsync(name, value, [], token);

    /// <summary>The same with entries of the audit log.</summary>
    public async ValueTask SetAsync(string name, string? value, IReadOnlyList<AuditNote> notes, CancellationToken token)
    {
        await _rows.WriteRowsAsync([RowOf(name, value)], notes, token);
        Took(name, value);
    }
}
