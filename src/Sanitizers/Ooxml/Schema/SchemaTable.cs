using System.Globalization;
using System.Text;

namespace Mugai.Sanitizers.Ooxml.Schema;

/// <summary>
/// The allow-list of elements and attributes: which element may stand inside which, with which attributes. Read once from <see cref="SchemaText"/> (written by eng/OoxmlSchema; lines "n URI", "a ATTRIBUTES", "t NAMESPACE NAME LIST FLAG CHILDREN", "p CONTENT-TYPE ROOT"), then
/// three hash lookups per tag. Names are numbers here; <see cref="NameOf"/> gives them.
/// </summary>
internal sealed class SchemaTable
{
    /// <summary>No such element.</summary>
    public const int None = -1;

    /// <summary>Stands above the root of a part.</summary>
    public const int Document = -2;

    private static readonly Lazy<SchemaTable> Loaded = new(static () => new SchemaTable(new StringReader(Encoding.ASCII.GetString(SchemaText.Bytes))));

    private readonly Dictionary<(string Uri, string Name), int> _names = [];
    private readonly PairTable _children = new(16_384);
    private readonly PairTable _attributes = new(32_768);
    private readonly List<int> _listOfType = [];
    private readonly List<bool> _allowsAny = [];
    private readonly Dictionary<int, int> _typeOfName = [];
    private readonly HashSet<int> _qualified = [];
    private readonly Dictionary<string, int> _roots = new(StringComparer.OrdinalIgnoreCase);

    private SchemaTable(TextReader text)
    {
        var uris = new List<string>();
        var types = new List<int>();
        var edges = new List<(int Type, int[] Children)>();
        var lists = 0;
        while (text.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "n":
                    uris.Add(words[1]);
                    break;
                case "a":
                    AddList(lists++, words, uris);
                    break;
                case "t":
                    types.Add(NameOf(words[1] == "-1" ? "" : uris[Number(words[1])], words[2]));
                    _listOfType.Add(Number(words[3]));
                    _allowsAny.Add(words[4] == "*");
                    edges.Add((types.Count - 1, [.. words.Skip(5).Select(Number)]));
                    break;
                case "p":
                    _roots.Add(words[1], types[Number(words[2])]);
                    break;
            }
        }

        var richest = new Dictionary<int, int>();
        foreach (var (type, children) in edges)
        {
            foreach (var child in children)
            {
                _children.Add(type, types[child], child);
            }

            // Where the place does not say which of several elements of one name is meant, the one that may hold most.
            if (children.Length + 1 > richest.GetValueOrDefault(types[type]))
            {
                richest[types[type]] = children.Length + 1;
                _typeOfName[types[type]] = type;
            }
        }
    }

    /// <summary>The table; read on first use.</summary>
    public static SchemaTable Instance => Loaded.Value;

    /// <summary>The number of a name; <see cref="None"/> when nothing in the schema is called so.</summary>
    public int Find(string uri, string name) => _names.GetValueOrDefault((uri, name), None);

    /// <summary>What an element is inside <paramref name="parent"/> (a type, or <see cref="Document"/>); <see cref="None"/> when it may not stand there.</summary>
    public int Child(int parent, int name)
    {
        if (name == None || parent == None)
        {
            return None;
        }

        if (parent >= 0 && _children.TryGet(parent, name, out var type))
        {
            return type;
        }

        return parent == Document || _allowsAny[parent] ? _typeOfName.GetValueOrDefault(name, None) : None;
    }

    /// <summary>True when a part of this content type may begin with the element; content types without a root of their own may begin with any.</summary>
    public bool IsRoot(string contentType, int name) => Child(Document, name) != None && (!_roots.TryGetValue(contentType, out var root) || root == name);

    /// <summary>True when an element may have the attribute.</summary>
    public bool Allows(int type, int attribute) => attribute != None && type >= 0 && _attributes.TryGet(_listOfType[type], attribute, out _);

    /// <summary>True for an attribute of an extension namespace that is known on some element: extensions put theirs on elements of others.</summary>
    public bool IsQualified(int attribute) => _qualified.Contains(attribute);

    private int NameOf(string uri, string name)
    {
        if (!_names.TryGetValue((uri, name), out var number))
        {
            _names.Add((uri, name), number = _names.Count);
        }

        return number;
    }

    private void AddList(int list, string[] words, List<string> uris)
    {
        for (var at = 1; at < words.Length; at++)
        {
            var colon = words[at].IndexOf(':', StringComparison.Ordinal);
            var uri = colon < 0 ? "" : uris[Number(words[at][..colon])];
            var name = NameOf(uri, words[at][(colon + 1)..]);
            _attributes.Add(list, name, 1);
            if (colon >= 0)
            {
                _qualified.Add(name);
            }
        }
    }

    private static int Number(string word) => int.Parse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
