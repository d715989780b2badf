namespace Mugai.OoxmlSchema;

/// <summary>
/// What the SDK does not know, from Additions.txt. <c>ns p URI</c> names a prefix; <c>p:name @attribute @q:attribute p:child …</c> adds to every type of that name, or makes it; <c>*</c> lets anything
/// known stand inside; <c>part TYPE p:name</c> tells the root of a content type. A child that is not known anywhere becomes an empty element. Lines that begin with # are remarks.
/// </summary>
internal static class Additions
{
    public static void Apply(IReadOnlyList<string> lines, List<SchemaType> types, Dictionary<string, SchemaType> roots)
    {
        var prefixes = new Dictionary<string, string>(StringComparer.Ordinal);
        var byName = types.GroupBy(t => (t.Uri, t.Name)).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var line in lines.Where(l => l.Length > 0 && l[0] != '#'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "ns")
            {
                prefixes.Add(words[1], words.Length > 2 ? words[2] : "");
                continue;
            }

            if (words[0] == "part")
            {
                roots[words[1]] = Find(words[2])[0];
                continue;
            }

            foreach (var parent in Find(words[0]))
            {
                foreach (var word in words.Skip(1))
                {
                    Add(parent, word);
                }
            }
        }

        void Add(SchemaType parent, string word)
        {
            if (word == "*")
            {
                parent.AllowsAny = true;
            }
            else if (word[0] == '@')
            {
                parent.Attributes.Add(word.Contains(':', StringComparison.Ordinal) ? Name(word[1..]) : ("", word[1..]));
            }
            else
            {
                parent.Children.AddRange(Find(word));
            }
        }

        List<SchemaType> Find(string word)
        {
            var name = Name(word);
            if (!byName.TryGetValue(name, out var found))
            {
                byName.Add(name, found = [new SchemaType(name.Uri, name.Name)]);
                types.AddRange(found);
            }

            return found;
        }

        (string Uri, string Name) Name(string word)
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            return (prefixes[word[..colon]], word[(colon + 1)..]);
        }
    }
}
