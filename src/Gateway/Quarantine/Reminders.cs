using Mugai.Gateway.Spooling;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>Reminds those who decide of a request that waits, and passes it on when nobody decides: each once, through restarts.</summary>
internal sealed class Reminders(IRequestRows rows, Deciders deciders, RequestNotices notices, Marks marks, TimeProvider clock)
{
    private const string Reminded = "reminded/";
    private const string Escalated = "escalated/";
    private const int MaxOpen = 10_000;

    public async ValueTask SweepAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var open = await rows.ListAsync(new RequestQuery(Undecided: true, Max: MaxOpen), token).ConfigureAwait(false);
        foreach (var request in open.Where(request => request.Until > now))
        {
            var policy = await deciders.PolicyOfAsync(request, token).ConfigureAwait(false);
            // After a long stop both may be due at once: then the request is passed on, which says more.
            if (deciders.IsEscalated(request, policy))
            {
                await OnceAsync(Escalated, request, async mark => await notices.EscalateAsync(request, await deciders.FurtherAsync(request.Asked, policy, token).ConfigureAwait(false), mark, token).ConfigureAwait(false)).ConfigureAwait(false);
            }
            else if (policy.RemindAfter > TimeSpan.Zero && request.MadeAt + policy.RemindAfter <= now)
            {
                await OnceAsync(Reminded, request, async mark => await notices.RemindAsync(request, await deciders.OfAsync(request, policy, [], token).ConfigureAwait(false), mark, token).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }

        await ForgetAsync([.. open.Select(request => request.Id.ToString())], token).ConfigureAwait(false);
    }

    private async ValueTask OnceAsync(string prefix, ReleaseRequest request, Func<string, ValueTask> send)
    {
        if (marks.Find($"{prefix}{request.Id}") is null)
        {
            await send($"{prefix}{request.Id}").ConfigureAwait(false);
        }
    }

    /// <summary>Marks of requests that are decided, or gone with their mail.</summary>
    private async ValueTask ForgetAsync(HashSet<string> open, CancellationToken token)
    {
        foreach (var prefix in (string[])[Reminded, Escalated])
        {
            foreach (var name in marks.Names(prefix).Where(name => !open.Contains(name[prefix.Length..])))
            {
                await marks.SetAsync(name, null, token).ConfigureAwait(false);
            }
        }
    }
}
