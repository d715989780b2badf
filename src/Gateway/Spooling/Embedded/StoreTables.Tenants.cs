namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>The keys of tenants. Each stands in a slot as the messages' do, so that destroying it is overwriting it in place.</summary>
internal sealed partial class StoreTables
{
    private SqliteStatement _readTenantKeys = null!, _isAlive = null!, _writeTenantKey = null!, _dropTenantKeys = null!, _endErasure = null!;

    /// <summary>The key of a tenant that new messages are wrapped by; null: it has none that opens.</summary>
    public TenantKey? FindTenantKey(string tenant)
    {
        TenantKey? key = null;
        for (_readTenantKeys.Bind(1, tenant); _readTenantKeys.Step();)
        {
            key ??= TenantKey.Unwrap(_keys.Master, _readTenantKeys.Int64(0), tenant, _readTenantKeys.Blob(2));
        }

        _readTenantKeys.Reset();
        return key;
    }

    public TenantKey AddTenantKey(string tenant)
    {
        var key = TenantKey.New(NextTenantKey(), tenant);
        var slot = TakeSlot();
        _writeKey.Bind(1, slot).Bind(2, key.WrapWith(_keys.Master)).Run();
        _writeTenantKey.Bind(1, key.Number).Bind(2, tenant).Bind(3, Now.UtcTicks).Bind(4, slot).Run();
        return key;
    }

    /// <summary>False once the key was destroyed: what it wraps could never be read.</summary>
    public bool IsAlive(long tenantKey)
    {
        var alive = _isAlive.Bind(1, tenantKey).Step();
        _isAlive.Reset();
        return alive;
    }

    /// <summary>Overwrites every key of a tenant, and notes that its messages up to now are to be cleared away: also when it never had a key, because it left before there were any. Their numbers.</summary>
    public List<long> DestroyTenantKeys(string tenant)
    {
        var (numbers, slots) = (new List<long>(), new List<long>());
        for (_readTenantKeys.Bind(1, tenant); _readTenantKeys.Step();)
        {
            numbers.Add(_readTenantKeys.Int64(0));
            slots.Add(_readTenantKeys.Int64(1));
        }

        _readTenantKeys.Reset();
        foreach (var slot in slots)
        {
            _writeKey.Bind(1, slot).Bind(2, EmptySlot).Run();
            _emptiedSlots.Add(slot);
        }

        if (slots.Count == 0)
        {
            _writeTenantKey.Bind(1, NextTenantKey()).Bind(2, tenant).Bind(3, Now.UtcTicks).BindNull(4).Run();
        }

        _dropTenantKeys.Bind(1, tenant).Bind(2, _lastMessage).Run();
        return numbers;
    }

    /// <summary>Its messages up to that one are cleared away.</summary>
    public void EndErasure(string tenant, long through) => _endErasure.Bind(1, tenant).Bind(2, through).Run();

    private long NextTenantKey() => _connection.ReadInt64("SELECT MAX(number) FROM tenantkeys") + 1;

    private void PrepareTenants()
    {
        _readTenantKeys = Prepare("SELECT t.number, t.slot, k.wrapped FROM tenantkeys t JOIN keys k ON k.slot = t.slot WHERE t.tenant = ?1 ORDER BY t.number DESC");
        _isAlive = Prepare("SELECT 1 FROM tenantkeys WHERE number = ?1 AND slot IS NOT NULL");
        _writeTenantKey = Prepare("INSERT INTO tenantkeys(number, tenant, made, slot) VALUES (?1, ?2, ?3, ?4)");
        _dropTenantKeys = Prepare("UPDATE tenantkeys SET slot = NULL, through = ?2 WHERE tenant = ?1");
        _endErasure = Prepare("UPDATE tenantkeys SET through = NULL WHERE tenant = ?1 AND through <= ?2");
        using var all = _connection.Prepare("SELECT DISTINCT tenant FROM tenantkeys WHERE slot IS NOT NULL");
        while (all.Step())
        {
            var tenant = all.Text(0);
            for (_readTenantKeys.Bind(1, tenant); _readTenantKeys.Step();)
            {
                if (TenantKey.Unwrap(_keys.Master, _readTenantKeys.Int64(0), tenant, _readTenantKeys.Blob(2)) is { } key)
                {
                    _keys.Add(key);
                }
            }

            _readTenantKeys.Reset();
        }
    }
}
