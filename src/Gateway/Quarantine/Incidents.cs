using Mugai.Gateway.Api;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>Everything held at once, and let go again: the same for the command and the page.</summary>
internal sealed class Incidents(ISpool spool, IQuarantine quarantine, QueueActions queue) : IIncidents
{
    private const int Page = 500;

    public async ValueTask<int> HoldEverythingAsync(string tenant, bool hold, string actor, UntrustedText why, CancellationToken token)
    {
        await quarantine.HoldEverythingAsync(tenant, hold, actor, why, token).ConfigureAwait(false);
        var count = 0;
        for (long? before = hold ? null : long.MaxValue; before is { } place;)
        {
            var query = new QuarantineQuery { States = [RecipientState.Held], Tenant = tenant.Length == 0 ? null : tenant, Before = place, Max = Page };
            var page = await quarantine.SearchAsync(query, token).ConfigureAwait(false);
            var free = page.Items.Select(item => item.Message).Where(message => !message.Groups.Any(group => quarantine.HoldsEverythingOf(group.Tenant)));
            count += await queue.RetryAsync(free, recipient => recipient.LastReply == HoldWords.Everything, actor, why, token).ConfigureAwait(false);

            before = page.Next;
        }

        return count;
    }

    public async ValueTask<int> HoldAsync(IReadOnlyList<MessageId> mails, string tenant, string actor, UntrustedText why, CancellationToken token)
    {
        var count = 0;
        foreach (var id in mails)
        {
            if (await spool.FindAsync(id, token).ConfigureAwait(false) is { } mail)
            {
                count += await queue.HoldAsync(mail, recipient => mail.Groups[recipient.Group].Tenant == tenant, actor, why, token).ConfigureAwait(false);
            }
        }

        return count;
    }

    public async ValueTask<int> EraseAsync(IReadOnlyList<MessageId> mails, string actor, UntrustedText why, CancellationToken token)
    {
        var count = 0;
        foreach (var id in mails)
        {
            try
            {
                await spool.EraseAsync(id, actor, why, token).ConfigureAwait(false);
                count++;
            }
            catch (InvalidOperationException)
            {
                // Gone meanwhile: its retention ended, or somebody else erased it.
            }
        }

        return count;
    }
}
