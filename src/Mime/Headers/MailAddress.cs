namespace Mugai.Mime;

/// <summary>
/// One mailbox: decoded display name, address as it came. <see cref="IsValid"/> is false for an entry whose address does not follow
/// RFC 5322; Address then holds what was there.
/// </summary>
public sealed record MailAddress(string DisplayName, string Address)
{
    /// <summary>False when the entry is broken.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>The address as it can be written: in ASCII, an internationalized domain in its A-label form. Null when it cannot: broken, longer than 320 octets, a local part of other letters.</summary>
    public string? Ascii => AddressText.AsciiAddress(this);

    /// <summary>True when some of the name's bytes were no characters of its charset.</summary>
    public bool HadErrors { get; init; }
}
