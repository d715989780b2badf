using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Policies;

/// <summary>
/// A pattern for addresses: <c>*</c>, a whole address, a domain (itself alone), or <c>*.</c> and a domain (everything below it, not itself). No other
/// wildcards: two readers must agree on what a pattern means.
/// </summary>
internal static class AddressPattern
{
    /// <summary>Reads a pattern; throws <see cref="FormatException"/> when it is none.</summary>
    public static string Read(string text)
    {
        var at = text.LastIndexOf('@');
        return text.StartsWith("*.", StringComparison.Ordinal) ? "*." + Plain(text[2..])
            : at < 0 ? Configuration.Read.Domain(text)
            : at > 0 && at < text.Length - 1 ? text[..at] + "@" + Plain(text[(at + 1)..])
            : throw new FormatException();
    }

    public static bool AnyFits(IReadOnlyList<string> patterns, string address)
    {
        foreach (var pattern in patterns)
        {
            if (Fits(pattern, address))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(string pattern, string address)
    {
        if (pattern == "*" || pattern.Contains('@', StringComparison.Ordinal))
        {
            return pattern == "*" || address.Equals(pattern, StringComparison.OrdinalIgnoreCase);
        }

        var domain = address.AsSpan(address.LastIndexOf('@') + 1);
        return pattern.StartsWith("*.", StringComparison.Ordinal)
            ? domain.EndsWith(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase)
            : domain.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }

    private static string Plain(string domain) => domain == "*" ? throw new FormatException() : Configuration.Read.Domain(domain);
}
