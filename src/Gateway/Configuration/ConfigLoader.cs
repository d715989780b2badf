using System.Collections;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Configuration;

/// <summary>A configuration and everything that is wrong with it. Usable only when <see cref="Problems"/> is empty.</summary>
/// <param name="Config">The configuration, paths made absolute.</param>
/// <param name="File">The file it came from; null when the defaults hold.</param>
/// <param name="Problems">All problems.</param>
public sealed record LoadedConfig(GatewayConfig Config, string? File, IReadOnlyList<ConfigProblem> Problems);

/// <summary>Reads mugai.yaml (or holds the defaults without one), lets the environment override single keys, and checks the whole.</summary>
public static class ConfigLoader
{
    private const string EnvironmentPrefix = "MUGAI__";

    /// <summary>Where the package puts it.</summary>
    private const string InstalledFile = "/etc/mugai/mugai.yaml";

    /// <summary>Loads <paramref name="file"/>; null means <c>mugai.yaml</c> in the current folder, or the installed one, when it exists, else the defaults.</summary>
    public static LoadedConfig Load(string? file, IDictionary environment)
    {
        var problems = new List<ConfigProblem>();
        var config = new GatewayConfig();
        var binder = new YamlBinder<GatewayConfig>(GatewayKeys.All);
        var chosen = file ?? (File.Exists("mugai.yaml") ? "mugai.yaml" : File.Exists(InstalledFile) ? InstalledFile : null);
        if (chosen is not null && ReadText(chosen, problems) is { } yaml)
        {
            config = binder.Bind(chosen, yaml, config, problems);
        }

        config = Override(config, binder, environment, problems);
        var root = chosen is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(chosen))!;
        config = Rooted(config, root);
        Check(config, key => binder.Places.TryGetValue(key, out var place) ? place : new(chosen ?? "mugai.yaml", 0, 0), problems);
        return new(config, chosen, problems);
    }

    internal static string? ReadText(string file, List<ConfigProblem> problems)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(file, 0, 0, "The file cannot be read. Check that it exists and that this user may read it.", "ファイルを読めません。存在と読み取り権限を確認してください。"));
            return null;
        }
    }

    private static GatewayConfig Override(GatewayConfig config, YamlBinder<GatewayConfig> binder, IDictionary environment, List<ConfigProblem> problems)
    {
        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            if (name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
            {
                config = binder.BindText(name, name[EnvironmentPrefix.Length..].Replace("__", ".", StringComparison.Ordinal), (string?)variable.Value ?? "", config, problems);
            }
        }

        return config;
    }

    /// <summary>Relative paths are relative to the file (DESIGN 4.3).</summary>
    private static GatewayConfig Rooted(GatewayConfig config, string root)
    {
        string At(string path) => Path.GetFullPath(path, root);
        string? MaybeAt(string? path) => path is null ? null : At(path);
        return config with
        {
            Storage = config.Storage with { Path = At(config.Storage.Path), MasterKeyFile = At(config.Storage.MasterKeyFile) },
            Smtp = config.Smtp with
            {
                TlsCertificate = MaybeAt(config.Smtp.TlsCertificate), TlsKey = MaybeAt(config.Smtp.TlsKey), RecipientList = MaybeAt(config.Smtp.RecipientList),
            },
            Portal = config.Portal with { TlsCertificate = MaybeAt(config.Portal.TlsCertificate), TlsKey = MaybeAt(config.Portal.TlsKey) },
            Delivery = config.Delivery with
            {
                NextHop = config.Delivery.NextHop.StartsWith("maildir:", StringComparison.Ordinal) ? "maildir:" + At(config.Delivery.NextHop["maildir:".Length..]) : config.Delivery.NextHop,
                TlsCa = MaybeAt(config.Delivery.TlsCa),
            },
            PasswordFile = MaybeAt(config.PasswordFile),
            People = config.People with
            {
                Ldap = config.People.Ldap with { CaFolder = MaybeAt(config.People.Ldap.CaFolder), BindPasswordFile = MaybeAt(config.People.Ldap.BindPasswordFile) },
                Oidc = config.People.Oidc with { ClientSecretFile = MaybeAt(config.People.Oidc.ClientSecretFile), CaFile = MaybeAt(config.People.Oidc.CaFile) },
            },
            Policies = MaybeAt(config.Policies),
            ShadowPolicies = MaybeAt(config.ShadowPolicies),
            Monitoring = config.Monitoring with { Otlp = config.Monitoring.Otlp with { HeadersFile = MaybeAt(config.Monitoring.Otlp.HeadersFile) } },
            Tenants = MaybeAt(config.Tenants),
        };
    }

    /// <summary>What no single key can know.</summary>
    private static void Check(GatewayConfig config, Func<string, ConfigPlace> placeOf, List<ConfigProblem> problems)
    {
        void Add(string key, bool wrong, string en, string ja)
        {
            if (wrong)
            {
                var place = placeOf(key);
                problems.Add(new(place.File, place.Line, place.Column, en, ja));
            }
        }

        void CheckHop(string key, string? url)
        {
            if (url is not null && NextHopFactory.Parse(url, ".") is { Address: null } wrong)
            {
                Add(key, true, $"{key}: {wrong.ErrorEn}", $"{key}：{wrong.ErrorJa}");
            }
        }

        void CheckFile(string key, string? path) =>
            Add(key, path is not null && !File.Exists(path), $"{key}: '{path}' does not exist.", $"{key}：「{path}」がありません。");

        Add(config.Smtp.TlsCertificate is null ? "smtp.tls.key" : "smtp.tls.certificate", (config.Smtp.TlsCertificate is null) != (config.Smtp.TlsKey is null),
            "smtp.tls needs both 'certificate' and 'key'.", "smtp.tls には certificate と key の両方が必要です。");
        Add(config.Portal.TlsCertificate is null ? "portal.tls.key" : "portal.tls.certificate", (config.Portal.TlsCertificate is null) != (config.Portal.TlsKey is null),
            "portal.tls needs both 'certificate' and 'key'.", "portal.tls には certificate と key の両方が必要です。");
        Add("portal.listen", config.Portal.TlsCertificate is null && (PortalConfig.IsHttps(config.Portal.Listen) || PortalConfig.IsHttps(config.Portal.InternetListen)),
            "https:// needs portal.tls.certificate and portal.tls.key; with a proxy that speaks TLS before it, write http://.",
            "https:// で待ち受けるには portal.tls の certificate と key が必要です。前段のプロキシーが TLS を行う場合は http:// と書いてください。");
        CheckFile("portal.tls.certificate", config.Portal.TlsCertificate);
        CheckFile("portal.tls.key", config.Portal.TlsKey);
        Add("storage.masterKeyFile", config.Storage.MasterKeyFile.StartsWith(config.Storage.Path.TrimEnd('/') + "/", StringComparison.Ordinal),
            "storage.masterKeyFile lies inside storage.path: a backup would hold the key beside what it locks. Put it elsewhere.",
            "storage.masterKeyFile が storage.path の中にあります。バックアップに鍵が混ざるため、別の場所にしてください。");
        Add("smtp.maxMessageSize", config.Smtp.MaxMessageSize < 1024, "smtp.maxMessageSize is under 1 KiB.", "smtp.maxMessageSize が 1 KiB 未満です。");
        Add("policies", config.Policies is { } policies && !File.Exists(policies) && !Directory.Exists(policies),
            $"policies: '{config.Policies}' does not exist.", $"policies：「{config.Policies}」がありません。");
        Add("tenants", config.Tenants is { } tenants && !Path.Exists(tenants), $"tenants: '{config.Tenants}' does not exist.", $"tenants：「{config.Tenants}」がありません。");
        CheckHop("delivery.nextHop", config.Delivery.NextHop);
        CheckHop("delivery.bounceVia", config.Delivery.BounceVia);
        CheckHop("release.internetVia", config.Release.InternetVia);
        CheckHop("alerts.via", config.Alerts.Via);
        CheckFile("people.ldap.bindPasswordFile", config.People.Ldap.BindPasswordFile);
        Add("people.ldap.caFolder", config.People.Ldap.CaFolder is { } folder && !Directory.Exists(folder),
            $"people.ldap.caFolder: '{config.People.Ldap.CaFolder}' does not exist.", $"people.ldap.caFolder：「{config.People.Ldap.CaFolder}」がありません。");
        Add("people.ldap.url", config.People.Ldap is { Url: not null, Base: "" } or { Url: not null, Groups.Count: 0 },
            "people.ldap needs 'base' and 'groups' beside 'url': without groups nobody has a role.", "people.ldap には url のほかに base と groups が必要です（groups がないと誰にも役割がありません）。");
        Add("people.oidc.issuer", config.People.Oidc is { Issuer: not null, ClientId: "" } or { Issuer: not null, Groups.Count: 0 },
            "people.oidc needs 'clientId' and 'groups' beside 'issuer': without groups nobody has a role.", "people.oidc には issuer のほかに clientId と groups が必要です（groups がないと誰にも役割がありません）。");
        CheckFile("people.oidc.clientSecretFile", config.People.Oidc.ClientSecretFile);
        CheckFile("people.oidc.caFile", config.People.Oidc.CaFile);
        CheckFile("smtp.tls.certificate", config.Smtp.TlsCertificate);
        CheckFile("smtp.tls.key", config.Smtp.TlsKey);
        CheckFile("smtp.recipientList", config.Smtp.RecipientList);
        CheckFile("delivery.tlsCa", config.Delivery.TlsCa);
        CheckFile("monitoring.otlp.headersFile", config.Monitoring.Otlp.HeadersFile);
    }
}
