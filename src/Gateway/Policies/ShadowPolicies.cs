using Microsoft.Extensions.Logging;
using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Policies;

/// <summary>
/// A second set of policies that mails are also judged by, without any effect. Read and watched beside those in force and never mixed with them: a mistake in its files takes the shadow away, is told,
/// and touches nothing else, neither at the start nor later.
/// </summary>
internal sealed class ShadowPolicies : IAsyncDisposable
{
    private readonly Func<List<ConfigProblem>, PolicySnapshot> _load;
    private readonly Func<string, bool> _covers;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private volatile PolicySnapshot? _current;
    private volatile PolicyState _state;

    /// <param name="paths">The files and folders to watch; none: there is no shadow.</param>
    /// <param name="load">Reads the files; adds what is wrong.</param>
    /// <param name="covers">Whether mail of a tenant is judged.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">Gets what is wrong.</param>
    public ShadowPolicies(IReadOnlyList<string> paths, Func<List<ConfigProblem>, PolicySnapshot> load, Func<string, bool> covers, TimeProvider clock, ILogger log)
    {
        (_load, _covers, _clock, _log) = (load, covers, clock, log);
        _state = new PolicyState("", clock.GetUtcNow(), 0);
        if (paths.Count == 0)
        {
            _watching = Task.CompletedTask;
            return;
        }

        Load();
        _watching = PolicyWatch.RunAsync(paths, () => Task.FromResult(Load()), clock, _stop.Token);
    }

    /// <summary>How it stands; the revision is empty while there is none.</summary>
    public PolicyState State => _state;

    /// <summary>What mail of a tenant is also judged by; null: nothing.</summary>
    public PolicySnapshot? For(string tenant) => _current is { } snapshot && _covers(tenant) ? snapshot : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private bool Load()
    {
        var problems = new List<ConfigProblem>();
        var next = Read(problems);
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                PolicyLog.Mistake(_log, problem.ToString());
            }

            PolicyLog.NoShadow(_log, problems.Count);
        }
        else if (next!.Revision != _state.Revision)
        {
            PolicyLog.ShadowChanged(_log, next.Revision);
        }

        _current = problems.Count == 0 ? next : null;
        _state = new PolicyState(_current?.Revision ?? "", _clock.GetUtcNow(), problems.Count);
        return true;
    }

    private PolicySnapshot? Read(List<ConfigProblem> problems)
    {
        try
        {
            return _load(problems);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            problems.Add(new("shadowPolicies", 0, 0, $"The shadow policies cannot be read: {failure.Message} Look at the path in shadowPolicies and at the rights of its files; mail is judged by the policies in force meanwhile.", $"試験ポリシーを読めません（{failure.Message}）。shadowPolicies のパスとファイルの権限を確認してください。その間も、メールは現在のポリシーで処理されます。"));
            return null;
        }
    }
}
