using System.Collections.Concurrent;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>The keys that open messages: the master key, and the tenants' as long as they were not destroyed. Many threads at once.</summary>
internal sealed class Keyring(MasterKey master)
{
    private readonly ConcurrentDictionary<long, TenantKey> _byNumber = new();
    private readonly ConcurrentDictionary<string, TenantKey> _byTenant = new(StringComparer.Ordinal);

    public MasterKey Master => master;

    /// <summary>The key that new messages of a tenant are wrapped by; null: it has none yet.</summary>
    public TenantKey? Find(string tenant) => _byTenant.GetValueOrDefault(tenant);

    public void Add(TenantKey key)
    {
        _byNumber[key.Number] = key;
        _byTenant[key.Tenant] = key;
    }

    /// <summary>It was destroyed. A later key of the same tenant stays.</summary>
    public void Forget(long number)
    {
        if (_byNumber.TryRemove(number, out var key))
        {
            _byTenant.TryRemove(new(key.Tenant, key));
        }
    }

    /// <summary>A message's key; null when it does not verify or was destroyed.</summary>
    /// <param name="id">The message.</param>
    /// <param name="owner">The number of the tenant's key that wraps it; null: the master key does.</param>
    /// <param name="wrapped">What stands in its slot.</param>
    public MessageKey? Unwrap(MessageId id, long? owner, ReadOnlySpan<byte> wrapped) =>
        owner is not { } number ? master.Wrapping.Unwrap(id, wrapped) : _byNumber.GetValueOrDefault(number)?.Wrapping.Unwrap(id, wrapped);
}
