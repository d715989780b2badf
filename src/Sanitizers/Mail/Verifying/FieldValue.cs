namespace Mugai.Sanitizers.Mail.Verifying;

/// <summary>A structured field value as we write it: <c>type/subtype; name=token; name="text"</c>. Read strictly, each parameter once.</summary>
internal sealed class FieldValue
{
    private static readonly System.Buffers.SearchValues<char> NotInType = System.Buffers.SearchValues.Create(" \t\"()=");

    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    private FieldValue(string mediaType) => MediaType = mediaType;

    public string MediaType { get; }

    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>Null when the value is not of that form.</summary>
    public static FieldValue? Parse(string value)
    {
        var end = value.IndexOf(';', StringComparison.Ordinal);
        var type = (end < 0 ? value : value[..end]).Trim();
        if (type.Length == 0 || type.AsSpan().ContainsAny(NotInType) || type.AsSpan().Count('/') != 1)
        {
            return null;
        }

        var parsed = new FieldValue(type);
        var rest = end < 0 ? default : value.AsSpan(end + 1).Trim(" \t");
        while (!rest.IsEmpty)
        {
            if (!parsed.TakeParameter(ref rest))
            {
                return null;
            }
        }

        return parsed;
    }

    private bool TakeParameter(ref ReadOnlySpan<char> rest)
    {
        var equals = rest.IndexOf('=');
        if (equals <= 0 || rest[..equals].ContainsAny(" \t\";"))
        {
            return false;
        }

        var name = rest[..equals].ToString();
        rest = rest[(equals + 1)..];
        var isQuoted = rest.StartsWith("\"");
        var end = isQuoted ? Quoted(rest) : rest.IndexOf(';') is >= 0 and var semicolon ? semicolon : rest.Length;
        if (end < 0 || !_parameters.TryAdd(name, isQuoted ? rest[1..(end - 1)].ToString() : rest[..end].ToString()))
        {
            return false;
        }

        rest = rest[end..].TrimStart(" \t");
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] != ';')
        {
            return false;
        }

        rest = rest[1..].TrimStart(" \t");
        return !rest.IsEmpty;
    }

    // The offset behind the closing quote; -1 when there is none.
    private static int Quoted(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i + 1;
            }
        }

        return -1;
    }
}
