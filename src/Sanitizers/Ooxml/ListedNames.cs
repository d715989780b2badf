using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Ooxml.Schema;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// The verifier's own reading of the allow-list: which element names a namespace has, and which attributes an element of that name may have anywhere. It asks less than the sanitizer (not where an
/// element stands), with other code.
/// </summary>
internal sealed class ListedNames
{
    private const string Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    private const string StrictBase = "http://purl.oclc.org/ooxml/";

    private static readonly Lazy<ListedNames> Loaded = new(static () => new ListedNames(Encoding.ASCII.GetString(SchemaText.Bytes)));

    private readonly Dictionary<string, Dictionary<string, HashSet<(string Uri, string Name)>>> _elements = new(StringComparer.Ordinal);
    private readonly HashSet<(string Uri, string Name)> _qualified = [];

    private ListedNames(string text)
    {
        var lines = text.Split('\n');
        string[] uris = [.. lines.Where(l => l.StartsWith("n ", StringComparison.Ordinal)).Select(l => l[2..])];
        (string, string)[][] lists = [.. lines.Where(l => l.StartsWith('a')).Select(l => Attributes(l, uris))];
        foreach (var line in lines.Where(l => l.StartsWith("t ", StringComparison.Ordinal)))
        {
            var words = line.Split(' ', 5);
            var uri = words[1] == "-1" ? "" : uris[int.Parse(words[1], CultureInfo.InvariantCulture)];
            if (!_elements.TryGetValue(uri, out var names))
            {
                _elements.Add(uri, names = new Dictionary<string, HashSet<(string, string)>>(StringComparer.Ordinal));
            }

            if (!names.TryGetValue(words[2], out var attributes))
            {
                names.Add(words[2], attributes = []);
            }

            attributes.UnionWith(lists[int.Parse(words[3], CultureInfo.InvariantCulture)]);
        }

        foreach (var attribute in lists.SelectMany(static list => list))
        {
            _qualified.Add(attribute);
        }
    }

    public static ListedNames Instance => Loaded.Value;

    /// <summary>The attributes an element may have; null when it is not listed. Markup compatibility has one of its own.</summary>
    public IReadOnlySet<(string Uri, string Name)>? Find(string uri, string name)
    {
        if (uri == Compatibility)
        {
            return name is "AlternateContent" or "Choice" or "Fallback" ? BranchAttributes : null;
        }

        return _elements.GetValueOrDefault(Spelling(uri))?.GetValueOrDefault(name);
    }

    /// <summary>True when an attribute may stand on an element with the list <paramref name="of"/>.</summary>
    public bool Allows(IReadOnlySet<(string Uri, string Name)> of, string uri, string name) => uri switch
    {
        "http://www.w3.org/2000/xmlns/" or "http://www.w3.org/XML/1998/namespace" => true,
        Compatibility => name == "Ignorable",
        "http://www.w3.org/2001/XMLSchema-instance" => name == "type",
        "" => of.Contains(("", name)),
        _ => of.Contains((Spelling(uri), name)) || _qualified.Contains((Spelling(uri), name)),
    };

    private static readonly HashSet<(string Uri, string Name)> BranchAttributes = [("", "Requires")];

    private static (string, string)[] Attributes(string line, string[] uris)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        return [.. words.Select(word => word.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? (uris[int.Parse(word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture)], word[(colon + 1)..]) : ("", word))];
    }

    /// <summary>Strict names differ from transitional ones in their beginning and a year (ISO/IEC 29500-1 against -4).</summary>
    private static string Spelling(string uri)
    {
        if (!uri.StartsWith(StrictBase, StringComparison.Ordinal))
        {
            return uri switch
            {
                "http://schemas.microsoft.com/office/word/2010/11/wordml" => "http://schemas.microsoft.com/office/word/2012/wordml",
                "http://schemas.microsoft.com/office/visio/2011/1/core" => "http://schemas.microsoft.com/office/visio/2012/main",
                _ => uri,
            };
        }

        var path = uri[StrictBase.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? uri : "http://schemas.openxmlformats.org/" + path[..slash] + "/2006" + path[slash..]
            .Replace("extendedProperties", "extended-properties", StringComparison.Ordinal).Replace("customProperties", "custom-properties", StringComparison.Ordinal);
    }
}
