namespace Mugai.Sanitizers.Ooxml;

/// <summary>A qualified name of a written part, once per part, with what the verifier found out about it under the namespaces in force.</summary>
internal sealed class WrittenName(string prefix, string local)
{
    public string Prefix => prefix;

    public string Local => local;

    /// <summary>What its prefix stands for, as the name of an element.</summary>
    public string Uri { get; private set; } = "";

    /// <summary>The same as the name of an attribute: without a prefix it is in no namespace.</summary>
    public string AttributeUri => prefix.Length == 0 ? "" : Uri;

    /// <summary>What the allow-list says of an element of that name; null when it is not listed.</summary>
    public IReadOnlySet<(string Uri, string Name)>? Listed { get; private set; }

    /// <summary>Attributes that were found to be allowed on an element of that name.</summary>
    public HashSet<WrittenName> Allowed { get; } = [];

    // Counts the changes of namespaces that the reader has seen; what was found out holds until the next one.
    private long _resolvedAt = -1;

    public bool IsResolved(long at) => _resolvedAt == at;

    public void Resolve(string uri, long at)
    {
        _resolvedAt = at;
        if (uri != Uri || Listed is null)
        {
            (Uri, Listed) = (uri, ListedNames.Instance.Find(uri, local));
        }

        // Its attributes have prefixes of their own.
        Allowed.Clear();
    }
}
