namespace Mugai.Sanitizers.Calendar;

/// <summary>A parameter of a content line; the name in upper case. A bare word of vCard 2.1 has the name TYPE, ENCODING or CHARSET, as it means.</summary>
internal readonly record struct LineParameter(string Name, string Value);

/// <summary>One unfolded content line (RFC 5545, 3.1; RFC 6350, 3.3): <c>[group.]NAME;PARAM=value:value</c>. The name is upper case.</summary>
internal sealed record ContentLine(string Name, IReadOnlyList<LineParameter> Parameters, string Value)
{
    private const int MaxParameters = 32;

    /// <summary>The value of a parameter, or empty.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var parameter in Parameters)
            {
                if (parameter.Name == name)
                {
                    return parameter.Value;
                }
            }

            return "";
        }
    }

    /// <summary>Reads a line; null when it is none.</summary>
    public static ContentLine? Parse(string line)
    {
        var at = 0;
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '-' or '.' or '_'))
        {
            at++;
        }

        if (at == 0 || at == line.Length || line[at] is not (':' or ';'))
        {
            return null;
        }

        var name = line[..at].ToUpperInvariant();
        name = name[(name.LastIndexOf('.') + 1)..];
        var parameters = new List<LineParameter>();
        while (at < line.Length && line[at] == ';')
        {
            var start = ++at;
            var isQuoted = false;
            while (at < line.Length && (isQuoted || line[at] is not (';' or ':')))
            {
                isQuoted ^= line[at] == '"';
                at++;
            }

            if (parameters.Count < MaxParameters)
            {
                parameters.Add(Parameter(line[start..at]));
            }
        }

        return at < line.Length && name.Length > 0 ? new ContentLine(name, parameters, line[(at + 1)..]) : null;
    }

    private static LineParameter Parameter(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            return new LineParameter(text[..equals].Trim().ToUpperInvariant(), text[(equals + 1)..].Trim().Replace("\"", "", StringComparison.Ordinal));
        }

        var word = text.Trim().ToUpperInvariant();
        return word is "QUOTED-PRINTABLE" or "BASE64" or "B" or "8BIT" or "7BIT" ? new LineParameter("ENCODING", word) : new LineParameter("TYPE", word);
    }
}
