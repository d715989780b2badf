using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Admin.People;

/// <summary>One account: auditors read it, administrators change, reset and disable it.</summary>
[Authorize(PortalPolicies.Overseer)]
public sealed class EditModel(IAccountAdministration administration, PortalOptions options) : DraftPage(administration)
{
    public AccountFacts Account { get; private set; } = null!;

    public string? Password { get; private set; }

    /// <summary>What was typed as subject at the provider.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>There is a provider to be linked to.</summary>
    public bool MayLink => options.Provider is not null && Account.Source == "local";

    public bool IsLinked => Account.Source == "oidc";

    public IActionResult OnGet(string id)
    {
        if (!Load(id))
        {
            return NotFound();
        }

        var person = Account.Person;
        Draft = new PersonDraft(person.Tenant, person.SignInName, person.Name, person.Department, person.Roles, person.Addresses, person.ApprovesFor);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, DraftForm form, CancellationToken token)
    {
        if (!MayChange(id))
        {
            return NotFound();
        }

        if (Take(form))
        {
            var result = await Administration.ChangeAsync(id, Draft, Actor, Reason, token);
            Fail(result.Faults);
            if (result.Person is not null)
            {
                return Done("/Admin/People/Edit", "変更を保存しました。", "Saved.", new { id });
            }
        }

        return Again();
    }

    public async Task<IActionResult> OnPostResetAsync(string id, bool secondFactor, string? reason, CancellationToken token)
    {
        if (!MayChange(id))
        {
            return NotFound();
        }

        if (TakeReason(reason))
        {
            var result = await Administration.ResetAsync(id, secondFactor, Actor, Reason, token);
            Fail(result.Faults);
            Password = result.TemporaryPassword;
        }

        OnGet(id);
        return Again();
    }

    public async Task<IActionResult> OnPostLinkAsync(string id, string? subject, string? reason, CancellationToken token)
    {
        if (!MayChange(id) || !MayLink)
        {
            return NotFound();
        }

        Subject = (subject ?? "").Trim();
        if (TakeReason(reason))
        {
            var result = await Administration.LinkAsync(id, Subject, Actor, Reason, token);
            Fail(result.Faults);
            if (result.Person is not null)
            {
                return Done("/Admin/People/Edit", "認証基盤の利用者と結び付けました。次からは認証基盤でサインインします。", "Linked. From now on they sign in at the provider.", new { id });
            }
        }

        OnGet(id);
        return Again();
    }

    public async Task<IActionResult> OnPostUnlinkAsync(string id, string? reason, CancellationToken token)
    {
        if (!MayChange(id) || !IsLinked)
        {
            return NotFound();
        }

        if (TakeReason(reason))
        {
            var result = await Administration.UnlinkAsync(id, Actor, Reason, token);
            Fail(result.Faults);
            Password = result.TemporaryPassword;
        }

        OnGet(id);
        return Again();
    }

    public async Task<IActionResult> OnPostActiveAsync(string id, bool active, string? reason, CancellationToken token)
    {
        if (!MayChange(id))
        {
            return NotFound();
        }

        if (TakeReason(reason))
        {
            var result = await Administration.SetActiveAsync(id, active, Actor, Reason, token);
            Fail(result.Faults);
            if (result.Person is not null)
            {
                return active
                    ? Done("/Admin/People/Edit", "アカウントを再開しました。", "The account is enabled.", new { id })
                    : Done("/Admin/People/Edit", "アカウントを停止しました。", "The account is disabled.", new { id });
            }
        }

        OnGet(id);
        return Again();
    }

    /// <summary>An auditor reads and never changes; somebody of another tenant does not exist.</summary>
    private bool MayChange(string id) => User.IsInRole(RoleNames.Administrator) && Load(id);

    private bool Load(string id)
    {
        if (Administration.Find(id) is not { } account || account.Person.Tenant != Tenant)
        {
            return false;
        }

        Account = account;
        return true;
    }
}
