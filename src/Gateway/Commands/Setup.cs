using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Commands;

/// <summary>Configuration and policies, both checked: what every command starts from.</summary>
internal sealed record Setup(GatewayConfig Config, TenantTable Tenants, PolicySnapshot Policies, IReadOnlyList<string> Passwords, string? File)
{
    /// <summary>Loads both; tells every problem and gives null when there is one.</summary>
    public static Setup? Load(string? configFile)
    {
        var problems = new List<ConfigProblem>();
        var (config, file) = LoadBoth(configFile, problems, out var policies);
        var passwords = config.PasswordFile is { } list ? PasswordList.Read(list, problems) : [];
        if (problems.Count == 0)
        {
            return new(config, policies.Tenants, policies, passwords!, file);
        }

        Tell(problems);
        return null;
    }

    /// <summary>
    /// The configuration file alone, for what must work while a policy has a mistake and the server goes on with the old ones: asking it how it is, stopping mail in an incident,
    /// a backup at night. Tells every problem and gives null when there is one.
    /// </summary>
    public static GatewayConfig? LoadConfig(string? configFile)
    {
        var loaded = ConfigLoader.Load(configFile, Environment.GetEnvironmentVariables());
        if (loaded.Problems.Count == 0)
        {
            return loaded.Config;
        }

        Tell(loaded.Problems);
        return null;
    }

    /// <summary>The policy files as they are now; unusable when <paramref name="problems"/> grew.</summary>
    public PolicySnapshot ReloadPolicies(List<ConfigProblem> problems) => LoadPolicies(Config, Tenants, problems);

    /// <summary>Other policy files than those of all, to be tried; the tenants' own stay.</summary>
    public PolicySnapshot LoadCandidate(string path, List<ConfigProblem> problems) => LoadPolicies(Config with { Policies = path }, Tenants, problems);

    /// <summary>The policies that mails are also judged by: those of the shadow where there is one, the real ones elsewhere.</summary>
    public PolicySnapshot LoadShadow(List<ConfigProblem> problems) => LoadPolicies(
        Config with { Policies = Config.ShadowPolicies ?? Config.Policies }, new TenantTable(Tenants.All.Select(tenant => tenant with { Policies = tenant.ShadowPolicies ?? tenant.Policies })), problems);

    /// <summary>True when mail of a tenant is also judged by a shadow.</summary>
    public bool HasShadow(string tenant) => Config.ShadowPolicies is not null || Tenants.Find(tenant)?.ShadowPolicies is not null;

    /// <summary>Where files lie that a shadow is made of; none without one.</summary>
    public IReadOnlyList<string> ShadowPlaces => Config.ShadowPolicies is null && Tenants.All.All(tenant => tenant.ShadowPolicies is null) ? []
        : [.. PolicyPlaces.Concat(Tenants.All.Select(tenant => tenant.ShadowPolicies).Prepend(Config.ShadowPolicies).OfType<string>()).Distinct()];

    /// <summary>Where policy files lie: those of all, and the tenants' own.</summary>
    public IReadOnlyList<string> PolicyPlaces => [.. new[] { Config.Policies }.Concat(Tenants.All.Select(tenant => tenant.Policies)).OfType<string>().Distinct()];

    /// <summary>How many tenants mail is for, as far as anybody says.</summary>
    public int TenantCount => Tenants.IsEmpty ? Policies.Rules.Select(rule => rule.Tenant).Distinct().Count() : Tenants.All.Count + 1;

    public SandboxOptions SandboxOptions => new()
    {
        PoolSize = Config.Workers.Count > 0 ? Config.Workers.Count : Environment.ProcessorCount,
        NativeSteps = NativeSteps,
        NativeSpares = NativeMax - NativeSteps,
        MaxNativeWorkers = NativeMax,
        DangerUnsandboxedWorkers = Config.Workers.DangerUnsandboxed,
        Plugins = [.. Config.Workers.Plugins.Select(plugin => new PluginPin(Path.Combine(PluginFolder, plugin.Key), plugin.Value))],
    };

    private int NativeSteps => Config.Workers.Native > 0 ? Config.Workers.Native : Environment.ProcessorCount;

    private int NativeMax => Math.Max(Config.Workers.NativeMax > 0 ? Config.Workers.NativeMax : 2 * Environment.ProcessorCount, NativeSteps);

    /// <summary><c>plugins/</c> beside the configuration file, or in the current folder without one.</summary>
    private string PluginFolder => Path.GetFullPath("plugins", File is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(File))!);

    private static void Tell(IReadOnlyCollection<ConfigProblem> problems)
    {
        foreach (var problem in problems)
        {
            Say.Line(problem.ToString());
        }

        Say.Error($"{problems.Count} mistake(s) in the configuration; nothing was started.", $"設定に {problems.Count} 件の誤りがあります。処理を中止しました。");
    }

    private static (GatewayConfig, string?) LoadBoth(string? configFile, List<ConfigProblem> problems, out PolicySnapshot policies)
    {
        var loaded = ConfigLoader.Load(configFile, Environment.GetEnvironmentVariables());
        problems.AddRange(loaded.Problems);
        // A place that is not there was told of with its line already.
        var place = loaded.Config.Policies;
        var tenants = loaded.Config.Tenants is { } list && Path.Exists(list) ? TenantLoader.Load(list, problems) : TenantTable.None;
        policies = place is null || Path.Exists(place) ? LoadPolicies(loaded.Config, tenants, problems) : new PolicySnapshot([]);
        return (loaded.Config, loaded.File);
    }

    private static PolicySnapshot LoadPolicies(GatewayConfig config, TenantTable tenants, List<ConfigProblem> problems) =>
        PolicyLoader.Load(config.Policies, problems, new PolicySurroundings
        {
            PortalHost = config.Portal.PublicUrl is { Length: > 0 } url ? new Uri(url).Host : "", Tenants = tenants, RecipientDomains = config.Smtp.RecipientDomains,
            TrustedAuthservIds = config.Smtp.TrustedAuthservIds, HasScanners = config.Scan.Scanners.Count > 0,
        });
}
