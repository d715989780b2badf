using Mugai.Gateway.Configuration;
using Mugai.Gateway.Tenants;
using Mugai.Policies;

namespace Mugai.Gateway.Policies;

/// <summary>Reads policy files: one file, or every *.yaml of a folder in the order of their names.</summary>
public static class PolicyLoader
{
    /// <summary>Those of each tenant stand before those of all.</summary>
    public static PolicySnapshot Load(string? path, List<ConfigProblem> problems, PolicySurroundings? surroundings = null)
    {
        surroundings ??= new PolicySurroundings();
        var tenants = surroundings.Tenants;
        var rules = new List<PolicyRule>();
        foreach (var tenant in tenants.All)
        {
            rules.AddRange(LoadFolder(tenant.Policies, tenant, tenants, problems));
        }

        rules.AddRange(LoadFolder(path, null, tenants, problems));
        CheckAuthentication(rules, surroundings.TrustedAuthservIds, problems);
        if (!surroundings.HasScanners)
        {
            CheckConfirming(rules, problems);
        }

        return new PolicySnapshot(rules, surroundings);
    }

    private static void CheckAuthentication(List<PolicyRule> rules, IReadOnlyList<string> trusted, List<ConfigProblem> problems)
    {
        foreach (var rule in rules.Where(rule => rule.Match.Authentication is not null))
        {
            var (file, line, column) = rule.Places.First(place => place.Key.StartsWith("authentication.", StringComparison.Ordinal)).Value;
            if (trusted.Count == 0)
            {
                problems.Add(new(file, line, column, "authentication: nobody's Authentication-Results are believed. Name the upstream MTA in smtp.trustedAuthservIds of mugai.yaml, or leave the condition out.",
                    "authentication：Authentication-Results を信用する上流 MTA がありません。mugai.yaml の smtp.trustedAuthservIds に名前を書くか、この条件を削除してください。"));
            }

            if (rule.Policy.Release.Retention is not null)
            {
                problems.Add(new(file, line, column, "authentication: how long an original is kept is fixed before the mail is read. Write 'retention' into a file without this condition.",
                    "authentication：原本の保存期間はメールを読む前に決まります。retention はこの条件のないファイルに書いてください。"));
            }
        }
    }

    /// <summary>What is confirmed is scanned first: without a scanner nobody could ever ask for it.</summary>
    private static void CheckConfirming(List<PolicyRule> rules, List<ConfigProblem> problems)
    {
        foreach (var rule in rules)
        {
            foreach (var key in PolicyKeys.Families.Where(family => rule.Policy.WayFor(family.Value) == PartWay.Confirm).Select(family => family.Key))
            {
                var place = rule.Places.TryGetValue(key, out var said) ? said : new ConfigPlace(rule.File, 1, 1);
                problems.Add(new(place.File, place.Line, place.Column, $"{key}: 'confirm' needs a virus scanner. Name one in scan.scanners of mugai.yaml, or write remove (refuse).",
                    $"{key}：confirm（確認）にはウイルス検査が必要です。mugai.yaml の scan.scanners に検査エンジンを設定するか、remove（refuse）にしてください。"));
            }
        }
    }

    private static List<PolicyRule> LoadFolder(string? path, Tenant? of, TenantTable tenants, List<ConfigProblem> problems)
    {
        var rules = new List<PolicyRule>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in FilesOf(path, problems))
        {
            var before = problems.Count;
            var rule = LoadFile(file, of, tenants, problems);
            if (problems.Count == before && !names.Add(rule.Policy.Name))
            {
                problems.Add(new(file, 1, 1, $"Another file already has the name '{rule.Policy.Name}'.", $"「{rule.Policy.Name}」という名前のポリシーが既にあります。"));
            }

            rules.Add(rule);
        }

