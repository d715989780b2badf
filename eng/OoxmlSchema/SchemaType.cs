namespace Mugai.OoxmlSchema;

/// <summary>An element in one place of the schema: what it is called, which attributes it may have, what may stand inside it.</summary>
internal sealed class SchemaType(string uri, string name)
{
    public string Uri => uri;

    public string Name => name;

    /// <summary>(namespace, name), sorted.</summary>
    public SortedSet<(string Uri, string Name)> Attributes { get; } = [];

    /// <summary>One type per name; several are merged before the table is written.</summary>
    public List<SchemaType> Children { get; } = [];

    /// <summary>Anything known may stand inside: extensions, graphic data.</summary>
    public bool AllowsAny { get; set; }
}
