using System.Text;

namespace Mugai.Mime;

/// <summary>A Content-Disposition value by our reading (RFC 2183, 2231; RFC 2047 and raw 8-bit names as mailers send them).</summary>
public sealed record ContentDisposition
{
    /// <summary>Lower case: attachment, inline or what was there. Attachment when it is no word (RFC 2183 2.8).</summary>
    public string Kind { get; init; } = "attachment";

    /// <summary>The filename parameter, or null. See <see cref="PartName"/> for the name of a part.</summary>
    public string? FileName { get; init; }

    /// <summary>All parameters, each name once.</summary>
    public IReadOnlyList<MimeParameter> Parameters { get; init; } = [];

    /// <summary>What was wrong, each once.</summary>
    public IReadOnlyList<MimeDefect> Defects { get; init; } = [];

    /// <summary>Reads a raw value, folds and comments included.</summary>
    public static ContentDisposition Parse(ReadOnlySpan<byte> rawValue)
    {
        var scanner = new ParameterScanner(rawValue);
        var collector = new ParameterCollector();
        var main = MimeText.WithoutComments(scanner.ReadMain());
        var kind = "attachment";
        if (!main.IsEmpty && !main.ContainsAnyExcept(MimeText.Token))
        {
            kind = Encoding.ASCII.GetString(main).ToLowerInvariant();
        }
        else
        {
            collector.Report(MimeDefect.BadParameter);
            if (main.Contains((byte)'='))
            {
                // "filename=x" without a kind before it.
                scanner = new ParameterScanner(rawValue);
            }
        }

        collector.Collect(ref scanner);
        string? fileName = null;
        foreach (var parameter in collector.Parameters)
        {
            fileName = parameter.Name == "filename" ? parameter.Value : fileName;
        }

        return new ContentDisposition { Kind = kind, FileName = fileName, Parameters = collector.Parameters, Defects = collector.Defects };
    }
}
