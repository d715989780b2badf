using Mugai.Gateway.Configuration;
using Mugai.Policies;

namespace Mugai.Gateway.Policies;

/// <summary>Reads policy files: one file, or every *.yaml of a folder in the order of their names.</summary>
public static class PolicyLoader
{
    public static PolicySnapshot Load(string? path, List<ConfigProblem> problems, string portalHost = "")
    {
        var rules = new List<PolicyRule>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in FilesOf(path))
        {
            var before = problems.Count;
            var rule = LoadFile(file, problems);
            if (problems.Count == before && !names.Add(rule.Policy.Name))
            {
                problems.Add(new(file, 1, 1, $"Another file already has the name '{rule.Policy.Name}'.", $"「{rule.Policy.Name}」という名前のポリシーが既にあります。"));
            }

            rules.Add(rule);
        }

        return new PolicySnapshot(rules, portalHost);
    }

    private static PolicyRule LoadFile(string file, List<ConfigProblem> problems)
    {
        var start = new PolicyRule("default", [], new SanitizePolicy { Name = Path.GetFileNameWithoutExtension(file) });
        var before = problems.Count;
        var rule = ConfigLoader.ReadText(file, problems) is { } yaml ? new YamlBinder<PolicyRule>(PolicyKeys.All).Bind(file, yaml, start, problems) : start;
        if (rule.Recipients.Count == 0 && problems.Count == before)
        {
            problems.Add(new(file, 1, 1, "'recipients' is missing: nobody would be judged by this policy. Write recipients: [\"*\"] for everybody.",
                "recipients がありません。全員に適用するには recipients: [\"*\"] と書いてください。"));
        }

        return rule;
    }

    private static IEnumerable<string> FilesOf(string? path) => path is null ? []
        : File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)
        : [];
}
