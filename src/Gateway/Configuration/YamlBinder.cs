using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mugai.Gateway.Configuration;

/// <summary>
/// Reads one YAML file against a table of keys. Every problem is collected, never only the first; unknown keys are errors and name
/// the nearest known one. Anchors, aliases, tags and several documents are refused: a policy must read the same to everyone.
/// </summary>
internal sealed class YamlBinder<T>(IReadOnlyList<ConfigKey<T>> keys)
{
    // A policy of ten thousand lines is about 400 KB; more is a mistake or an attack on the administrator's editor.
    private const int MaxFileBytes = 1 << 20;
    private const int MaxDepth = 20;

    // More than a person reads in a message.
    private const int MaxListed = 15;

    // Each is read once more by itself.
    private const int MaxTried = 100;

    private readonly Dictionary<string, ConfigKey<T>> _keys = keys.ToDictionary(key => key.Path, StringComparer.Ordinal);
    private readonly HashSet<string> _sections = Sections(keys);
    private readonly Dictionary<string, int> _order = keys.Select((key, index) => (key.Path, index)).ToDictionary(pair => pair.Path, pair => pair.index, StringComparer.Ordinal);
    private readonly Dictionary<string, ConfigPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ConfigPlace>> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Where each key that was bound has its value: for what can be judged only when the whole is known.</summary>
    public IReadOnlyDictionary<string, ConfigPlace> Places => _places;

    /// <summary>Where each entry of a list or a mapping that was bound stands, in their order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ConfigPlace>> Entries => _entries;

    /// <summary>What each key that was bound was given, lists separated by commas.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    public T Bind(string file, string yaml, T start, List<ConfigProblem> problems)
    {
        if (yaml.Length > MaxFileBytes)
        {
            problems.Add(new(file, 0, 0, "The file is larger than 1 MiB. Split it.", "ファイルが 1 MiB を超えています。分割してください。"));
            return start;
        }

        if (Parse(file, yaml, problems) is not { } root)
        {
            return start;
        }

        var before = problems.Count;
        var pending = new Queue<(YamlMappingNode Node, string Prefix)>();
        pending.Enqueue((root, ""));
        var result = start;
        while (pending.TryDequeue(out var next))
        {
            // In the order of the table, not of the file: a key that others build on (a preset) comes first wherever it is written.
            foreach (var (keyNode, valueNode) in next.Node.Children.OrderBy(child => _order.GetValueOrDefault(next.Prefix + (child.Key as YamlScalarNode)?.Value, int.MaxValue)))
            {
                result = BindOne(file, next.Prefix, keyNode, valueNode, result, pending, problems);
            }
        }

        problems.Sort(before, problems.Count - before, ByPlace);
        return result;
    }

