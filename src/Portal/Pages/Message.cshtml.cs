using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages;

/// <summary>
/// The page behind the link in a clean mail. Whoever is not one of the mail's recipients gets the same answer as for a number that does not exist. Opening it changes nothing; every
/// act is a form of its own.
/// </summary>
public sealed class MessageModel(TimeProvider clock) : MailPage
{
    private const int MaxPasswords = 5;
    private const int MaxPasswordChars = 128;

    public QuarantineItem Item { get; private set; } = null!;

    public ReportView? Report { get; private set; }

    public SpooledRecipient Mine { get; private set; } = null!;

    public bool Waits { get; private set; }

    public IReadOnlyList<ReleaseWay> Ways { get; private set; } = [];

    public IReadOnlyList<ReleaseRequest> Asked { get; private set; } = [];

    public string? Reason { get; private set; }

    /// <summary>A request that was not taken: what was chosen stands in the form again.</summary>
    public NewRequest? Draft { get; private set; }

    /// <summary>What an administrator holds, gave up or stopped for everybody is not to be had here either; what is still on its way comes by itself.</summary>
    public bool MayHaveClean => MayHave(Mine);

    public bool MayHaveCopy { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken token) => await LoadAsync(id, token) ? Page() : NotFound();

    /// <summary>Passwords live for this call alone: they stand in no log, no row, and no page shows them again.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string id, string? password, CancellationToken token)
    {
        if (!await LoadAsync(id, token))
        {
            return NotFound();
        }

        var words = (password ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length <= MaxPasswordChars).Take(MaxPasswords).ToList();
        if (words.Count == 0)
        {
            Fail("password", "パスワードを入力してください。", "Type the password.");
            return Again();
        }

        switch (await Releases.TypePasswordAsync(Item.Message.Id, Own, words, Actor, token))
        {
            case PasswordOutcome.Opened:
                return Done("/Message", "添付ファイルを開いて無害化しました。まもなく別のメールで届きます。", "The attachment was opened and cleaned. It follows in a second mail.", new { id });
            case PasswordOutcome.TooMany:
                Fail("password", "入力回数が上限に達しました。10 分ほど待ってからお試しください。", "Too many tries. Please wait ten minutes.");
                return Again();
            case PasswordOutcome.Unknown:
                return NotFound();
            default:
                Fail("password", "このパスワードでは開けませんでした。全角・半角、大文字・小文字を確かめてください。", "It did not open with this password. Check upper and lower case.");
                return Again();
        }
    }

    /// <summary>The clean mail once more, by mail. Nothing leaves that a worker did not rebuild.</summary>
    public async Task<IActionResult> OnPostAgainAsync(string id, CancellationToken token)
    {
        if (!await LoadAsync(id, token) || !MayHaveCopy)
        {
            return NotFound();
        }

        return await Requests.AskAsync(NewRequest(ReleaseWay.CleanCopy), token) switch
        {
            AskOutcome.Sent => Done("/Message", "無害化し直したメールを送りました。", "The mail was cleaned again and sent.", new { id }),
            AskOutcome.NothingClean => Done("/Message", "無害化できる部分がないため、送れませんでした。", "Nothing clean came out, so nothing was sent.", new { id }),
            AskOutcome.AskedBefore => Done("/Message", "無害化し直しています。まもなく届きます。", "It is being cleaned again and will come soon.", new { id }),
            AskOutcome.TooOften => Done("/Message", "このメールは今日すでに何度も送りました。明日以降にお試しください。", "It was sent several times today already. Please try again tomorrow.", new { id }),
            _ => NotFound(),
        };
    }

    /// <summary>The clean mail as a file.</summary>
    public async Task<IActionResult> OnPostCleanAsync(string id, CancellationToken token)
    {
        if (!await LoadAsync(id, token) || !MayHaveClean)
        {
            return NotFound();
        }

        var clean = await Releases.OpenCleanAsync(Item.Message.Id, Mine.Index, token);
        return clean is null
            ? Done("/Message", "無害化できる部分がないため、取得できませんでした。", "Nothing clean came out.", new { id })
            : File(clean, "message/rfc822", $"mugai-{Item.Message.Id}-clean.eml");
    }

    /// <summary>One part of the clean mail as a file, to be saved and never shown: whatever it is, the browser is told that it is bytes.</summary>
    public async Task<IActionResult> OnPostPartAsync(string id, string? part, CancellationToken token)
    {
        if (!await LoadAsync(id, token) || !MayHaveClean || Report?.Parts.FirstOrDefault(each => each.Path == part) is not { HasClean: true })
        {
            return NotFound();
        }

        return await Releases.OpenCleanPartAsync(Item.Message.Id, Mine.Index, part!, token) is { } clean
            ? File(clean.Content, "application/octet-stream", DownloadName.Of(clean.Name))
            : Done("/Message", "今のポリシーでは無害化できないため、取得できませんでした。", "By today's policy nothing clean comes of it.", new { id });
    }

