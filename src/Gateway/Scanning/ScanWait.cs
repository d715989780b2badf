using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Hosting;
using Mugai.Spooling;

namespace Mugai.Gateway.Scanning;

/// <summary>
/// Mail that waits for a scanner, and the loop that asks how the scanners stand. Which mail waits is written in the spool (held or deferred, with <see cref="Word"/> in its reply); what
/// is kept here only saves looking for it. Held or postponed, it is tried again as soon as a clean verdict can be had.
/// </summary>
internal sealed class ScanWait(ISpool spool, Scanners scanners, Action scanNow, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    /// <summary>How the reply of such a recipient begins.</summary>
    public const string Word = "not scanned:";

    /// <summary>
    /// Tries of one mail that failed although the scanners answered otherwise: it may be what ends them. Then it waits for a person.
    /// </summary>
    private const int MaxTries = 5;

    private static readonly TimeSpan LookDown = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<MessageId, int> _failed = new();
    private readonly ConcurrentDictionary<MessageId, byte> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>Mails that wait for a scanner.</summary>
    public int Count => _waiting.Count;

    /// <summary>Looks once, so that the first mail meets what is known, finds what waited when the program ended, and goes on looking.</summary>
    public async Task StartAsync(CancellationToken token)
    {
        if (!scanners.Any)
        {
            return;
        }

        await scanners.LookAsync(token);
        foreach (var message in await spool.ListAsync(new HashSet<RecipientState> { RecipientState.Held, RecipientState.Deferred }, int.MaxValue, token))
        {
            if (message.Recipients.Any(Waits))
            {
                _waiting[message.Id] = 0;
            }
        }

        _looking = Repeating.RunAsync(LookAsync, Pause, failure => ScanLog.ResumeFailed(log, failure), Pause(), clock, _stop.Token);
    }

    /// <summary>True when the mail may wait to be tried again by itself; false when it was tried often enough while the scanners answered.</summary>
    public bool MayTryAgain(MessageId id)
    {
        if (!scanners.CanSayClean)
        {
            return true;
        }

        if (_failed.Count > 10_000)
        {
            _failed.Clear();
        }

        return _failed.AddOrUpdate(id, 1, (_, tries) => tries + 1) < MaxTries;
    }

    /// <summary>It was recorded as waiting.</summary>
    public void Note(MessageId id) => _waiting[id] = 0;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private static bool Waits(SpooledRecipient recipient) =>
        recipient.State is RecipientState.Held or RecipientState.Deferred && recipient.LastReply.DangerousRaw.Contains(Word, StringComparison.Ordinal);

    private TimeSpan Pause() => scanners.States.All(state => state.IsUp) && _waiting.IsEmpty ? LookUp : LookDown;

    private async ValueTask LookAsync()
    {
        await scanners.LookAsync(_stop.Token);
        if (scanners.CanSayClean && !_waiting.IsEmpty)
        {
            await ResumeAsync(_stop.Token);
        }
    }

    private async Task ResumeAsync(CancellationToken token)
    {
        var count = 0;
        foreach (var id in _waiting.Keys)
        {
            // Before it is due again: a mail that fails once more meanwhile is noted anew, and must not be forgotten after that.
            _waiting.TryRemove(id, out _);
            try
            {
                count += await ResumeAsync(id, token) ? 1 : 0;
            }
            catch
            {
                Note(id);
                throw;
            }
        }

        if (count > 0)
        {
            ScanLog.Resumed(log, count);
            scanNow();
        }
    }

    private async Task<bool> ResumeAsync(MessageId id, CancellationToken token)
    {
        var waiting = (await spool.FindAsync(id, token))?.Recipients.Where(Waits).ToList() ?? [];
        if (waiting.Count > 0)
        {
            var steps = waiting.ConvertAll(recipient => new RecipientStep(recipient.Index, RecipientEvent.Retried, clock.GetUtcNow(), default));
            await spool.ApplyAsync(new SpoolChange { Message = id, Steps = steps, Why = new UntrustedText("the scanner answers again") }, token);
        }

        return waiting.Count > 0;
    }
}
