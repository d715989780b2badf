using System.Globalization;
using System.Text;

namespace Mugai.OoxmlSchema;

/// <summary>
/// Writes the table. Lines: <c>n URI</c> names namespaces 0, 1, …; <c>a NAME NS:NAME …</c> names attribute lists 0, 1, … (a name without a number has no namespace);
/// <c>t NS NAME LIST FLAGS CHILD …</c> names types 0, 1, …, where a child is a type and the flag <c>*</c> lets anything known stand inside;
/// <c>p CONTENT-TYPE T</c> says which type is the root of such a part.
/// </summary>
internal static class SchemaTable
{
    public static string Text(IReadOnlyList<string> additions)
    {
        var (types, roots) = SdkSchema.Read();
        Additions.Apply(additions, types, roots);
        foreach (var type in types)
        {
            MergeTwins(type);
        }

        var classes = Minimize(types);
        return Head + Write(types, classes, roots) + Tail;
    }

    private const string Head = """"
        // Written by eng/OoxmlSchema. Do not edit; see SchemaTable for the form.
        namespace Mugai.Sanitizers.Ooxml.Schema;

        internal static class SchemaText
        {
            public static System.ReadOnlySpan<byte> Bytes =>
        """

        """";

    private const string Tail = """"
        """u8;
        }

        """";

    /// <summary>Two children of one name (a choice of two classes in the SDK) become the richer one with the attributes of both.</summary>
    private static void MergeTwins(SchemaType type)
    {
        foreach (var twins in type.Children.GroupBy(c => (c.Uri, c.Name)).Where(g => g.Distinct().Count() > 1).ToList())
        {
            var keep = twins.MaxBy(t => t.Children.Count + t.Attributes.Count)!;
            foreach (var twin in twins)
            {
                keep.Attributes.UnionWith(twin.Attributes);
            }

            type.Children.RemoveAll(c => c != keep && c.Uri == keep.Uri && c.Name == keep.Name);
        }
    }

    /// <summary>Types that nothing can tell apart are one: names, attributes and, round after round, children.</summary>
    private static Dictionary<SchemaType, int> Minimize(List<SchemaType> types)
    {
        var classes = Number(types, t => $"{t.Uri} {t.Name} {t.AllowsAny} {string.Join(' ', t.Attributes)}");
        for (var count = 0; count != classes.Values.Max();)
        {
            count = classes.Values.Max();
            var before = classes;
            classes = Number(types, t => before[t].ToString(CultureInfo.InvariantCulture) + ":" + string.Join(' ', t.Children.Select(c => before[c]).Distinct().Order()));
        }

        return classes;
    }

    private static Dictionary<SchemaType, int> Number(List<SchemaType> types, Func<SchemaType, string> key)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var classes = new Dictionary<SchemaType, int>();
        foreach (var type in types)
        {
            var name = key(type);
            numbers.TryAdd(name, numbers.Count);
            classes.Add(type, numbers[name]);
        }

        return classes;
    }

    private static string Write(List<SchemaType> types, Dictionary<SchemaType, int> classes, Dictionary<string, SchemaType> roots)
    {
        var kept = types.DistinctBy(t => classes[t]).OrderBy(t => t.Uri, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => classes[t]).ToList();
        var index = kept.Select((t, at) => (Class: classes[t], at)).ToDictionary(p => p.Class, p => p.at);
        var uris = kept.Select(t => t.Uri).Concat(kept.SelectMany(t => t.Attributes.Select(a => a.Uri))).Where(u => u.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        var lists = kept.Select(t => Attributes(t, uris)).Distinct().Order(StringComparer.Ordinal).ToList();
        var text = new StringBuilder();
        foreach (var uri in uris)
        {
            text.Append("n ").Append(uri).Append('\n');
        }

        foreach (var list in lists)
        {
            text.Append('a').Append(list).Append('\n');
        }

        foreach (var type in kept)
        {
            text.Append(CultureInfo.InvariantCulture, $"t {uris.IndexOf(type.Uri)} {type.Name} {lists.IndexOf(Attributes(type, uris))} {(type.AllowsAny ? "*" : "-")}");
            foreach (var child in type.Children.Select(c => index[classes[c]]).Distinct().Order())
            {
                text.Append(CultureInfo.InvariantCulture, $" {child}");
            }

            text.Append('\n');
        }

        foreach (var (contentType, root) in roots.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"p {contentType} {index[classes[root]]}\n");
        }

        return text.ToString();
    }

    private static string Attributes(SchemaType type, List<string> uris) => string.Concat(type.Attributes
        .Select(a => a.Uri.Length == 0 ? " " + a.Name : string.Create(CultureInfo.InvariantCulture, $" {uris.IndexOf(a.Uri)}:{a.Name}")));
}
