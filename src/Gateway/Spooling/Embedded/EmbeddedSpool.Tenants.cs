using Mugai.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>The keys of tenants (docs/adr/0028), and what becomes of a tenant that leaves.</summary>
public sealed partial class EmbeddedSpool
{
    /// <summary>What erasing a tenant came to.</summary>
    /// <param name="Messages">Messages that were its alone: gone.</param>
    /// <param name="Shared">Messages that went to other tenants too and stay theirs; nothing more of them goes to this one.</param>
    internal readonly record struct TenantErasure(long Messages, long Shared);

    /// <summary>Every key that a tenant has or had.</summary>
    internal IReadOnlyList<StoredTenantKey> TenantKeys => Read(reader => reader.ListTenantKeys());

    /// <summary>
    /// Destroys a tenant's key, which makes its messages unreadable at once and for good; then clears their rows away, and those of messages from before it had a key. When something comes
    /// between, <see cref="ExpireAsync"/> goes on. Mail that arrives for it later gets a new key.
    /// </summary>
    internal async ValueTask<TenantErasure> EraseTenantAsync(string tenant, string actor, UntrustedText why, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var work = new DestroyTenantWork(tenant, actor, AuditPayload.TenantErased(tenant, why));
        await _writer.Submit(work);
        foreach (var number in work.Destroyed)
        {
            _keys.Forget(number);
        }

        return await ClearAsync(tenant, actor, AuditPayload.Erased(why), why, token);
    }

    /// <summary>The key that a new message is wrapped by: its tenant's, made with the first of its messages; null when it is several tenants' mail, which none of them may take from the others.</summary>
    private async ValueTask<TenantKey?> OwnerOfAsync(IReadOnlyList<RecipientGroup> groups)
    {
        var tenant = groups[0].Tenant;
        if (groups.Any(group => group.Tenant != tenant))
        {
            return null;
        }

        if (_keys.Find(tenant) is { } known)
        {
            return known;
        }

        var work = new TenantKeyWork(tenant);
        await _writer.Submit(work);
        _keys.Add(work.Key!);
        return work.Key;
    }

    /// <summary>What an erasure that was interrupted left.</summary>
    private async ValueTask ClearInterruptedAsync(CancellationToken token)
    {
        foreach (var tenant in TenantKeys.Where(key => key.Through is not null).Select(key => key.Tenant).Distinct().ToList())
        {
            await ClearAsync(tenant, Actors.System, AuditPayload.Erased(default), default, token);
        }
    }

    private async ValueTask<TenantErasure> ClearAsync(string tenant, string actor, byte[] audit, UntrustedText why, CancellationToken token)
    {
        if (TenantKeys.Where(key => key.Tenant == tenant).Max(key => key.Through) is not { } through)
        {
            return default;
        }

        var (messages, shared) = (0L, 0L);
        var last = 0L;
        while (Read(reader => reader.ListOfTenant(tenant, alone: true, last, through, ExpireBatch)) is { Count: > 0 } found)
        {
            token.ThrowIfCancellationRequested();
            last = found[^1].Sequence;
            var work = new EraseWork([.. found.Select(message => message.Id)], AuditKind.Erased, actor, audit);
            await _writer.Submit(work);
            found.ForEach(message => _recent.Forget(message.Id));
            SpoolMetrics.Erased(work.Erased);
            messages += work.Erased;
        }

        last = 0;
        while (Read(reader => reader.ListOfTenant(tenant, alone: false, last, through, ExpireBatch)) is { Count: > 0 } found)
        {
            token.ThrowIfCancellationRequested();
            last = found[^1].Sequence;
            shared += found.Count;
            foreach (var (_, id) in found)
            {
                await LeaveAsync(id, tenant, actor, why, token);
            }
        }

        await _writer.Submit(new TenantClearedWork(tenant, through));
        GiveBackSegments();
        return new TenantErasure(messages, shared);
    }

    /// <summary>A message of several tenants: what waits for this one's recipients is given up.</summary>
    private async ValueTask LeaveAsync(MessageId id, string tenant, string actor, UntrustedText why, CancellationToken token)
    {
        if (await FindAsync(id, token) is not { } message)
        {
            return;
        }

        var steps = message.Recipients.Where(recipient => message.Groups[recipient.Group].Tenant == tenant && RecipientTransitions.TryStep(recipient.State, RecipientEvent.Dropped, out _))
            .Select(recipient => new RecipientStep(recipient.Index, RecipientEvent.Dropped, default, why)).ToList();
        await ApplyAsync(new SpoolChange { Message = id, Steps = steps, Actor = actor, Why = why }, token);
    }
}
