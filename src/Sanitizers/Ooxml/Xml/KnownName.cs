using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizers.Ooxml.Schema;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>All that is known of one name, looked up once per part: its namespace, its rule, its number in the schema.</summary>
internal sealed class KnownName(string uri, string localName, Vocabulary vocabulary)
{
    public string Uri => uri;

    public string LocalName => localName;

    public Vocabulary Vocabulary => vocabulary;

    /// <summary>The rule when it is an element's name.</summary>
    public ElementRule Rule { get; } = ElementRules.Find(uri, vocabulary, localName);

    /// <summary>Its number in the schema, or <see cref="SchemaTable.None"/>.</summary>
    public int Number { get; } = SchemaTable.Instance.Find(Namespaces.Transitional(uri), localName);
}
