using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>The fields of a mail that are written again, in canonical form.</summary>
internal sealed class MailFields
{
    /// <summary>Trace, newest first.</summary>
    public List<string> Received { get; } = [];

    /// <summary>Address fields by their written name, in the order of <see cref="FieldTable"/>.</summary>
    public SortedDictionary<FieldKind, List<MailAddress>> Addresses { get; } = [];

    /// <summary>Unstructured and token fields by kind, already clean.</summary>
    public SortedDictionary<FieldKind, string> Texts { get; } = [];

    public string? Date { get; set; }

    public string? MessageId { get; set; }

    public List<string> InReplyTo { get; set; } = [];

    public List<string> References { get; set; } = [];

    /// <summary>Received fields that came, kept or not.</summary>
    public int Hops { get; set; }

    /// <summary>What the upstream found of the sender.</summary>
    public AuthenticationResults Authentication { get; set; }

    /// <summary>Fields of any name that came.</summary>
    public int Count { get; set; }
}
