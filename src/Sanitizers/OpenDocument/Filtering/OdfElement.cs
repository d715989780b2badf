using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument.Filtering;

/// <summary>One attribute, namespace declarations included.</summary>
internal record struct OdfAttribute(OdfName Name, string Prefix, string Value);

/// <summary>A start tag on its way from reader to writer. Reused for the next element at the same depth; rules may change it.</summary>
internal sealed class OdfElement
{
    public OdfName Name { get; set; } = new("", "");

    public string Prefix { get; set; } = "";

    public List<OdfAttribute> Attributes { get; } = [];

    /// <summary>What of the package it shows; null when it shows nothing of it.</summary>
    public OdfTarget? Target { get; set; }

    /// <summary>Makes it ready for the next start tag.</summary>
    public void Begin(OdfName name, string prefix)
    {
        Name = name;
        Prefix = prefix;
        Attributes.Clear();
        Target = null;
    }

    public bool Is(OdfSpace space, string name) => Name.Is(space, name);

    /// <summary>The value of an attribute; null when it is not there.</summary>
    public string? Get(OdfSpace space, string name)
    {
        var at = IndexOf(space, name);
        return at < 0 ? null : Attributes[at].Value;
    }

    /// <summary>Changes an attribute that is there.</summary>
    public void Set(OdfSpace space, string name, string value)
    {
        var at = IndexOf(space, name);
        if (at >= 0)
        {
            Attributes[at] = Attributes[at] with { Value = value };
        }
    }

    /// <summary>Takes an attribute away; true when it was there.</summary>
    public bool Remove(OdfSpace space, string name)
    {
        var at = IndexOf(space, name);
        if (at >= 0)
        {
            Attributes.RemoveAt(at);
        }

        return at >= 0;
    }

    private int IndexOf(OdfSpace space, string name)
    {
        for (var i = 0; i < Attributes.Count; i++)
        {
            if (Attributes[i].Name.Is(space, name))
            {
                return i;
            }
        }

        return -1;
    }
}
