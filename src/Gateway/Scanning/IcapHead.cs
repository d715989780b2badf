using System.Globalization;

namespace Mugai.Gateway.Scanning;

/// <summary>The head of an ICAP response (RFC 3507 4.3): its status and its fields. Sans I/O.</summary>
internal sealed class IcapHead
{
    /// <summary>Lines of a head. Origin: HTTP servers take a hundred fields.</summary>
    public const int MaxLines = 256;

    private const string Version = "ICAP/1.0 ";

    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private IcapHead(int status) => Status = status;

    /// <summary>The status code.</summary>
    public int Status { get; }

    /// <summary>The connection ends after this response.</summary>
    public bool Closes => string.Equals(Find("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    /// <summary>The service and its signatures (RFC 3507 4.7), without its quotation marks.</summary>
    public UntrustedText Tag => new((Find("ISTag") ?? "").Trim('"'));

    public string? Find(string field) => _fields.GetValueOrDefault(field);

    /// <summary>A field that is a number; null when it is none.</summary>
    public int? Number(string field) => int.TryParse(Find(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a list field (RFC 9110 5.6.1) has this word.</summary>
    public bool Lists(string field, string word) => (Find(field) ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the encapsulated body begins (RFC 3507 4.4.1): the bytes of headers before it, and whether there is a body. Null when the field makes no sense.</summary>
    public (int HeaderBytes, bool HasBody)? Encapsulated
    {
        get
        {
            var sections = (Find("Encapsulated") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (sections is not [.., var last] || last.Split('=') is not [var name, var offset] || !int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            {
                return null;
            }

            return name.ToLowerInvariant() switch
            {
                "res-body" or "req-body" or "opt-body" => (bytes, true),
                "null-body" => (bytes, false),
                _ => null,
            };
        }
    }

    /// <summary>Reads the lines of a head, the empty one that ends it left out; null when they are none. A line that begins with white space goes on the one before.</summary>
    public static IcapHead? Parse(IReadOnlyList<string> lines)
    {
        if (lines.Count is 0 or > MaxLines || !lines[0].StartsWith(Version, StringComparison.Ordinal) || lines[0].Length < Version.Length + 3 || lines[0].AsSpan(Version.Length + 3) is not ([] or [' ', ..])
            || !int.TryParse(lines[0].AsSpan(Version.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var head = new IcapHead(status);
        var last = "";
        foreach (var line in lines.Skip(1))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && last.Length > 0)
            {
                head._fields[last] += $" {line.Trim()}";
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return null;
            }

            last = line[..colon].TrimEnd();
            head._fields[last] = line[(colon + 1)..].Trim();
        }

        return head;
    }
}
