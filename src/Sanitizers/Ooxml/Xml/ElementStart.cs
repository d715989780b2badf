namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>One attribute, namespace declarations included.</summary>
internal record struct ElementAttribute(Vocabulary Vocabulary, string Prefix, string LocalName, string Namespace, string Value);

/// <summary>A start tag on its way from reader to writer. Reused for the next element at the same depth; rules may change it.</summary>
internal sealed class ElementStart
{
    public Vocabulary Vocabulary { get; set; }

    public string Prefix { get; set; } = "";

    public string LocalName { get; set; } = "";

    public string Namespace { get; set; } = "";

    /// <summary>Where it stands in the part (<see cref="PartXmlReader.Mark"/>).</summary>
    public long Mark { get; set; }

    /// <summary>What it is in the schema at this place (<see cref="Schema.SchemaTable"/>).</summary>
    public int Type { get; set; }

    /// <summary>True when a relationship attribute named nothing that is kept; the attribute is gone already.</summary>
    public bool HasDeadReference => DeadReference is not null;

    /// <summary>The name of the relationship that is not kept; null when there was none.</summary>
    public string? DeadReference { get; set; }

    public List<ElementAttribute> Attributes { get; } = [];

    public bool Is(Vocabulary vocabulary, string localName) => Vocabulary == vocabulary && LocalName == localName;

    /// <summary>The value of an attribute; null when it is not there.</summary>
    public string? Get(Vocabulary vocabulary, string localName)
    {
        var at = IndexOf(vocabulary, localName);
        return at < 0 ? null : Attributes[at].Value;
    }

    /// <summary>The value of an attribute without namespace.</summary>
    public string? Get(string localName) => Get(Vocabulary.None, localName);

    /// <summary>Changes an attribute that is there.</summary>
    public void Set(Vocabulary vocabulary, string localName, string value)
    {
        var at = IndexOf(vocabulary, localName);
        if (at >= 0)
        {
            Attributes[at] = Attributes[at] with { Value = value };
        }
    }

    /// <summary>Takes an attribute away; true when it was there.</summary>
    public bool Remove(Vocabulary vocabulary, string localName)
    {
        var at = IndexOf(vocabulary, localName);
        if (at >= 0)
        {
            Attributes.RemoveAt(at);
        }

        return at >= 0;
    }

    private int IndexOf(Vocabulary vocabulary, string localName)
    {
        for (var i = 0; i < Attributes.Count; i++)
        {
            if (Attributes[i].Vocabulary == vocabulary && Attributes[i].LocalName == localName)
            {
                return i;
            }
        }

        return -1;
    }
}
