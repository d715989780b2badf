namespace Mugai.Mime;

/// <summary>One mailbox. <see cref="IsValid"/> is false for an entry whose address does not follow RFC 5322; Address then holds what was there.</summary>
public sealed record MailAddress(string DisplayName, string Address)
{
    public bool IsValid { get; init; } = true;
}

/// <summary>mailbox-list and address-list of RFC 5322, groups flattened.</summary>
public static class AddressList
{
    public static IReadOnlyList<MailAddress> Parse(ReadOnlySpan<byte> rawValue) => throw new NotSupportedException();
}
