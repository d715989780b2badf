using Mugai.Sanitizers.OpenDocument.Rules;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument.Filtering;

/// <summary>All that is known of one name: its namespace, whether it is listed, its rules as an element and as an attribute.</summary>
internal sealed class OdfName(string uri, string localName)
{
    public string Uri => uri;

    public string LocalName => localName;

    public OdfSpace Space { get; } = OdfSpaces.Find(uri);

    /// <summary>The rule when it is an element's name.</summary>
    public OdfRule Rule { get; } = OdfRules.Find(OdfSpaces.Find(uri), localName);

    /// <summary>What is asked of its value when it is an attribute's name.</summary>
    public ValueKind Value { get; } = OdfValues.KindOf(OdfSpaces.Find(uri), localName);

    public bool Is(OdfSpace space, string name) => Space == space && localName == name;
}
