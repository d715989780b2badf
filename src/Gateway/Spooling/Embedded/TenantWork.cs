using Mugai.Auditing;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>The key that a tenant's messages are wrapped by from now on; an existing one when there is one.</summary>
internal sealed class TenantKeyWork(string tenant) : SpoolWork
{
    public TenantKey? Key { get; private set; }

    public override void Write(StoreTables tables) => Key = tables.FindTenantKey(tenant) ?? tables.AddTenantKey(tenant);
}

/// <summary>Destroys a tenant's keys, on record.</summary>
internal sealed class DestroyTenantWork(string tenant, string actor, byte[] publicAudit) : SpoolWork
{
    /// <summary>Their numbers.</summary>
    public IReadOnlyList<long> Destroyed { get; private set; } = [];

    public override bool DestroysKeys => true;

    public override void Write(StoreTables tables)
    {
        Destroyed = tables.DestroyTenantKeys(tenant);
        tables.AppendAudit(AuditKind.AdministratorActed, null, actor, isSealed: false, publicAudit);
    }
}

/// <summary>The messages of a destroyed key are cleared away.</summary>
internal sealed class TenantClearedWork(string tenant, long through) : SpoolWork
{
    public override void Write(StoreTables tables) => tables.EndErasure(tenant, through);
}

/// <summary>The tenant's key was destroyed while the message was on its way into the store: kept, it could never be read.</summary>
internal sealed class TenantKeyGoneException(string message) : InvalidOperationException(message);
