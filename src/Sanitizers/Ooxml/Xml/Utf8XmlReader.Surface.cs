using System.Xml;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>What <see cref="XmlReader"/> asks for.</summary>
internal sealed partial class Utf8XmlReader
{
    /// <inheritdoc/>
    public override int AttributeCount => _type == XmlNodeType.Element ? _attributeCount : 0;

    /// <inheritdoc/>
    public override string BaseURI => "";

    /// <inheritdoc/>
    public override int Depth => (_type is XmlNodeType.Element or XmlNodeType.EndElement ? _depth - 1 : _depth) + (_attribute >= 0 ? 1 : 0);

    /// <inheritdoc/>
    public override bool EOF => _state == ReadState.EndOfFile;

    /// <inheritdoc/>
    public override bool IsEmptyElement => _type == XmlNodeType.Element && _attribute < 0 && _isEmpty;

    /// <inheritdoc/>
    public override string LocalName => Current?.LocalName ?? "";

    /// <inheritdoc/>
    public override string Prefix => Current?.Prefix.Name ?? "";

    /// <inheritdoc/>
    public override string NamespaceURI => _attribute >= 0 ? UriOf(Current!) ?? "" : Current is null ? "" : _open[_depth - 1].Uri;

    /// <inheritdoc/>
    public override XmlNameTable NameTable => throw new NotSupportedException();

    /// <inheritdoc/>
    public override XmlNodeType NodeType => _attribute >= 0 ? XmlNodeType.Attribute : _type;

    /// <inheritdoc/>
    public override ReadState ReadState => _state;

    private XmlQualifiedBytes? Current => _attribute >= 0 ? _attributes[_attribute].Name : _type is XmlNodeType.Element or XmlNodeType.EndElement ? _open[_depth - 1].Name : null;

    /// <inheritdoc/>
    public override string? GetAttribute(string name) => Find(name) is { } attribute ? ValueOf(attribute) : null;

    /// <inheritdoc/>
    public override string? GetAttribute(string name, string? namespaceURI) => Find(name, namespaceURI ?? "") is var at and >= 0 ? ValueOf(_attributes[at]) : null;

    /// <inheritdoc/>
    public override string GetAttribute(int i) => ValueOf(_attributes[i]);

    /// <inheritdoc/>
    public override string? LookupNamespace(string prefix) => _names.FindPrefix(prefix)?.Uri;

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name, string? ns)
    {
        var at = Find(name, ns ?? "");
        _attribute = at >= 0 ? at : _attribute;
        return at >= 0;
    }

    /// <inheritdoc/>
    public override bool MoveToElement()
    {
        var moves = _attribute >= 0;
        _attribute = -1;
        return moves;
    }

    /// <inheritdoc/>
    public override bool MoveToFirstAttribute()
    {
        if (AttributeCount == 0)
        {
            return false;
        }

        _attribute = 0;
        return true;
    }

    /// <inheritdoc/>
    public override bool MoveToNextAttribute()
    {
        if (_attribute + 1 >= AttributeCount)
        {
            return false;
        }

        _attribute++;
        return true;
    }

    /// <inheritdoc/>
    public override bool ReadAttributeValue() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void ResolveEntity() => throw new NotSupportedException();

    private int Find(string localName, string uri)
    {
        for (var at = 0; at < AttributeCount; at++)
        {
            if (_attributes[at].Name!.LocalName == localName && UriOf(_attributes[at].Name!) == uri)
            {
                return at;
            }
        }

        return -1;
    }

    private Attribute? Find(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (prefix, localName) = colon < 0 ? ("", name) : (name[..colon], name[(colon + 1)..]);
        for (var at = 0; at < AttributeCount; at++)
        {
            if (_attributes[at].Name!.LocalName == localName && _attributes[at].Name!.Prefix.Name == prefix)
            {
                return _attributes[at];
            }
        }

        return null;
    }
}
