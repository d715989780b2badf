using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;

namespace Mugai.Portal.Pages.Account;

/// <summary>Who decides instead of an approver who is absent (代理承認), and from when to when. What was handed over is handed on by nobody.</summary>
[Authorize(PortalPolicies.Approver)]
public sealed class DeputyModel(IPeople people, TimeProvider clock) : PortalPage
{
    public IReadOnlyList<(Delegation Delegation, string Name)> Given { get; private set; } = [];

    public IReadOnlyList<(Delegation Delegation, string Name)> Taken { get; private set; } = [];

    public IReadOnlyList<Person> Others { get; private set; } = [];

    public string? Chosen { get; private set; }

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    public DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    public async Task OnGetAsync(CancellationToken token)
    {
        (FirstDay, LastDay) = (Today, Today.AddDays(1));
        await LoadAsync(token);
    }

    public async Task<IActionResult> OnPostAsync(string? to, DateOnly? firstDay, DateOnly? lastDay, CancellationToken token)
    {
        await LoadAsync(token);
        (Chosen, FirstDay, LastDay) = (to, firstDay ?? Today, lastDay ?? Today);
        if (firstDay is null || lastDay is null)
        {
            Fail("firstDay", "開始日と終了日を入力してください。", "Give the first and the last day.");
            return Again();
        }

        switch (Others.Any(person => person.Id == to) ? await people.DelegateAsync(new Delegation(PersonId, to!, firstDay.Value, lastDay.Value), Actor, token) : DelegationOutcome.NotAllowed)
        {
            case DelegationOutcome.Done:
                return Done("/Account/Deputy", "代理者を設定しました。期間中は、代理者もあなたの代わりに決定できます。", "The deputy is named and decides in your place on these days.");
            case DelegationOutcome.WrongDays:
                Fail("firstDay", "期間を確かめてください。終了日は今日以降、期間は 1 年以内です。", "Check the days: the last one is today or later, and a year is the most.");
                break;
            case DelegationOutcome.NoSecondFactor:
                Fail("to", "この人は二段階認証を登録していません。先に「マイアカウント」で登録してもらってください。", "This person has no second factor yet. Ask them to set one up under \"My account\" first.");
                break;
            case DelegationOutcome.Overlaps:
                Fail("firstDay", "この人への代理は、この期間にすでに設定されています。", "This person is your deputy on some of these days already.");
                break;
            default:
                Fail("to", "代理者を一覧から選んでください。", "Choose a deputy from the list.");
                break;
        }

        return Again();
    }

    public async Task<IActionResult> OnPostEndAsync(string? to, DateOnly firstDay, DateOnly lastDay, CancellationToken token) =>
        await people.EndDelegationAsync(new Delegation(PersonId, to ?? "", firstDay, lastDay), Actor, token)
            ? Done("/Account/Deputy", "代理を終了しました。", "The deputy decides no more.")
            : NotFound();

    private async Task LoadAsync(CancellationToken token)
    {
        var known = new List<(Delegation, string)>();
        foreach (var delegation in await people.FindDelegationsAsync(PersonId, Today, token))
        {
            known.Add((delegation, (await people.FindAsync(delegation.From == PersonId ? delegation.To : delegation.From, token))?.Name ?? "—"));
        }

        Given = [.. known.Where(each => each.Item1.From == PersonId)];
        Taken = [.. known.Where(each => each.Item1.To == PersonId)];
        Others = [.. (await people.ListAsync(Tenant, token)).Where(person => person.IsActive && person.Id != PersonId).OrderBy(person => person.Department, StringComparer.Ordinal).ThenBy(person => person.Name, StringComparer.Ordinal)];
    }
}
