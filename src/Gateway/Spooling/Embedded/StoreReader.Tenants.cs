using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Tenants' keys, and the messages of a tenant that is being erased.</summary>
internal sealed partial class StoreReader
{
    /// <summary>Every key there is or was.</summary>
    public List<StoredTenantKey> ListTenantKeys()
    {
        var keys = new List<StoredTenantKey>();
        var query = Query("SELECT number, tenant, made, slot IS NOT NULL, through FROM tenantkeys ORDER BY number");
        while (query.Step())
        {
            keys.Add(new StoredTenantKey(query.Int64(0), query.Text(1), TimeOf(query.Int64(2)), query.Int64(3) != 0, query.IsNull(4) ? null : query.Int64(4)));
        }

        query.Reset();
        return keys;
    }

    /// <summary>Messages with a group of the tenant, in the order of arrival: those of it alone, or those of others too.</summary>
    public List<(long Sequence, MessageId Id)> ListOfTenant(string tenant, bool alone, long after, long through, int max)
    {
        var found = new List<(long, MessageId)>();
        var query = Query(
            "SELECT m.sequence, m.id FROM messages m WHERE m.sequence > ?2 AND m.sequence <= ?3 AND EXISTS (SELECT 1 FROM groups g WHERE g.message = m.sequence AND g.tenant = ?1) " +
            $"AND {(alone ? "NOT " : "")}EXISTS (SELECT 1 FROM groups g WHERE g.message = m.sequence AND g.tenant <> ?1) ORDER BY m.sequence LIMIT ?4")
            .Bind(1, tenant).Bind(2, after).Bind(3, through).Bind(4, max);
        while (query.Step())
        {
            found.Add((query.Int64(0), MessageId.FromBytes(query.Blob(1))));
        }

        query.Reset();
        return found;
    }
}

/// <summary>A tenant's key as it is stored.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Tenant">Whose.</param>
/// <param name="Made">Since when.</param>
/// <param name="IsAlive">False when it was destroyed.</param>
/// <param name="Through">Messages up to this one are still to be cleared away; null: none.</param>
internal sealed record StoredTenantKey(long Number, string Tenant, DateTimeOffset Made, bool IsAlive, long? Through);
