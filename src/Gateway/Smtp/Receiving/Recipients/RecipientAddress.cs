using System.Globalization;

namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>How addresses are compared here: without case (no mail system in use tells Taro from taro), the domain in its ASCII form.</summary>
internal static class RecipientAddress
{
    private static readonly IdnMapping Idn = new();

    /// <summary>The part behind the last @, lower case, ASCII form where there is one.</summary>
    public static string DomainOf(string address) => CanonicalDomain(address[(address.LastIndexOf('@') + 1)..]);

    /// <summary>The part before the last @, lower case.</summary>
    public static string LocalPartOf(string address) => address[..Math.Max(0, address.LastIndexOf('@'))].ToLowerInvariant();

    public static string Canonical(string address) => $"{LocalPartOf(address)}@{DomainOf(address)}";

    public static string CanonicalDomain(string domain)
    {
        if (System.Text.Ascii.IsValid(domain))
        {
            return domain.ToLowerInvariant();
        }

        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Not a domain name under IDNA; as it stands it equals no listed one.
            return domain.ToLowerInvariant();
        }
    }

    public static bool IsPostmaster(string address) => LocalPartOf(address) == "postmaster";
}
