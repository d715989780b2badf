using System.Text.Json;

namespace Mugai.Portal.Mail;

/// <summary>One part as a page shows it.</summary>
/// <param name="Path">Its own path.</param>
/// <param name="Depth">How deep it lies.</param>
/// <param name="Name">Its name; text from outside.</param>
/// <param name="Size">Bytes that came in.</param>
/// <param name="Format">What it was.</param>
/// <param name="OutputFormat">What it became, or null.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was refused, or none.</param>
/// <param name="Findings">What was found in it.</param>
public sealed record PartView(
    string Path, int Depth, UntrustedText Name, long Size, string Format, string? OutputFormat, Outcome Outcome, Reason Reason, IReadOnlyList<FindingView> Findings)
{
    /// <summary>SHA-256 of what came in, in hex.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Its name, or where it lies when it has none.</summary>
    public string Title => Name.IsEmpty ? Path : Name.ForDisplay();

    public bool IsKeptBack => Outcome is Outcome.Blocked or Outcome.Held;

    /// <summary>It can be had or seen by itself: an attachment, or a file in an archive or in a mail. What a document is made of cannot.</summary>
    public bool IsFile { get; init; }

    /// <summary>There is a clean one of it to have.</summary>
    public bool HasClean => IsFile && OutputFormat is not null && !IsKeptBack;

    /// <summary>Its pages can be seen as pictures.</summary>
    public bool HasPages => IsFile && Reason != Reason.NeverAllowed && s_drawn.Contains(Format);

    /// <summary>Its text can be read: what has no pages of ours to be drawn.</summary>
    public bool HasText => IsFile && Reason != Reason.NeverAllowed && s_read.Contains(Format);

    /// <summary>It can be looked at in one way or the other.</summary>
    public bool IsSeen => HasPages || HasText;

    /// <summary>It is one file with a password of its own: typed on the page, its text can be read.</summary>
    public bool AsksForPassword => HasText && Reason == Reason.Encrypted;

    private static readonly HashSet<string> s_drawn = new(["pdf", "jpeg", "png", "gif", "webp", "avif", "heic", "bmp", "tiff", "jp2"], StringComparer.Ordinal);

    private static readonly HashSet<string> s_read = new(
        [
            "pdf", "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "pptx", "pptm", "ppsx", "ppsm", "potx", "potm", "office-encrypted", "odt", "ods", "odp", "odg", "ott", "ots", "otp",
            "doc", "xls", "ppt", "rtf", "jtd", "html", "txt", "csv", "tsv", "xml", "ics", "vcf", "dxf",
        ],
        StringComparer.Ordinal);

    /// <summary>It may be had as it came, once it is confirmed.</summary>
    public bool WaitsForConfirmation => Outcome == Outcome.Held && Reason == Reason.Policy;

    public bool WaitsForPassword => Outcome == Outcome.Held && Reason == Reason.Encrypted;
}

/// <summary>One finding.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Count">How often.</param>
/// <param name="Detail">Words from the input.</param>
public sealed record FindingView(string Code, long Count, UntrustedText Detail);

/// <summary>A stored report as pages need it: facts of the mail and a flat list of its parts. Never throws on what is stored.</summary>
public sealed record ReportView(UntrustedText Subject, UntrustedText From, string Policy, string Engine, IReadOnlyList<PartView> Parts)
{
    /// <summary>A page of more rows helps nobody; the receipt holds them all.</summary>
    private const int MaxParts = 300;

    private const int MaxFindings = 50;

    private static readonly HashSet<string> s_containers = new(["eml", "msg", "mbox", "tnef", "zip", "7z", "rar", "lzh", "cab", "tar", "gz", "bz2", "xz", "zst", "iso"], StringComparer.Ordinal);

    /// <summary>Null when it is not a report.</summary>
    public static ReportView? Read(byte[]? stored)
    {
        if (stored is not { Length: > 0 })
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(stored);
            var report = json.RootElement.GetProperty("report");
            return new ReportView(
                TextOf(json.RootElement, "subject"), TextOf(json.RootElement, "from"), report.GetProperty("policy").GetString() ?? "", report.GetProperty("engine").GetString() ?? "", ReadParts(report));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Iterative: the depth of parts is the sender's choice.</summary>
    private static List<PartView> ReadParts(JsonElement report)
    {
        var parts = new List<PartView>();
        var open = new Stack<(JsonElement Part, int Depth, string Within)>([(report, 0, "")]);
        while (open.TryPop(out var next) && parts.Count < MaxParts)
        {
            var (part, depth, within) = next;
            var (input, output) = (part.GetProperty("input"), part.GetProperty("output"));
            var format = input.GetProperty("format").GetString() ?? "";
            var path = part.TryGetProperty("path", out var own) ? own.GetString() ?? "/" : "/";
            parts.Add(new PartView(
                path, depth, TextOf(input, "name"), input.GetProperty("size").GetInt64(), format,
                output.ValueKind == JsonValueKind.Object ? output.GetProperty("format").GetString() : null, Word<Outcome>(part, "outcome"), Word<Reason>(part, "reason"),
                [.. part.GetProperty("findings").EnumerateArray().Take(MaxFindings).Select(found => new FindingView(
                    found.GetProperty("code").GetString() ?? "", found.GetProperty("count").GetInt64(), TextOf(found, "detail")))]) { IsFile = s_containers.Contains(within), Sha256 = input.GetProperty("sha256").GetString() ?? "" });
            foreach (var member in part.GetProperty("parts").EnumerateArray().Reverse())
            {
                open.Push((member, depth + 1, format));
            }
        }

        return parts;
    }

    private static UntrustedText TextOf(JsonElement element, string name) => new(element.GetProperty(name).GetString());

    private static TEnum Word<TEnum>(JsonElement element, string name) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(element.GetProperty(name).GetString(), ignoreCase: true, out var value) ? value : default;
}
