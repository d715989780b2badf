using Mugai.Policies;

namespace Mugai.Gateway.Policies;

/// <summary>One policy file: for whom, and what is done.</summary>
/// <param name="Tenant">The tenant (団体) whose mail it judges.</param>
/// <param name="Recipients">Lower-case addresses, domains, or <c>*</c> for everybody.</param>
/// <param name="Policy">What is done.</param>
public sealed record PolicyRule(string Tenant, IReadOnlyList<string> Recipients, SanitizePolicy Policy)
{
    public bool Matches(string address)
    {
        foreach (var pattern in Recipients)
        {
            if (pattern == "*" || (pattern.Contains('@', StringComparison.Ordinal)
                ? address.Equals(pattern, StringComparison.OrdinalIgnoreCase)
                : address.AsSpan(address.LastIndexOf('@') + 1).Equals(pattern, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
