using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Admin.People;

/// <summary>What an administrator types about a person.</summary>
public sealed record DraftForm
{
    public string? Name { get; init; }
    public string? SignInName { get; init; }
    public string? Department { get; init; }
    public string[]? Roles { get; init; }
    public string? ApprovesFor { get; init; }
    public string? Addresses { get; init; }
    public string? Reason { get; init; }
}

/// <summary>A page with the form of a person.</summary>
public abstract class DraftPage(IAccountAdministration administration) : PortalPage
{
    protected IAccountAdministration Administration { get; } = administration;

    public PersonDraft Draft { get; protected set; } = new("", "", "", "", [Role.Staff], [], []);

    public string Reason { get; private set; } = "";

    /// <summary>What other people have, to choose from.</summary>
    public IReadOnlyList<string> Departments =>
        [.. Administration.List(Tenant).Select(account => account.Person.Department).Where(department => department.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads the form; false when the reason is missing.</summary>
    protected bool Take(DraftForm form)
    {
        Draft = new PersonDraft(
            Tenant, (form.SignInName ?? "").Trim(), (form.Name ?? "").Trim(), (form.Department ?? "").Trim(),
            [.. (form.Roles ?? []).Select(RoleNames.Parse).OfType<Role>()], Lines(form.Addresses), Lines(form.ApprovesFor));
        return TakeReason(form.Reason);
    }

    protected bool TakeReason(string? reason)
    {
        Reason = (reason ?? "").Trim();
        if (Reason.Length == 0)
        {
            Fail("reason", "理由を入力してください。", "Enter the reason.");
        }

        return Reason.Length > 0;
    }

    protected void Fail(IEnumerable<FieldFault> faults)
    {
        foreach (var fault in faults)
        {
            Fail(fault.Field, fault.Ja, fault.En);
        }
    }

    private static string[] Lines(string? text) => (text ?? "").Split(['\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
