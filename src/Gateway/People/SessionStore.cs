using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;

namespace Mugai.Gateway.People;

/// <summary>
/// Who is signed in. A restart signs nobody out; ending a session here ends it wherever its cookie was copied to. When a session was last used is kept in memory and
/// written now and then: after a crash the idle time counts from the last writing.
/// </summary>
internal sealed class SessionStore
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(5);

    private readonly ISealedRows _rows;
    private readonly ConcurrentDictionary<string, StoredSession> _sessions = new(StringComparer.Ordinal);

    public SessionStore(ISealedRows rows, TimeSpan longest, TimeProvider clock)
    {
        _rows = rows;
        var now = clock.GetUtcNow();
        foreach (var row in rows.ReadRows(SealedRowKind.Session, out _))
        {
            var session = JsonSerializer.Deserialize(row.Plain, PeopleJson.Default.StoredSession)!;
            if (now - session.Begun < longest)
            {
                _sessions[row.Id] = session;
            }
        }
    }

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Notes a new session; the row is written by whoever signs in, with the rest of it.</summary>
    public SealedRow Begin(string session, string person, string client, DateTimeOffset now)
    {
        var begun = new StoredSession(person, now, now, client);
        _sessions[RowOf(session)] = begun;
        return Row(RowOf(session), begun);
    }

    public StoredSession? Find(string session) => _sessions.GetValueOrDefault(RowOf(session));

    public void Touch(string session, DateTimeOffset now)
    {
        var row = RowOf(session);
        if (_sessions.TryGetValue(row, out var seen) && _sessions.TryUpdate(row, seen with { LastSeen = now }, seen) && now - seen.LastSeen >= WriteEvery)
        {
            // Nobody waits for it; one that was ended meanwhile is taken out again at the next sweep.
            _ = _rows.WriteRowsAsync([Row(row, seen with { LastSeen = now })], [], CancellationToken.None).AsTask()
                .ContinueWith(static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    public async ValueTask EndAsync(string session, string client, CancellationToken token)
    {
        var row = RowOf(session);
        if (_sessions.TryRemove(row, out var ended))
        {
            await _rows.WriteRowsAsync(
                [new SealedRow(SealedRowKind.Session, row, null)],
                [PersonAudit.Note(AuditKind.SignedOut, PersonAudit.Actor(ended.Person), ended.Person, ("client", client))], token).ConfigureAwait(false);
        }
    }

    /// <summary>Ends every session of a person but one.</summary>
    public async ValueTask EndAllAsync(string person, string? except, string why, string actor, CancellationToken token)
    {
        var kept = except is null ? null : RowOf(except);
        var ended = _sessions.Where(pair => pair.Value.Person == person && pair.Key != kept).Select(pair => pair.Key).ToList();
        if (ended.Count > 0)
        {
            ended.ForEach(row => _sessions.TryRemove(row, out _));
            await _rows.WriteRowsAsync(
                [.. ended.Select(row => new SealedRow(SealedRowKind.Session, row, null))],
                [PersonAudit.Note(AuditKind.SignedOut, actor, person, ("why", why))], token).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets sessions that are over by their age.</summary>
    public async ValueTask SweepAsync(DateTimeOffset begunBefore, CancellationToken token)
    {
        var over = _rows.ReadRows(SealedRowKind.Session, out _).Select(row => row.Id).Where(row => !_sessions.TryGetValue(row, out var session) || session.Begun < begunBefore).ToList();
        if (over.Count > 0)
        {
            over.ForEach(row => _sessions.TryRemove(row, out _));
            await _rows.WriteRowsAsync([.. over.Select(row => new SealedRow(SealedRowKind.Session, row, null))], [], token).ConfigureAwait(false);
        }
    }

    private static SealedRow Row(string row, StoredSession session) =>
        new(SealedRowKind.Session, row, JsonSerializer.SerializeToUtf8Bytes(session, PeopleJson.Default.StoredSession));

    private static string RowOf(string session) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session)));
}
