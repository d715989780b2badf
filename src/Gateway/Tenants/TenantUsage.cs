using System.Collections.Concurrent;
using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.Spooling;

namespace Mugai.Gateway.Tenants;

/// <summary>
/// What each tenant has here, against its quota. Counted from the store now and then, and by what is accepted in between: mails that are on the wire at the same moment may
/// bring a tenant a little above its quota, never another tenant below its own.
/// </summary>
internal sealed class TenantUsage(TenantTable tenants) : IRecipientCheck
{
    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    private static readonly TimeSpan WaitingInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WholeInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _countedAt;

    /// <summary>True when any tenant has a quota, so that somebody must count.</summary>
    public bool IsNeeded { get; } = tenants.All.Any(tenant => tenant.Quota.IsAny);

    /// <summary>How often <see cref="CountAsync"/> is to be called.</summary>
    public TimeSpan Interval => IsNeeded ? WaitingInterval : WholeInterval;

    /// <summary>Asks the store: what waits each time, for it changes by the second; the rest once a minute, for it is a walk over all that is kept.</summary>
    public async ValueTask CountAsync(ISpool spool, TimeProvider clock, CancellationToken token)
    {
        if (IsNeeded)
        {
            var waitingOnly = clock.GetUtcNow() - _countedAt < WholeInterval;
            _countedAt = waitingOnly ? _countedAt : clock.GetUtcNow();
            Set(await spool.CountByTenantAsync(waitingOnly, token), waitingOnly);
        }
    }

    /// <summary>At RCPT: recipients of a tenant above its quota are put off, others of the same mail are not.</summary>
    public ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token) => ValueTask.FromResult(
        tenants.Of(address) is { Quota.IsAny: true } tenant && _counters.TryGetValue(tenant.Name, out var counter) && counter.IsAbove(tenant.Quota) ? RecipientVerdict.OverQuota : RecipientVerdict.Accept);

    /// <summary>A mail was accepted.</summary>
    public void Add(SpooledMessage message)
    {
        foreach (var tenant in message.Groups.Select(group => group.Tenant).Distinct())
        {
            _counters.GetOrAdd(tenant, static _ => new Counter()).Add(message.Size);
        }
    }

    /// <summary>What the store holds now; see <see cref="ISpool.CountByTenantAsync"/>.</summary>
    public void Set(IReadOnlyList<TenantStock> stocks, bool waitingOnly)
    {
        var known = stocks.ToDictionary(stock => stock.Tenant, StringComparer.Ordinal);
        foreach (var tenant in tenants.All)
        {
            _counters.GetOrAdd(tenant.Name, static _ => new Counter()).Set(known.GetValueOrDefault(tenant.Name) ?? new TenantStock(tenant.Name, 0, 0, 0), waitingOnly);
        }
    }

    /// <summary>For the status page and metrics.</summary>
    public IReadOnlyList<TenantStock> All => [.. _counters.Select(pair => pair.Value.Read(pair.Key))];

    private sealed class Counter
    {
        private long _bytes;
        private long _messages;
        private long _waiting;

        public void Add(long bytes)
        {
            Interlocked.Add(ref _bytes, bytes);
            Interlocked.Increment(ref _messages);
            Interlocked.Increment(ref _waiting);
        }

        public void Set(TenantStock stock, bool waitingOnly)
        {
            Interlocked.Exchange(ref _waiting, stock.Waiting);
            if (!waitingOnly)
            {
                Interlocked.Exchange(ref _bytes, stock.Bytes);
                Interlocked.Exchange(ref _messages, stock.Messages);
            }
        }

        public TenantStock Read(string tenant) => new(tenant, Interlocked.Read(ref _messages), Interlocked.Read(ref _bytes), Interlocked.Read(ref _waiting));

        public bool IsAbove(TenantQuota quota) =>
            Interlocked.Read(ref _bytes) >= quota.DiskBytes || Interlocked.Read(ref _messages) >= quota.Messages || Interlocked.Read(ref _waiting) >= quota.Waiting;
    }
}
