using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Mugai.Gateway.Demo;

/// <summary>What must become of a case (<c>expect.yaml</c>).</summary>
internal sealed class CorpusExpectation
{
    /// <summary>One line in Japanese: what it is.</summary>
    public string Ja { get; set; } = "";

    /// <summary>The same in English.</summary>
    public string En { get; set; } = "";

    /// <summary>The outcome of the whole, a word of the report.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>The reason, when Blocked or Held.</summary>
    public string? Reason { get; set; }

    /// <summary>The format of what comes out; null when nothing does.</summary>
    public string? Format { get; set; }

    /// <summary>Finding codes that must be there, at any depth. An empty list says: no finding at all.</summary>
    public List<string> Findings { get; set; } = [];

    /// <summary>Part path → <c>outcome</c> or <c>outcome/reason</c>.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];

    /// <summary>Text that must not be anywhere in what comes out: raw, decoded, or inflated.</summary>
    public List<string> MustBeAbsent { get; set; } = [];

    /// <summary>Text that must still be there.</summary>
    public List<string> MustSurvive { get; set; } = [];

    /// <summary>The SMTP server refuses it: no reply 250 (line ends, size).</summary>
    public bool RefusedBySmtp { get; set; }
}

/// <summary>A case of samples/malicious-corpus: a folder with README.md, input.yaml and expect.yaml.</summary>
internal sealed record CorpusCase(string Family, string Name, CorpusInput Input, byte[] Bytes, CorpusExpectation Expect)
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>Every case below <paramref name="folder"/>, by name. Folders that begin with an underscore hold templates.</summary>
    public static IReadOnlyList<CorpusCase> LoadAll(string folder) =>
    [
        .. Directory.GetDirectories(folder).Where(family => !Path.GetFileName(family).StartsWith('_')).Order(StringComparer.Ordinal)
            .SelectMany(family => Directory.GetDirectories(family).Order(StringComparer.Ordinal)).Select(Load),
    ];

    public override string ToString() => $"{Family}/{Name}";

    private static CorpusCase Load(string folder)
    {
        var input = Read<CorpusInput>(Path.Combine(folder, "input.yaml"));
        var templates = Path.Combine(folder, "..", "..", "_templates");
        var template = input.Extends is { } name ? Read<CorpusInput>(Path.Combine(templates, name + ".yaml")) : null;
        return new(
            Path.GetFileName(Path.GetDirectoryName(folder))!, Path.GetFileName(folder), input, input.Build(template), Read<CorpusExpectation>(Path.Combine(folder, "expect.yaml")));
    }

    private static T Read<T>(string file)
    {
        try
        {
            return Yaml.Deserialize<T>(File.ReadAllText(file));
        }
        catch (YamlDotNet.Core.YamlException wrong)
        {
            throw new InvalidDataException($"{file}:{wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}");
        }
    }
}
