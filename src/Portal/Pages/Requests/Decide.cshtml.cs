using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Requests;

/// <summary>
/// One request with what the check of the original said, and the decision. The own request is shown and cannot be decided. Whoever does not decide for its department gets the same answer
/// as for a number that does not exist.
/// </summary>
public sealed class DecideModel(IPeople people) : MailPage
{
    public ReleaseRequest Asked { get; private set; } = null!;

    public string Who { get; private set; } = "";

    public QuarantineItem? Item { get; private set; }

    public IReadOnlyList<PartView> Parts { get; private set; } = [];

    /// <summary>Those that are asked for.</summary>
    public IReadOnlyList<PartView> Wanted => [.. Parts.Where(part => Asked.Asked.Parts.Contains(part.Path))];

    public bool IsOwn => Asked.Asked.Person == PersonId;

    public bool IsSecond => Asked.First == PersonId;

    /// <summary>By whose right; null: another one must decide.</summary>
    public string? Right { get; private set; }

    /// <summary>The approver in whose name this person decides, or empty.</summary>
    public string InTheNameOf { get; private set; } = "";

    public bool NeedsTwo { get; private set; }

    /// <summary>The name of who agreed first, or empty.</summary>
    public string First { get; private set; } = "";

    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken token) => await LoadAsync(id, token) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? decision, string? reason, CancellationToken token)
    {
        if (!await LoadAsync(id, token) || decision is not ("approve" or "refuse"))
        {
            return NotFound();
        }

        Reason = reason;
        switch (await Requests.DecideAsync(Asked.Id, PersonId, decision == "approve", Typed(reason), token))
        {
            case DecideOutcome.Done:
                return decision == "approve" && NeedsTwo && Asked.State == RequestState.Asked
                    ? Done("/Requests/Index", "1 人目として承認しました。もう 1 名の承認者が承認すると、払い出されます。", "You approved as the first of two. It leaves once another approver agrees.")
                    : decision == "approve" ? Done("/Requests/Index", "承認しました。申請者にメールで知らせます。", "Approved. Who asked is told by mail.")
                    : Done("/Requests/Index", "却下しました。申請者にメールで知らせます。", "Refused. Who asked is told by mail.");
            case DecideOutcome.AnotherNeeded:
                Fail(null, "自分や代理元の申請、すでに承認した申請は承認できません。別の承認者が必要です。", "Nobody decides about the own request or that of whom they stand in for, or twice. Another approver is needed.");
                break;
            case DecideOutcome.ReasonMissing:
                Fail("reason", "却下の理由を入力してください。", "Say why you refuse.");
                break;
            case DecideOutcome.Forbidden:
                Fail(null, "払い出し前の再検査で問題が見つかったため、承認できません。", "The check before the release found something; it cannot be approved.");
                break;
            case DecideOutcome.NotScanned:
                Fail(null, "ウイルス検査を終えられないため、承認できません。しばらくしてからお試しください。続くときは情報システム担当へお問い合わせください。", "The virus scan did not come to its end, so it cannot be approved now. Try again later; ask your administrators if it goes on.");
                break;
            case DecideOutcome.Over:
                return Done("/Requests/Index", "この申請は、すでに決定・取り下げ・期限切れになっています。", "This request was decided, taken back or lapsed meanwhile.");
            default:
                return NotFound();
        }

        return Again();
    }

    private async Task<bool> LoadAsync(string? id, CancellationToken token)
    {
        if (!MessageId.TryParse(id ?? "", out var request)
            || await Requests.FindToDecideAsync(request, PersonId, token) is not { } found)
        {
            return false;
        }

        (Asked, Right, NeedsTwo) = found;
        InTheNameOf = Right is { } right && right != PersonId ? (await people.FindAsync(right, token))?.Name ?? "—" : "";
        First = Asked.First is { } first ? (await people.FindAsync(first, token))?.Name ?? "—" : "";
        Who = (await people.FindAsync(Asked.Asked.Person, token))?.Name ?? "—";
        Item = await Quarantine.FindItemAsync(Asked.Asked.Message, token);
        if (Item is { } item)
        {
            var report = await ReportOfAsync(item.Message, item.Message.Recipients[Asked.Recipient].Group, token);
            Parts = [.. (report?.Parts ?? []).Where(part => part.IsKeptBack || Asked.Asked.Parts.Contains(part.Path))];
        }

        return true;
    }
}
