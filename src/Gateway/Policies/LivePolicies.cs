using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Policies;
using Mugai.Spooling;

namespace Mugai.Gateway.Policies;

/// <summary>
/// The policies in force, exchanged whole when the files change or on SIGHUP. The order of a change: read and check everything; store the revisions, so that no message
/// can be accepted under one that a crash would lose; write the audit entry; only then exchange. Files with a mistake leave the old ones in force and raise an alarm.
/// </summary>
internal sealed class LivePolicies : IAsyncDisposable
{
    private readonly IReadOnlyList<string> _paths;
    private readonly Func<List<ConfigProblem>, PolicySnapshot> _load;
    private readonly IPolicyRevisions _revisions;
    private readonly IAuditLog _audit;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;
    private volatile PolicySnapshot _current;
    private volatile PolicyState _state;

    private LivePolicies(
        PolicySnapshot first, IReadOnlyList<string> paths, Func<List<ConfigProblem>, PolicySnapshot> load, IPolicyRevisions revisions, IAuditLog audit, TimeProvider clock, ILogger log)
    {
        (_current, _paths, _load, _revisions, _audit, _clock, _log) = (first, paths, load, revisions, audit, clock, log);
        _state = new PolicyState(first.Revision, clock.GetUtcNow(), 0);
    }

    /// <summary>What judges mail that is accepted now. Take it once for a message.</summary>
    public PolicySnapshot Current => _current;

    public PolicyState State => _state;

    /// <summary>The departments of the people whom an address belongs to; none until the accounts are open.</summary>
    public Func<string, IReadOnlyList<string>> DepartmentsOf { get; set; } = static _ => [];

    /// <summary>The same, where a rule asks for them.</summary>
    public IReadOnlyList<string> DepartmentsFor(PolicySnapshot snapshot, string address) => snapshot.AsksForDepartments ? DepartmentsOf(address) : [];

    /// <param name="first">Loaded and without a mistake.</param>
    /// <param name="paths">The files and folders to watch; none: nothing is watched.</param>
    /// <param name="load">Reads the files; adds what is wrong.</param>
    public static async Task<LivePolicies> StartAsync(
        PolicySnapshot first, IReadOnlyList<string> paths, Func<List<ConfigProblem>, PolicySnapshot> load, IPolicyRevisions revisions, IAuditLog audit, TimeProvider clock, ILogger log,
        CancellationToken token)
    {
        var live = new LivePolicies(first, paths, load, revisions, audit, clock, log);
        await live.SaveAsync(first, token).ConfigureAwait(false);
        live._watching = paths.Count == 0 ? Task.CompletedTask : PolicyWatch.RunAsync(paths, live.IsSettledAsync, clock, live._stop.Token);
        return live;
    }

    /// <summary>The policy of a revision: in force, or stored because a message was accepted under it.</summary>
    public async ValueTask<SanitizePolicy> FindAsync(string revision, CancellationToken token)
    {
        if (_current.Find(revision) is { } policy)
        {
            return policy;
        }

        var json = await _revisions.FindPolicyAsync(revision, token).ConfigureAwait(false)
            ?? throw new SpoolUnavailableException($"Policy revision {revision} is not in the store.");
        return PolicyJson.Read(Encoding.UTF8.GetString(json));
    }

    /// <summary>Reads the files again on SIGHUP, as long as the result is held.</summary>
    public IDisposable OnHangUp() => PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        _ = Task.Run(() => ReloadAsync("SIGHUP", _stop.Token));
    });

    /// <summary>Reads the files again. True when what they say is in force now.</summary>
    public async Task<bool> ReloadAsync(string cause, CancellationToken token)
    {
        await _one.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var problems = new List<ConfigProblem>();
            var next = _load(problems);
            if (next.IsBuiltInAlone && !_current.IsBuiltInAlone && problems.Count == 0)
            {
                // A folder that is not mounted looks like this. Nobody takes all policies away by emptying it while mail flows.
                problems.Add(new(_paths.Count > 0 ? _paths[0] : "", 0, 0, "No policy file is left. Put at least one there, or restart to run without any.", "ポリシーファイルが 1 つもありません。1 つ以上置くか、ポリシーなしで動かす場合は再起動してください。"));
            }

            if (problems.Count > 0)
            {
                Refuse(problems);
                return false;
            }

            if (next.Revision != _current.Revision)
            {
                await SaveAsync(next, token).ConfigureAwait(false);
                var note = new JsonObject { ["policies"] = next.Revision, ["before"] = _current.Revision, ["cause"] = cause };
                await _audit.RecordAsync(new AuditNote(AuditKind.ConfigurationChanged, Actors.System, Encoding.UTF8.GetBytes(note.ToJsonString())), token).ConfigureAwait(false);
                PolicyLog.Changed(_log, next.Revision, _current.Revision, cause);
                _current = next;
            }

            _state = _state.Revision == next.Revision ? _state with { Problems = 0 } : new PolicyState(next.Revision, _clock.GetUtcNow(), 0);
            return true;
        }
        catch (SpoolUnavailableException failure)
        {
            PolicyLog.NotKept(_log, failure);
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task SaveAsync(PolicySnapshot snapshot, CancellationToken token)
    {
        foreach (var policy in snapshot.Policies)
        {
            await _revisions.SavePolicyAsync(policy.Revision, Encoding.UTF8.GetBytes(PolicyJson.Write(policy)), token).ConfigureAwait(false);
        }
    }

    /// <summary>A change that could not be stored is tried again at the next look; one with mistakes waits for the next edit.</summary>
    private async Task<bool> IsSettledAsync() => await ReloadAsync("files", _stop.Token).ConfigureAwait(false) || _state.Problems > 0;

    private void Refuse(List<ConfigProblem> problems)
    {
        foreach (var problem in problems)
        {
            PolicyLog.Mistake(_log, problem.ToString());
        }

        PolicyLog.Refused(_log, problems.Count, _current.Revision);
        _state = _state with { Problems = problems.Count };
    }
}