    public async Task<IActionResult> OnPostAskAsync(string id, ReleaseWay way, string? reason, int importance, bool personal, string[]? parts, CancellationToken token)
    {
        if (!await LoadAsync(id, token) || way == ReleaseWay.CleanCopy)
        {
            return NotFound();
        }

        Reason = reason;
        var known = Report?.Parts.Select(part => part.Path).ToHashSet(StringComparer.Ordinal) ?? [];
        var request = NewRequest(way) with
        {
            Reason = Typed(reason), Importance = (Importance)Math.Clamp(importance, 1, 3), HasSpecificPersonalData = personal,
            Parts = [.. (parts ?? []).Where(known.Contains)],
        };
        Draft = request;
        if (way == ReleaseWay.ConfirmedParts && Ways.Contains(way) && Report?.Parts.FirstOrDefault(part => request.Parts.Contains(part.Path) && !part.WaitsForConfirmation) is { } other)
        {
            // Left out without a word, the reader would wait for it.
            Fail("parts", $"「{other.Title}」は、この受け取り方では届けられません。選択から外すか、別の受け取り方を選んでください。", $"“{other.Title}” cannot be had in this way. Leave it out, or choose another way.");
            return Again();
        }

        switch (await Requests.AskAsync(request, token))
        {
            case AskOutcome.Asked:
                return Done("/Message", "申請を受け付けました。承認者が確認します。結果はメールでお知らせします。", "Your request was taken. An approver will look at it; you will be told by mail.", new { id });
            case AskOutcome.ReasonMissing:
                Fail("reason", "理由を入力してください。", "Say why you need it.");
                break;
            case AskOutcome.AskedBefore:
                Fail(null, "同じ内容の申請が、すでに承認待ちです。", "The same request waits already.");
                break;
            case AskOutcome.PartsMissing:
                Fail("parts", "受け取るファイルを 1 つ以上選んでください。", "Choose at least one file.");
                break;
            case AskOutcome.WayNotOffered:
                Fail("way", "この受け取り方は選べません。", "This way is not offered.");
                break;
            case AskOutcome.Forbidden:
                Fail(null, "原本の再検査で問題が見つかったか、検査を終えられなかったため、払い出せません。情報システム担当へお問い合わせください。", "The check of the original found something or did not come to its end; it cannot be released. Please ask your administrators.");
                break;
            case AskOutcome.NobodyDecides:
                Fail(null, "この所属の申請を承認できる人が登録されていません。情報システム担当へお問い合わせください。", "Nobody is registered who could decide about requests of your department. Please ask your administrators.");
                break;
            default:
                return NotFound();
        }

        return Again();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id, string request, CancellationToken token) =>
        await LoadAsync(id, token) && MessageId.TryParse(request, out var asked) && await Requests.WithdrawAsync(asked, PersonId, token)
            ? Done("/Message", "申請を取り下げました。", "The request was taken back.", new { id })
            : NotFound();

    /// <summary>The original, once. On a listener of another zone this address does not exist, whoever asks and whatever was approved.</summary>
    public async Task<IActionResult> OnPostFetchAsync(string id, string request, CancellationToken token)
    {
        if (!IsInternet || !await LoadAsync(id, token) || !MessageId.TryParse(request, out var asked) || !Asked.Any(each => each.Id == asked))
        {
            return NotFound();
        }

        return await Requests.FetchAsync(asked, PersonId, token) is { } original
            ? File(original, "application/octet-stream", $"mugai-{Item.Message.Id}-original.eml")
            : NotFound();
    }

    public bool CanFetch(ReleaseRequest request) => request is { State: RequestState.Approved, Asked.Way: ReleaseWay.Download } && request.Until > clock.GetUtcNow();

    /// <summary>The last request for a file that waits to be confirmed, or null.</summary>
    public ReleaseRequest? AskedFor(PartView part) =>
        part.WaitsForConfirmation ? Asked.Where(request => request.Asked.Way == ReleaseWay.ConfirmedParts && request.Asked.Parts.Contains(part.Path)).MaxBy(request => request.MadeAt) : null;

    /// <summary>It was kept back first, and came as it is later.</summary>
    public bool CameLater(PartView part) => AskedFor(part)?.State == RequestState.Released;

    /// <summary>It waits, and nobody asked for it yet or the request came to nothing.</summary>
    public bool MayAskFor(PartView part) => part.WaitsForConfirmation && Ways.Contains(ReleaseWay.ConfirmedParts) && (AskedFor(part) is not { } asked || StateOf(asked) is not (RequestState.Asked or RequestState.Seconded or RequestState.Approved));

    public bool CanWithdraw(ReleaseRequest request) => request.State < RequestState.Refused && request.Until > clock.GetUtcNow();

    public RequestState StateOf(ReleaseRequest request) => request.State < RequestState.Refused && request.Until <= clock.GetUtcNow() ? RequestState.Lapsed : request.State;

    private NewRequest NewRequest(ReleaseWay way) => new()
    {
        Message = Item.Message.Id, Person = PersonId, Tenant = Tenant, Department = User.FindFirst(PersonClaims.Department)?.Value ?? "", Addresses = Addresses, Way = way,
    };

    private async Task<bool> LoadAsync(string? id, CancellationToken token)
    {
        if (await FindMineAsync(id, token) is not { } item)
        {
            return false;
        }

        Item = item;
        Mine = MineOf(item.Message).First();
        Waits = MineOf(item.Message).Any(recipient => item.Waiting.Contains(recipient.Index));
        Report = await ReportOfAsync(item.Message, Mine.Group, token);
        var ways = await Requests.FindWaysAsync(item.Message.Id, Own, token);
        // What needs no decision is a button of its own, not a request. Single files come first: that is less than a whole original.
        (Ways, MayHaveCopy) = ([.. ways.Where(way => way != ReleaseWay.CleanCopy).OrderByDescending(way => way == ReleaseWay.ConfirmedParts)], MayHaveClean && ways.Contains(ReleaseWay.CleanCopy));
        Asked = await Requests.ListAsync(new RequestQuery(PersonId, item.Message.Id), token);
        return true;
    }
}
