using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>
/// Asks the next hop for each recipient once and remembers the answer. While the next hop is down, mailboxes it knew within
/// <see cref="RecipientProbeLimits.StaleTtl"/> are still accepted; nobody is called unknown unless it said so.
/// </summary>
public sealed class NextHopProbe(IRecipientProbe probe, RecipientProbeLimits limits, TimeProvider time, ILogger log) : IRecipientCheck, IDisposable
{
    private readonly VerdictCache _existing = new(limits.MaxEntries);
    private readonly VerdictCache _missing = new(limits.MaxEntries);
    private readonly VerdictCache _failed = new(limits.MaxEntries);
    private readonly ConcurrentDictionary<string, Lazy<Task<RecipientVerdict>>> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(limits.MaxConcurrentProbes);

    public async ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token)
    {
        var key = RecipientAddress.Canonical(address);
        if (IsFresh(_existing, key, limits.PositiveTtl))
        {
            return RecipientVerdict.Accept;
        }

        if (IsFresh(_missing, key, limits.NegativeTtl))
        {
            return RecipientVerdict.Unknown;
        }

        var verdict = IsFresh(_failed, key, limits.FailureTtl) ? RecipientVerdict.TempFail : await ProbeOnceAsync(key, address, token);
        return verdict == RecipientVerdict.TempFail && IsFresh(_existing, key, limits.StaleTtl) ? RecipientVerdict.Accept : verdict;
    }

    public void Dispose() => _slots.Dispose();

    private bool IsFresh(VerdictCache cache, string key, TimeSpan ttl) =>
        cache.TryGet(key, out var givenAt) && time.GetElapsedTime(givenAt) < ttl;

    /// <summary>Sessions that ask for the same mailbox at the same time share one probe; none of them can cancel it for the others.</summary>
    private Task<RecipientVerdict> ProbeOnceAsync(string key, string address, CancellationToken token) =>
        _running.GetOrAdd(key, _ => new Lazy<Task<RecipientVerdict>>(() => ProbeAsync(key, address))).Value.WaitAsync(token);

    private async Task<RecipientVerdict> ProbeAsync(string key, string address)
    {
        var verdict = RecipientVerdict.TempFail;
        using var timeout = new CancellationTokenSource(limits.ProbeTimeout, time);
        try
        {
            await _slots.WaitAsync(timeout.Token);
            try
            {
                verdict = await probe.ProbeAsync(address, timeout.Token);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            SmtpLog.ProbeFailed(log, new UntrustedText(e.Message).ForLog());
        }
        finally
        {
            Remember(key, verdict);
            _running.TryRemove(key, out _);
        }

        return verdict;
    }

    private void Remember(string key, RecipientVerdict verdict)
    {
        var now = time.GetTimestamp();
        switch (verdict)
        {
            case RecipientVerdict.Accept:
                _existing.Put(key, now);
                _missing.Remove(key);
                break;
            case RecipientVerdict.Unknown:
                _missing.Put(key, now);
                _existing.Remove(key);
                break;
            default:
                _failed.Put(key, now);
                break;
        }
    }
}