    /// <summary>Applies one value that did not come from YAML (an environment variable); lists are separated by commas.</summary>
    public T BindText(string source, string path, string text, T start, List<ConfigProblem> problems)
    {
        var key = _keys.Values.FirstOrDefault(candidate => candidate.Path.Equals(path, StringComparison.OrdinalIgnoreCase));
        if (key is null || key.Shape == ConfigShape.Map)
        {
            problems.Add(Unknown(source, default, path));
            return start;
        }

        var items = key.Shape == ConfigShape.List ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];
        var place = new ConfigPlace(source, 0, 0);
        return Apply(place, [.. items.Select(_ => place)], key, new ConfigText(items, []), start, problems);
    }

    private T BindOne(
        string file, string prefix, YamlNode keyNode, YamlNode valueNode, T result, Queue<(YamlMappingNode, string)> pending, List<ConfigProblem> problems)
    {
        var path = prefix + ((keyNode as YamlScalarNode)?.Value ?? "?");
        if (_sections.Contains(path) && valueNode is YamlMappingNode section)
        {
            pending.Enqueue((section, path + "."));
            return result;
        }

        if (!_keys.TryGetValue(path, out var key))
        {
            problems.Add(_sections.Contains(path)
                ? new(file, Line(keyNode.Start), Column(keyNode.Start), $"'{path}' must hold keys of its own, indented below it.", $"「{path}」の下には字下げしたキーが必要です。")
                : Unknown(file, keyNode.Start, path));
            return result;
        }

        if (TextOf(valueNode, key.Shape) is not { } text)
        {
            problems.Add(Misshapen(PlaceOf(file, valueNode), key));
            return result;
        }

        return Apply(PlaceOf(file, valueNode), [.. EntriesOf(valueNode).Select(entry => PlaceOf(file, entry))], key, text, result, problems);
    }

    private static IEnumerable<YamlNode> EntriesOf(YamlNode node) => node switch { YamlSequenceNode list => list.Children, YamlMappingNode map => map.Children.Keys, _ => [node] };

    private static ConfigPlace PlaceOf(string file, YamlNode node) => new(file, Line(node.Start), Column(node.Start));

    private T Apply(ConfigPlace place, IReadOnlyList<ConfigPlace> entries, ConfigKey<T> key, ConfigText text, T result, List<ConfigProblem> problems)
    {
        _places[key.Path] = place;
        _entries[key.Path] = entries;
        _texts[key.Path] = string.Join(", ", text.Items);
        try
        {
            return key.Apply(result, text);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentException)
        {
            var alone = Wrong(key, text, result);
            problems.AddRange(alone.Select(index => Unfit(entries[index], key, [text.Names.Count > 0 ? $"{text.Names[index]}: {text.Items[index]}" : text.Items[index]])));
            if (alone.Count == 0)
            {
                problems.Add(Unfit(place, key, text.Items));
            }

            return result;
        }
    }

    /// <summary>Entries of a list or a mapping that do not fit by themselves; none when each does, or the fault lies between them.</summary>
    private static List<int> Wrong(ConfigKey<T> key, ConfigText text, T result)
    {
        if (key.Shape == ConfigShape.Value || text.Items.Count is 0 or > MaxTried)
        {
            return [];
        }

        return [.. Enumerable.Range(0, text.Items.Count).Where(index => !Fits(key, new ConfigText([text.Items[index]], text.Names.Count > 0 ? [text.Names[index]] : []), result))];
    }

    private static bool Fits(ConfigKey<T> key, ConfigText entry, T result)
    {
        try
        {
            key.Apply(result, entry);
            return true;
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    private static YamlMappingNode? Parse(string file, string yaml, List<ConfigProblem> problems)
    {
        try
        {
            CheckEvents(yaml);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 0)
            {
                return new YamlMappingNode();
            }

            if (stream.Documents[0].RootNode is YamlMappingNode root)
            {
                return root;
            }

            var empty = stream.Documents[0].RootNode is YamlScalarNode { Value: null or "" };
            if (!empty)
            {
                problems.Add(new(file, 1, 1, "The file must be a list of 'key: value' lines.", "ファイルは「キー: 値」の行で書いてください。"));
            }

            return empty ? new YamlMappingNode() : null;
        }
        catch (YamlException wrong)
        {
            problems.Add(new(
                file, Line(wrong.Start), Column(wrong.Start), $"Not readable as YAML: {new UntrustedText(wrong.Message).ForLog()}",
                "YAML として読めません。字下げ（空白のみ、タブ不可）と引用符を確認してください。"));
            return null;
        }
    }

    /// <summary>A first pass over the events: depth, aliases and tags are refused before a tree is built from them.</summary>
    private static void CheckEvents(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        var documents = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            documents += current is YamlDotNet.Core.Events.DocumentStart ? 1 : 0;
            var refused = current is YamlDotNet.Core.Events.AnchorAlias or YamlDotNet.Core.Events.NodeEvent { Anchor.IsEmpty: false } ? "anchors and aliases are not used here"
                : current is YamlDotNet.Core.Events.NodeEvent { Tag.IsEmpty: false } ? "tags are not used here"
                : documents > 1 ? "one document per file"
                : depth > MaxDepth ? "nested too deeply" : null;
            if (refused is not null)
            {
                throw new YamlException(current.Start, current.End, refused);
            }
        }
    }

    private static ConfigText? TextOf(YamlNode node, ConfigShape shape) => (shape, node) switch
    {
        (ConfigShape.Value or ConfigShape.List, YamlScalarNode scalar) => new([scalar.Value ?? ""], []),
        (ConfigShape.List, YamlSequenceNode list) when list.Children.All(item => item is YamlScalarNode) =>
            new([.. list.Children.Select(item => ((YamlScalarNode)item).Value ?? "")], []),
        (ConfigShape.Map, YamlMappingNode map) when map.Children.All(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode }) =>
            new([.. map.Children.Values.Select(item => ((YamlScalarNode)item).Value ?? "")], [.. map.Children.Keys.Select(name => ((YamlScalarNode)name).Value ?? "")]),
        _ => null,
    };

    private ConfigProblem Unknown(string file, Mark at, string path)
    {
        var (near, here) = (Nearest(path), Possible(path));
        var shown = new UntrustedText(path).ForDisplay();
        return new(
            file, Line(at), Column(at),
            $"Unknown key '{shown}'." + (near is null ? " `mugai check --explain` lists the keys." : $" Did you mean '{near}'?") + (here.Length > 0 ? $" Possible here: {here}." : ""),
            $"「{shown}」というキーはありません。" + (near is null ? "`mugai check --explain` で一覧を表示できます。" : $"「{near}」の誤りではありませんか。") + (here.Length > 0 ? $"ここに書けるのは：{here}。" : ""));
    }

    /// <summary>What may stand in the section of an unknown key; empty at the top, or when it is too much to read.</summary>
    private string Possible(string path)
    {
        var dot = path.LastIndexOf('.');
        var names = dot < 0 ? [] : _keys.Keys.Where(known => known.StartsWith(path[..(dot + 1)], StringComparison.Ordinal)).Select(known => known[(dot + 1)..].Split('.')[0]).Distinct().ToList();
        return names.Count <= MaxListed ? string.Join(", ", names) : "";
    }

    private static ConfigProblem Misshapen(ConfigPlace place, ConfigKey<T> key)
    {
        var (en, ja) = key.Shape switch
        {
            ConfigShape.Value => ("one value", "1 つの値"),
            ConfigShape.List => ("a list of values", "値の一覧"),
            _ => ("lines of 'name: value'", "「名前: 値」の行"),
        };
        return new(
            place.File, place.Line, place.Column,
            $"{key.Path} must be {en}. Expected {key.Expects}, for example: {key.Default}",
            $"{key.Path} には{ja}を書いてください。正しい書き方の例：{key.Default}（{ExpectedWords.Ja(key.Expects)}）");
    }

    private static ConfigProblem Unfit(ConfigPlace place, ConfigKey<T> key, IReadOnlyList<string> found)
    {
        var shown = new UntrustedText(string.Join(", ", found)).ForDisplay();
        var near = found.Count == 1 ? Nearest(key.Known.Count > 0 ? key.Known : KeySchema.Words(key.Expects), found[0]) : null;
        return new(
            place.File, place.Line, place.Column,
            $"{key.Path}: '{shown}' does not fit. " + (near is null ? "" : $"Did you mean '{near}'? ") + $"Expected {key.Expects}, for example: {key.Default}",
            $"{key.Path}：「{shown}」は使えません。" + (near is null ? "" : $"「{near}」の誤りではありませんか。") + $"正しい書き方の例：{key.Default}（{ExpectedWords.Ja(key.Expects)}）");
    }

    private string? Nearest(string path) => Nearest(_keys.Keys.Concat(_sections), path);

    private static string? Nearest(IEnumerable<string> known, string text)
    {
        var best = known.Select(each => (each, distance: Distance(each, text))).DefaultIfEmpty((each: "", distance: int.MaxValue)).MinBy(pair => pair.distance);
        return best.distance <= Math.Max(2, text.Length / 3) && best.distance < text.Length ? best.each : null;
    }

    private static int Distance(string a, string b)
    {
        b = b.Length > 80 ? b[..80] : b;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        foreach (var ca in a)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (char.ToLowerInvariant(ca) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }

    private static HashSet<string> Sections(IReadOnlyList<ConfigKey<T>> keys)
    {
        var sections = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            for (var dot = key.Path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = key.Path.IndexOf('.', dot + 1))
            {
                sections.Add(key.Path[..dot]);
            }
        }

        return sections;
    }

    private static readonly Comparer<ConfigProblem> ByPlace = Comparer<ConfigProblem>.Create((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));

    private static int Line(Mark mark) => (int)mark.Line;

    private static int Column(Mark mark) => (int)mark.Column;
}
