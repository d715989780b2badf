using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Admin.People;

/// <summary>The accounts of the own tenant, for administrators and auditors.</summary>
[Authorize(PortalPolicies.Overseer)]
public sealed class IndexModel(IAccountAdministration administration) : PortalPage
{
    public const int PageLength = 50;

    public string Query { get; private set; } = "";
    public string RoleName { get; private set; } = "";
    public string State { get; private set; } = "";
    public int From { get; private set; }
    public int Total { get; private set; }
    public IReadOnlyList<AccountFacts> Shown { get; private set; } = [];

    public void OnGet(string? q, string? role, string? state, int from)
    {
        (Query, RoleName, State) = ((q ?? "").Trim(), role ?? "", state ?? "");
        var found = administration.List(Tenant).Where(Fits).ToList();
        Total = found.Count;
        From = Math.Clamp(from, 0, Math.Max(0, Total - 1)) / PageLength * PageLength;
        Shown = [.. found.Skip(From).Take(PageLength)];
    }

    public string Link(int from) => QueryHelpers.AddQueryString("/admin/people", new Dictionary<string, string?>
    {
        ["q"] = Query, ["role"] = RoleName, ["state"] = State, ["from"] = Math.Max(0, from).ToString(CultureInfo.InvariantCulture),
    });

    private bool Fits(AccountFacts account)
    {
        var person = account.Person;
        bool Holds(string text) => text.Contains(Query, StringComparison.OrdinalIgnoreCase);
        return (Query.Length == 0 || Holds(person.Name) || Holds(person.SignInName) || Holds(person.Department) || person.Addresses.Any(Holds))
            && (RoleNames.Parse(RoleName) is not { } role || person.Is(role))
            && State switch { "active" => person.IsActive, "disabled" => !person.IsActive, "locked" => account.LockedUntil is not null, _ => true };
    }
}
