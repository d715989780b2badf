using Mugai.Gateway.Smtp.Receiving.Recipients;

namespace Mugai.Gateway.Tenants;

/// <summary>Asks whether a mailbox exists where its tenant's mail goes.</summary>
internal sealed class TenantProbes(TenantTable tenants, IRecipientCheck? ofAll, IReadOnlyDictionary<string, IRecipientCheck> own) : IRecipientCheck
{
    public ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token)
    {
        var check = tenants.Of(address) is { NextHop: not null } tenant ? own.GetValueOrDefault(tenant.Name) : ofAll;
        return check is null ? ValueTask.FromResult(RecipientVerdict.Accept) : check.CheckAsync(address, token);
    }
}
