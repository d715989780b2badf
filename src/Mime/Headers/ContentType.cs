using System.Text;

namespace Mugai.Mime;

/// <summary>A parameter of Content-Type or Content-Disposition: lower-case name, decoded value.</summary>
public readonly record struct MimeParameter(string Name, string Value);

/// <summary>
/// A Content-Type value by our reading (RFC 2045 5.1). What does not follow the grammar is application/octet-stream, except that a type
/// without subtype is read as text/plain or multipart/mixed.
/// </summary>
public sealed record ContentType
{
    /// <summary>What RFC 2045 5.2 assumes when there is no Content-Type.</summary>
    public static ContentType Default { get; } = new();

    /// <summary>Type, lower case.</summary>
    public string Type { get; init; } = "text";

    /// <summary>Subtype, lower case.</summary>
    public string Subtype { get; init; } = "plain";

    /// <summary>type/subtype.</summary>
    public string MediaType => Type + "/" + Subtype;

    /// <summary>The charset parameter, or null.</summary>
    public string? Charset => this["charset"];

    /// <summary>The boundary parameter, or null.</summary>
    public string? Boundary => this["boundary"];

    /// <summary>The name parameter, or null. See <see cref="PartName"/> for the name of a part.</summary>
    public string? Name => this["name"];

    /// <summary>All parameters, each name once.</summary>
    public IReadOnlyList<MimeParameter> Parameters { get; init; } = [];

    /// <summary>What was wrong, each once.</summary>
    public IReadOnlyList<MimeDefect> Defects { get; init; } = [];

    /// <summary>The value of a parameter (lower-case name), or null.</summary>
    public string? this[string name]
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

            return null;
        }
    }

    /// <summary>Reads a raw value, folds and comments included.</summary>
    public static ContentType Parse(ReadOnlySpan<byte> rawValue)
    {
        var scanner = new ParameterScanner(rawValue);
        var collector = new ParameterCollector();
        var (type, subtype) = ParseMediaType(scanner.ReadMain(), collector);
        collector.Collect(ref scanner);
        return new ContentType { Type = type, Subtype = subtype, Parameters = collector.Parameters, Defects = collector.Defects };
    }

    private static (string Type, string Subtype) ParseMediaType(ReadOnlySpan<byte> main, ParameterCollector collector)
    {
        var text = MimeText.WithoutComments(main);
        var slash = text.IndexOf((byte)'/');
        var type = slash < 0 ? text : MimeText.Trim(text[..slash]);
        var subtype = slash < 0 ? default : MimeText.Trim(text[(slash + 1)..]);
        if (IsToken(type) && IsToken(subtype))
        {
            return (Lower(type), Lower(subtype));
        }

        // Two parsers may make anything of it; what we make of it is fixed here.
        collector.Report(MimeDefect.BadMediaType);
        var end = subtype.IndexOfAnyExcept(MimeText.Token);
        if (IsToken(type) && end > 0 && MimeText.Blanks.Contains(subtype[end]))
        {
            return (Lower(type), Lower(subtype[..end]));
        }

        return IsToken(type) && subtype.IsEmpty ? Lower(type) switch
        {
            "text" => ("text", "plain"),
            "multipart" => ("multipart", "mixed"),
            _ => ("application", "octet-stream"),
        }
        : type.IsEmpty && slash < 0 ? ("text", "plain") : ("application", "octet-stream");
    }

    private static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(MimeText.Token);

    private static string Lower(ReadOnlySpan<byte> token) => Encoding.ASCII.GetString(token).ToLowerInvariant();
}
