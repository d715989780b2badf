using System.Globalization;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>What an ICAP response means. Sans I/O.</summary>
internal static class IcapVerdict
{
    /// <summary>A virus is named in one of these; which one is the vendor's habit (draft-stecher-icap-subid and what is met in the field).</summary>
    private static readonly string[] Named = ["X-Infection-Found", "X-Virus-ID", "X-Virus-Name", "X-Violations-Found"];

    /// <summary>Content Too Large.</summary>
    private const int TooLarge = 413;

    /// <param name="response">The response.</param>
    /// <param name="sent">SHA-256 of the content when all of it was handed over; null otherwise.</param>
    /// <param name="name">The scanner's name.</param>
    public static ScanAnswer Of(IcapResponse response, byte[]? sent, string name)
    {
        var head = response.Head;
        if (Array.Find(Named, field => head.Find(field) is not null) is not null)
        {
            return new(name, ScanVerdict.Infected, SignatureOf(head), head.Tag);
        }

        switch (head.Status)
        {
            case 204 or 200 when sent is null:
                return Fail(head, name, "answered before it had read everything");
            case 204:
                return new(name, ScanVerdict.Clean, default, head.Tag);
            case 200 when response.BodyHash is { } back && back.AsSpan().SequenceEqual(sent) && !IsRefusal(response.HttpLine):
                // A server that may not say 204, or does not, gives everything back as it was.
                return new(name, ScanVerdict.Clean, default, head.Tag);
            case 200:
                return new(name, ScanVerdict.Infected, new UntrustedText("(unnamed)"), head.Tag);
            default:
                return Fail(head, name, string.Create(CultureInfo.InvariantCulture, $"ICAP {head.Status}"), head.Status != TooLarge);
        }
    }

    private static UntrustedText SignatureOf(IcapHead head)
    {
        if (head.Find("X-Virus-ID") is { Length: > 0 } id)
        {
            return new(id);
        }

        // Type=0; Resolution=2; Threat=NAME;
        const string Threat = "Threat=";
        var found = head.Find("X-Infection-Found") ?? "";
        var at = found.IndexOf(Threat, StringComparison.OrdinalIgnoreCase);
        var name = at >= 0 ? found[(at + Threat.Length)..].Split(';')[0].Trim() : head.Find("X-Virus-Name") ?? head.Find("X-Violations-Found") ?? found;
        return new(name.Length > 0 ? name : "(unnamed)");
    }

    /// <summary>An HTTP status other than the one we sent stands for a page in place of the content.</summary>
    private static bool IsRefusal(string line) => line.StartsWith("HTTP/", StringComparison.Ordinal) && !line.Contains(" 200 ", StringComparison.Ordinal);

    private static ScanAnswer Fail(IcapHead head, string name, string what, bool mayPass = true) => new(name, ScanVerdict.Failed, new UntrustedText(what), head.Tag, mayPass);
}
