namespace Mugai.Gateway.Tenants;

/// <summary>
/// What each tenant has under way: mails that are being sent to us, and mails on their journey. A tenant with more than a few is crowded, and what it does gives way to what the others do,
/// from the envelope on (ADR 32).
/// </summary>
/// <param name="tenants">How many there are. With a single one, only its receiving gives way: to its own mail that is here already.</param>
public sealed class TenantTraffic(int tenants) : IAsyncDisposable
{
    /// <summary>Origin: beside four mails of another tenant a fifth one still gets a fifth of the processor and of each line. Two and four at the spool's writer measured the same, eight and more worse.</summary>
    internal const int Few = 4;

    private readonly Lock _lock = new();
    private readonly TenantCounts _underWay = new();
    private readonly LowPriorityThreads _receiving = new("Mugai receiving", Priority.Receiving, tenants > 1, Environment.ProcessorCount);
    private readonly LowPriorityThreads _journeys = new("Mugai journeys", Priority.Cleaning, tenants > 1, Environment.ProcessorCount + 2);
    private readonly FairGate _commits = new(Few);

    /// <summary>A mail of this tenant begins; to be ended by <see cref="End"/>.</summary>
    internal void Begin(string tenant)
    {
        lock (_lock)
        {
            _underWay.Add(tenant);
        }
    }

    /// <summary>It is over.</summary>
    internal void End(string tenant)
    {
        lock (_lock)
        {
            _underWay.Remove(tenant);
        }
    }

    /// <summary>Whether it gives way. Our own test mails always do: nobody waits for them.</summary>
    internal bool IsCrowded(string tenant)
    {
        if (tenant == Tenant.CanaryName)
        {
            return true;
        }

        lock (_lock)
        {
            return _underWay.Of(tenant) > Few;
        }
    }

    /// <summary>Where a mail of the tenant is to be taken in; null: on ordinary threads.</summary>
    internal LowPriorityThreads? ReceivingThreadsFor(string tenant) => IsCrowded(tenant) ? _receiving : null;

    /// <summary>Where a mail of the tenant is to go on its journey; null: on ordinary threads.</summary>
    internal LowPriorityThreads? JourneyThreadsFor(string tenant) => tenants > 1 && IsCrowded(tenant) ? _journeys : null;

    /// <summary>
    /// A crowded tenant's turn at the spool's writer; to be given back by <see cref="LeaveWriter"/>. One batch is written and synced at a time: large ones of a flood would keep everybody
    /// waiting, and end in as many answers at once, which bring as many new connections at once.
    /// </summary>
    internal ValueTask EnterWriterAsync(string tenant) => tenants > 1 ? _commits.EnterAsync(tenant, CancellationToken.None) : ValueTask.CompletedTask;

    /// <inheritdoc cref="EnterWriterAsync"/>
    internal void LeaveWriter(string tenant)
    {
        if (tenants > 1)
        {
            _commits.Leave(tenant);
        }
    }

    /// <summary>The threads end; what is late goes on elsewhere.</summary>
    public ValueTask DisposeAsync()
    {
        _receiving.Dispose();
        _journeys.Dispose();
        return ValueTask.CompletedTask;
    }
}
