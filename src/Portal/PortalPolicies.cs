using Microsoft.AspNetCore.Authorization;
using Mugai.People;

namespace Mugai.Portal;

/// <summary>Who may open which pages. A page without a word of its own is for everybody who is signed in; only what says so is for everybody.</summary>
public static class PortalPolicies
{
    /// <summary>Administrators.</summary>
    public const string Administrator = "administrator";

    /// <summary>Administrators and auditors: reading what is about everybody.</summary>
    public const string Overseer = "overseer";

    /// <summary>Approvers.</summary>
    public const string Approver = "approver";

    internal static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = options.DefaultPolicy = new AuthorizationPolicyBuilder(PersonClaims.Scheme).RequireAuthenticatedUser().Build();
        Add(Administrator, Role.Administrator);
        Add(Overseer, Role.Administrator, Role.Auditor);
        Add(Approver, Role.Approver);

        void Add(string name, params ReadOnlySpan<Role> roles)
        {
            var names = new List<string>();
            foreach (var role in roles)
            {
                names.Add(RoleNames.Of(role));
            }

            options.AddPolicy(name, policy => policy.AddAuthenticationSchemes(PersonClaims.Scheme).RequireAuthenticatedUser().RequireRole(names));
        }
    }
}