        return rules;
    }

    private static PolicyRule LoadFile(string file, Tenant? of, TenantTable tenants, List<ConfigProblem> problems)
    {
        var start = new PolicyRule { Policy = new SanitizePolicy { Name = Path.GetFileNameWithoutExtension(file) }, File = of is null ? Path.GetFileName(file) : $"{of.Name}/{Path.GetFileName(file)}" };
        if (of is not null)
        {
            start = start with { Tenant = of.Name, Match = start.Match with { Tenant = of.Name }, Policy = start.Policy with { Language = of.Language ?? start.Policy.Language } };
        }

        var before = problems.Count;
        if (ConfigLoader.ReadText(file, problems) is not { } yaml)
        {
            return start;
        }

        var binder = new YamlBinder<PolicyRule>(PolicyKeys.All);
        var rule = binder.Bind(file, yaml, start, problems);
        if (binder.Texts.ContainsKey("include") && problems.Count == before)
        {
            start = Include(file, binder, start, problems);
            binder = new YamlBinder<PolicyRule>(WithoutPreset);
            rule = binder.Bind(file, yaml, start, problems);
        }

        ConfigPlace PlaceOf(string key) => binder.Places.TryGetValue(key, out var place) ? place : new(file, 1, 1);
        Func<int, ConfigPlace> EntryOf(string key) => number => binder.Entries.TryGetValue(key, out var entries) && number < entries.Count ? entries[number] : PlaceOf(key);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        rule = rule with
        {
            Match = rule.Match with
            {
                Recipients = AddressLists.Expand(rule.Match.Recipients, folder, EntryOf("recipients"), problems), Senders = AddressLists.Expand(rule.Match.Senders, folder, EntryOf("senders"), problems),
            },
        };
        if (problems.Count == before)
        {
            if (!tenants.IsEmpty && binder.Places.ContainsKey("tenant"))
            {
                CheckTenant(rule, of, tenants, binder.Places["tenant"], problems);
                rule = rule with { Match = rule.Match with { Tenant = rule.Tenant } };
            }

            Check(file, rule, PlaceOf, problems);
        }

        var words = new Dictionary<string, PolicyWord>(rule.Words, StringComparer.Ordinal);
        foreach (var (key, text) in binder.Texts)
        {
            words[key] = new(text, $"{rule.File}:{binder.Places[key].Line}");
        }

        return rule with { Words = words, Places = Joined(rule.Places, binder.Places) };
    }

    // Applied before what is included, which stands above it.
    private static readonly IReadOnlyList<ConfigKey<PolicyRule>> WithoutPreset = [.. PolicyKeys.All.Select(key => key.Path == "preset" ? key with { Apply = static (rule, _) => rule } : key)];

    /// <summary>What the file's preset and then its included files say, in the order in which they are named.</summary>
    private static PolicyRule Include(string file, YamlBinder<PolicyRule> main, PolicyRule start, List<ConfigProblem> problems)
    {
        if (main.Texts.TryGetValue("preset", out var preset))
        {
            start = PolicyKeys.WithPreset(start, preset);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var words = new Dictionary<string, PolicyWord>(start.Words, StringComparer.Ordinal);
        var places = start.Places;
        foreach (var (number, name) in main.Texts["include"].Split(", ").Index())
        {
            var included = Path.GetFullPath(name, folder);
            if (Path.GetDirectoryName(included) == folder || !File.Exists(included))
            {
                var place = main.Entries["include"] is var entries && number < entries.Count ? entries[number] : main.Places["include"];
                problems.Add(new(place.File, place.Line, place.Column, $"include: '{name}' does not exist in a folder below.", $"include：「{name}」が下のフォルダーにありません。"));
                continue;
            }

            if (ConfigLoader.ReadText(included, problems) is { } yaml)
            {
                var binder = new YamlBinder<PolicyRule>(Includable);
                start = binder.Bind(included, yaml, start, problems);
                places = Joined(places, binder.Places);
                foreach (var (key, text) in binder.Texts)
                {
                    words[key] = new(text, $"{name}:{binder.Places[key].Line}");
                }
            }
        }

        return start with { Words = words, Places = places };
    }

    private static Dictionary<string, ConfigPlace> Joined(IReadOnlyDictionary<string, ConfigPlace> below, IReadOnlyDictionary<string, ConfigPlace> above)
    {
        var places = new Dictionary<string, ConfigPlace>(below, StringComparer.Ordinal);
        foreach (var (key, place) in above)
        {
            places[key] = place;
        }

        return places;
    }

    // Neither whom a policy is for nor further files: a policy must be found by looking at one file.
    private static readonly IReadOnlyList<ConfigKey<PolicyRule>> Includable = [.. PolicyKeys.All.Where(key => !PolicyKeys.Choosing.Contains(key.Path))];

    private static void CheckTenant(PolicyRule rule, Tenant? of, TenantTable tenants, ConfigPlace place, List<ConfigProblem> problems)
    {
        if (of is not null && rule.Tenant != of.Name)
        {
            problems.Add(new(place.File, place.Line, place.Column, $"tenant: this file is {of.Name}'s alone; leave the key out.", $"tenant：このファイルは「{of.Name}」専用です。このキーは書かないでください。"));
        }
        else if (tenants.Find(rule.Tenant) is null && rule.Tenant != Tenant.DefaultName)
        {
            problems.Add(new(place.File, place.Line, place.Column, $"tenant: there is no tenant '{rule.Tenant}'. Known: {string.Join(", ", tenants.All.Select(tenant => tenant.Name))}.",
                $"tenant：「{rule.Tenant}」という団体はありません。"));
        }
    }

    /// <summary>What no single key can know.</summary>
    private static void Check(string file, PolicyRule rule, Func<string, ConfigPlace> placeOf, List<ConfigProblem> problems)
    {
        if (rule.Match.Recipients.Count == 0)
        {
            problems.Add(new(file, 1, 1, "'recipients' is missing: nobody would be judged by this policy. Write recipients: [\"*\"] for everybody.",
                "recipients がありません。全員に適用するには recipients: [\"*\"] と書いてください。"));
        }

        if (rule.Match.Expires is not null && (rule.Owner.Length == 0 || rule.Reason.Length == 0))
        {
            var place = placeOf("expires");
            problems.Add(new(file, place.Line, place.Column, "'expires' makes this file an exception: write 'owner' and 'reason' too, so that somebody can be asked.",
                "expires のあるファイルは例外です。責任者（owner）と理由（reason）も書いてください。"));
        }
    }

    /// <summary>The files in the order they are asked. A place that is gone or cannot be read is a mistake: without its files everybody would be judged by what is built in.</summary>
    internal static IReadOnlyList<string> FilesOf(string? path, List<ConfigProblem> problems)
    {
        try
        {
            return path is null ? [] : File.Exists(path) ? [path] : [.. Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(path!, 0, 0, "The policies cannot be read here. Check that the folder or file exists and that this user may read it.", "ポリシーを読めません。フォルダーまたはファイルの存在と読み取り権限を確認してください。"));
            return [];
        }
    }
}
