namespace Mugai.Mime;

/// <summary>A parameter of Content-Type or Content-Disposition: lower-case name, decoded value.</summary>
public readonly record struct MimeParameter(string Name, string Value);

/// <summary>A Content-Type value by our reading.</summary>
public sealed record ContentType
{
    /// <summary>Type, lower case.</summary>
    public string Type { get; init; } = "text";

    /// <summary>Subtype, lower case.</summary>
    public string Subtype { get; init; } = "plain";

    /// <summary>type/subtype.</summary>
    public string MediaType => Type + "/" + Subtype;

    public string? Charset => this["charset"];

    public string? Boundary => this["boundary"];

    public string? Name => this["name"];

    /// <summary>All parameters, each name once.</summary>
    public IReadOnlyList<MimeParameter> Parameters { get; init; } = [];

    public IReadOnlyList<MimeDefect> Defects { get; init; } = [];

    /// <summary>The value of a parameter (lower-case name), or null.</summary>
    public string? this[string name] => throw new NotSupportedException(name);

    public static ContentType Parse(ReadOnlySpan<byte> rawValue) => throw new NotSupportedException();
}
