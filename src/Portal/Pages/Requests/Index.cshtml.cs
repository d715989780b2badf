using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Requests;

/// <summary>A request in the list of those that wait.</summary>
public sealed record WaitingRequest(RequestToDecide ToDecide, string Who, string InTheNameOf, UntrustedText Subject)
{
    /// <summary>Names of the files that are asked for alone.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>What became of one request of several.</summary>
public sealed record DecidedRequest(MessageId Id, string Who, DecideOutcome Outcome);

/// <summary>
/// Requests that wait for the decision of who is signed in: an approver, or who an approver delegated to. Several are decided with one reason; each is a decision of its own, with its own
/// check, transaction and entry, and the page says what became of each. Others see an empty list.
/// </summary>
public sealed class IndexModel(IPeople people) : MailPage
{
    /// <summary>Each approval checks an original again: more at once would keep the browser waiting.</summary>
    public const int MaxAtOnce = 25;

    private const int MaxShown = 200;

    public IReadOnlyList<WaitingRequest> Waiting { get; private set; } = [];

    public IReadOnlyList<DecidedRequest> Decided { get; private set; } = [];

    public IReadOnlyList<MessageId> Chosen { get; private set; } = [];

    public bool HasMore { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Those in whose name this person decides today, and until when.</summary>
    public IReadOnlyList<(string Name, DateOnly LastDay)> StandsInFor { get; private set; } = [];

    public Task OnGetAsync(CancellationToken token) => LoadAsync(token);

    public async Task<IActionResult> OnPostAsync(string[]? requests, string? decision, string? reason, CancellationToken token)
    {
        if (decision is not ("approve" or "refuse"))
        {
            return NotFound();
        }

        Chosen = [.. (requests ?? []).Select(text => MessageId.TryParse(text, out var id) ? id : (MessageId?)null).OfType<MessageId>().Distinct()];
        Reason = reason;
        if (Chosen.Count is 0 or > MaxAtOnce)
        {
            Fail("requests", $"申請を 1 件以上、{MaxAtOnce} 件まで選んでください。", $"Choose at least one request, at most {MaxAtOnce}.");
        }
        else if (decision == "refuse" && Typed(reason).IsEmpty)
        {
            Fail("reason", "却下の理由を入力してください。", "Say why you refuse.");
        }
        else
        {
            await DecideAsync(decision == "approve", Typed(reason), token);
        }

        await LoadAsync(token);
        return Again();
    }

    public string Say(DecideOutcome outcome) => outcome switch
    {
        DecideOutcome.Done => Text.Say("決定しました", "Decided"),
        DecideOutcome.AnotherNeeded => Text.Say("別の承認者が必要です", "Another approver is needed"),
        DecideOutcome.Over => Text.Say("すでに決定・取り下げ・期限切れになっています", "Decided, taken back or lapsed meanwhile"),
        DecideOutcome.Forbidden => Text.Say("再検査で問題が見つかったため、承認できません", "The check found something: it cannot be approved"),
        DecideOutcome.Unknown => Text.Say("この申請はありません", "There is no such request"),
        _ => Text.Say("決定できませんでした。1 件ずつ確認してください", "Not decided. Look at it by itself"),
    };

    private async Task DecideAsync(bool approve, UntrustedText reason, CancellationToken token)
    {
        var decided = new List<DecidedRequest>();
        foreach (var id in Chosen)
        {
            var who = await Requests.FindToDecideAsync(id, PersonId, token) is { } found ? await NameAsync(found.Request.Asked.Person, token) : "—";
            decided.Add(new DecidedRequest(id, who, await Requests.DecideAsync(id, PersonId, approve, reason, token)));
        }

        Decided = decided;
        Chosen = [];
        Reason = null;
    }

    private async Task LoadAsync(CancellationToken token)
    {
        var rows = new List<WaitingRequest>();
        var all = await Requests.ListToDecideAsync(PersonId, token);
        foreach (var each in all.Take(MaxShown))
        {
            var item = await Quarantine.FindItemAsync(each.Request.Asked.Message, token);
            rows.Add(new WaitingRequest(each, await NameAsync(each.Request.Asked.Person, token), each.Right is { } right && right != PersonId ? await NameAsync(right, token) : "", item?.Subject ?? default)
            {
                Files = item is null ? [] : await FilesOfAsync(each.Request, item.Message, token),
            });
        }

        (Waiting, HasMore) = (rows, all.Count > MaxShown);
        var today = DateOnly.FromDateTime(DateTime.Now);
        var names = new List<(string, DateOnly)>();
        foreach (var delegation in (await people.FindDelegationsAsync(PersonId, today, token)).Where(delegation => delegation.To == PersonId && delegation.Holds(today)))
        {
            names.Add((await NameAsync(delegation.From, token), delegation.LastDay));
        }

        StandsInFor = names;
    }

    private async Task<IReadOnlyList<string>> FilesOfAsync(ReleaseRequest request, SpooledMessage message, CancellationToken token) => request.Asked.Way == ReleaseWay.ConfirmedParts
        ? [.. (await ReportOfAsync(message, message.Recipients[request.Recipient].Group, token))?.Parts.Where(part => request.Asked.Parts.Contains(part.Path)).Select(part => part.Title) ?? []]
        : [];

    private async Task<string> NameAsync(string person, CancellationToken token) => (await people.FindAsync(person, token))?.Name ?? "—";
}
