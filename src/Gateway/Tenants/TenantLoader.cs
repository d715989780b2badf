using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tenants;

/// <summary>Reads tenant files: one file, or every *.yaml of a folder.</summary>
internal static class TenantLoader
{
    public static TenantTable Load(string? path, List<ConfigProblem> problems)
    {
        var tenants = new List<Tenant>();
        var (names, domains) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var file in PolicyLoader.FilesOf(path, problems))
        {
            if (ConfigLoader.ReadText(file, problems) is not { } yaml)
            {
                continue;
            }

            var before = problems.Count;
            var binder = new YamlBinder<Tenant>(TenantKeys.All);
            var tenant = binder.Bind(file, yaml, new Tenant { Name = Path.GetFileNameWithoutExtension(file) }, problems);
            tenant = Rooted(tenant with { File = Path.GetFileName(file) }, Path.GetDirectoryName(Path.GetFullPath(file))!);
            ConfigPlace PlaceOf(string key) => binder.Places.TryGetValue(key, out var place) ? place : new(file, 1, 1);
            Check(tenant, PlaceOf, problems);
            CheckUnique("name", tenant.Name, names, tenant, PlaceOf, problems);
            foreach (var domain in tenant.Domains)
            {
                CheckUnique("domains", domain, domains, tenant, PlaceOf, problems);
            }

            if (problems.Count == before)
            {
                tenants.Add(tenant);
            }
        }

        return new TenantTable(tenants);
    }

    private static Tenant Rooted(Tenant tenant, string root) => tenant with
    {
        Policies = tenant.Policies is { } policies ? Path.GetFullPath(policies, root) : null,
        ShadowPolicies = tenant.ShadowPolicies is { } shadow ? Path.GetFullPath(shadow, root) : null,
        TlsCa = tenant.TlsCa is { } ca ? Path.GetFullPath(ca, root) : null,
        NextHop = tenant.NextHop?.StartsWith("maildir:", StringComparison.Ordinal) is true ? "maildir:" + Path.GetFullPath(tenant.NextHop["maildir:".Length..], root) : tenant.NextHop,
    };

    private static void Check(Tenant tenant, Func<string, ConfigPlace> placeOf, List<ConfigProblem> problems)
    {
        void Add(string key, string en, string ja)
        {
            var place = placeOf(key);
            problems.Add(new(place.File, place.Line, place.Column, en, ja));
        }

        if (tenant.Domains.Count == 0)
        {
            Add("domains", "'domains' is missing: no mail would be this tenant's.", "domains がありません。この団体宛のメールを判別できません。");
        }

        if (tenant.NextHop is { } hop && NextHopFactory.Parse(hop, ".") is { Address: null } wrong)
        {
            Add("delivery.nextHop", $"delivery.nextHop: {wrong.ErrorEn}", $"delivery.nextHop：{wrong.ErrorJa}");
        }

        if (tenant.NextHop is null && (tenant.Connections is not null || tenant.Tls is not null || tenant.TlsCa is not null))
        {
            Add("delivery.connections", "'delivery' says how to reach a next hop of its own: write 'delivery.nextHop' too.", "delivery には nextHop も書いてください（団体専用の送り先の設定です）。");
        }

        if (tenant.Policies is { } policies && !Path.Exists(policies))
        {
            Add("policies", $"policies: '{policies}' does not exist.", $"policies：「{policies}」がありません。");
        }

        if (tenant.TlsCa is { } ca && !File.Exists(ca))
        {
            Add("delivery.tlsCa", $"delivery.tlsCa: '{ca}' does not exist.", $"delivery.tlsCa：「{ca}」がありません。");
        }
    }

    private static void CheckUnique(string key, string value, Dictionary<string, string> taken, Tenant tenant, Func<string, ConfigPlace> placeOf, List<ConfigProblem> problems)
    {
        if (!taken.TryAdd(value, tenant.File))
        {
            var place = placeOf(key);
            problems.Add(new(place.File, place.Line, place.Column, $"{key}: '{value}' stands in {taken[value]} already.", $"{key}：「{value}」は {taken[value]} にもあります。"));
        }
    }
}
