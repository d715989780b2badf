namespace Mugai.Mime;

/// <summary>A Content-Disposition value by our reading (RFC 2183, 2231; RFC 2047 and raw 8-bit names as mailers send them).</summary>
public sealed record ContentDisposition
{
    /// <summary>Lower case: attachment, inline or what was there.</summary>
    public string Kind { get; init; } = "attachment";

    public string? FileName { get; init; }

    public IReadOnlyList<MimeParameter> Parameters { get; init; } = [];

    public IReadOnlyList<MimeDefect> Defects { get; init; } = [];

    public static ContentDisposition Parse(ReadOnlySpan<byte> rawValue) => throw new NotSupportedException();
}
