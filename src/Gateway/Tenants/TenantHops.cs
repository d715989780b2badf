using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tenants;

/// <summary>The next hops of tenants that have one of their own, and the one of all others. A hop that is down or slow is its tenant's alone: connections are never shared.</summary>
internal sealed class TenantHops(TenantTable tenants, INextHop ofAll, IReadOnlyDictionary<string, INextHop> own) : INextHop
{
    public string Name => ofAll.Name;

    /// <summary>By the recipient: all of a mail's group are of one tenant, and what we write ourselves goes to one person or one department.</summary>
    public ValueTask<DeliveryReport> DeliverAsync(DeliveryJob job, CancellationToken token) =>
        (tenants.Of(job.Recipients[0].Address) is { } tenant ? own.GetValueOrDefault(tenant.Name, ofAll) : ofAll).DeliverAsync(job, token);

    /// <summary>The hops that belong to one tenant alone, by its name.</summary>
    public IReadOnlyDictionary<string, INextHop> Own => own;

    /// <summary>The one of all others; each own one is asked for itself.</summary>
    public ValueTask<DeliveryReply?> CheckAsync(CancellationToken token) => ofAll.CheckAsync(token);

    public void EndRest()
    {
        ofAll.EndRest();
        foreach (var hop in own.Values)
        {
            hop.EndRest();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hop in own.Values)
        {
            await hop.DisposeAsync();
        }

        await ofAll.DisposeAsync();
    }
}
