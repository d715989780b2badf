namespace Mugai.Gateway.Tenants;

/// <summary>How many of something each tenant has; nothing is kept of who has none. Not safe for threads: its owner's lock guards it.</summary>
internal sealed class TenantCounts
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Of(string tenant) => _counts.GetValueOrDefault(tenant);

    public void Add(string tenant) => _counts[tenant] = Of(tenant) + 1;

    /// <summary>One less of what was added.</summary>
    public void Remove(string tenant)
    {
        var rest = _counts[tenant] - 1;
        if (rest > 0)
        {
            _counts[tenant] = rest;
        }
        else
        {
            _counts.Remove(tenant);
        }
    }
}
