using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.Mail;
using Mugai.Quarantine;

namespace Mugai.Portal.Pages.Mail;

/// <summary>
/// An original as pixels (画面転送), on every listener: for the mail's recipients, and for an approver of a request for it (<c>request</c>). Drawing a page is a form, on record and counted; the
/// picture itself is fetched by its ticket, which is worth nothing to anybody else. Everybody else gets the answer for a number that does not exist.
/// </summary>
public sealed class PreviewModel : MailPage
{
    private const int MaxPasswordChars = 128;

    public QuarantineItem Item { get; private set; } = null!;

    /// <summary>Null: the text of the mail itself.</summary>
    public PartView? Part { get; private set; }

    public string Path { get; private set; } = "/";

    /// <summary>The request that an approver looks at it for, or null.</summary>
    public string? AskedIn { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int? Pages { get; private set; }

    /// <summary>The ticket of the picture to be shown.</summary>
    public string? Shown { get; private set; }

    public TextPreview? Body { get; private set; }

    /// <summary>Its text is shown instead of its pages.</summary>
    public bool IsText => Part is null || !Part.HasPages || Part.AsksForPassword;

    public bool AsksForPassword => Part is { AsksForPassword: true };

    /// <summary>Files of the mail that can be seen, to go from one to the next.</summary>
    public IReadOnlyList<PartView> Files { get; private set; } = [];

    public string Back => AskedIn is null ? $"/m/{Item.Message.Id}" : $"/requests/{AskedIn}";

    private int _recipient;

    public async Task<IActionResult> OnGetAsync(string id, string? part, int? number, string? request, string? shown, int? of, CancellationToken token)
    {
        if (!await LoadAsync(id, part, number, request, token))
        {
            return NotFound();
        }

        Pages = of is > 0 ? of : null;
        if (shown is not null && Previews.Open(shown, Actor) is { } there)
        {
            await there.Picture.DisposeAsync();
            Shown = shown;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? part, int? number, string? request, string? password, CancellationToken token)
    {
        if (!await LoadAsync(id, part, number, request, token))
        {
            return NotFound();
        }

        var asked = new PreviewRequest(Item.Message.Id, _recipient, Path, Actor);
        if (IsText)
        {
            return await ReadAsync(asked, password, token);
        }

        var drawn = await Previews.DrawAsync(asked, PageNumber, token);
        Pages = drawn.Pages;
        switch (drawn.Outcome)
        {
            case PreviewOutcome.Shown:
                return RedirectToPage(new { id, part = Path, number = PageNumber, request = AskedIn, shown = drawn.Ticket, of = drawn.Pages });
            case PreviewOutcome.Unknown:
                return NotFound();
            default:
                Fail(null, PreviewWords.Of(drawn, Part!.Format, Previews.DrawsPdf, Text));
                return Again();
        }
    }

    /// <summary>The text, in this answer and nowhere else. A password lives for this call alone.</summary>
    private async Task<IActionResult> ReadAsync(PreviewRequest asked, string? password, CancellationToken token)
    {
        if (AsksForPassword && string.IsNullOrEmpty(password))
        {
            // Who comes from the mail's page is asked; who sent the form empty is told (an empty field is bound to null, like one that is not there).
            if (Request.Form.ContainsKey("password"))
            {
                Fail("password", "パスワードを入力してください。", "Type the password.");
            }

            return Again();
        }

        Body = await Previews.ReadTextAsync(asked, AsksForPassword && password is { Length: <= MaxPasswordChars } ? [password] : [], token);
        if (Body.Outcome == PreviewOutcome.Refused && Body.Reason == Reason.Encrypted && AsksForPassword)
        {
            Fail("password", "このパスワードでは開けませんでした。全角・半角、大文字・小文字を確かめてください。", "It did not open with this password. Check upper and lower case.");
        }
        else if (Body.Outcome != PreviewOutcome.Shown)
        {
            Fail(null, PreviewWords.Of(Body, Part?.Format ?? "eml", Text));
        }

        return Body.Outcome == PreviewOutcome.Unknown ? NotFound() : Again();
    }

    /// <summary>The picture: our own bytes, shown in its page and nowhere else.</summary>
    public IActionResult OnGetPicture(string ticket) => Previews.Open(ticket ?? "", Actor) is { } picture ? File(picture.Picture, picture.MediaType) : NotFound();

    private async Task<bool> LoadAsync(string? id, string? part, int? number, string? request, CancellationToken token)
    {
        if (await (request is null ? FindOwnAsync(id, token) : FindAskedAsync(id, request, token)) is not { } item)
        {
            return false;
        }

        Item = item;
        AskedIn = request;
        PageNumber = Math.Clamp(number ?? 1, 1, 1_000_000);
        var report = await ReportOfAsync(item.Message, item.Message.Recipients[_recipient].Group, token);
        Files = [.. (report?.Parts ?? []).Where(each => each.IsSeen)];
        Path = part ?? "/";
        Part = report?.Parts.FirstOrDefault(each => each.IsFile && each.Path == Path);
        return Path == "/" || Part is not null;
    }

    /// <summary>What an administrator holds, gave up or stopped for everybody is not to be seen either.</summary>
    private async Task<QuarantineItem?> FindOwnAsync(string? id, CancellationToken token)
    {
        if (await FindMineAsync(id, token) is not { } item || !MayHave(MineOf(item.Message).First()))
        {
            return null;
        }

        _recipient = MineOf(item.Message).First().Index;
        return item;
    }

    private async Task<QuarantineItem?> FindAskedAsync(string? id, string request, CancellationToken token)
    {
        if (!Mugai.Spooling.MessageId.TryParse(request, out var number) || await Requests.FindToDecideAsync(number, PersonId, token) is not { Request: var asked }
            || asked.Asked.Message.ToString() != id || Quarantine.HoldsEverythingOf(Tenant))
        {
            return null;
        }

        _recipient = asked.Recipient;
        return await Quarantine.FindItemAsync(asked.Asked.Message, token);
    }
}
