using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Admin;

/// <summary>
/// What an incident's search found, held or erased together, after a page that counts it. Nothing is done when the number is another one than that page showed; an erasure wants it typed.
/// </summary>
[Authorize(PortalPolicies.Administrator)]
public sealed class FoundModel(IIncidents incidents, IAuditLog audit, TimeProvider clock) : IncidentPage(audit, clock)
{
    public const string Hold = "hold";
    public const string Erase = "erase";

    /// <summary>Origin: a campaign against one town is far smaller; more at once would keep new mail from being stored.</summary>
    private const int MaxActed = 5_000;

    private readonly List<MessageId> _mails = [];

    [BindProperty(SupportsGet = true)]
    public string? Act { get; set; }

    public bool IsErasure => Act == Erase;

    /// <summary>Mails that the act is about.</summary>
    public int Mails => _mails.Count;

    /// <summary>Their recipients who wait for it and can still be spared.</summary>
    public int Waiting { get; private set; }

    /// <summary>Their recipients who have it already: the recall list names them.</summary>
    public int Delivered { get; private set; }

    /// <summary>Kept beyond retention by somebody: not erased together with others.</summary>
    public int Pinned { get; private set; }

    /// <summary>Of another tenant too: not erased here.</summary>
    public int Shared { get; private set; }

    /// <summary>There are more; the oldest are for another time.</summary>
    public bool HasMore { get; private set; }

    /// <summary>What came later is not among them.</summary>
    public long Until { get; private set; }

    public string? Why { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken token)
    {
        if (Act is not (Hold or Erase) || !IsAsked())
        {
            return NotFound();
        }

        Until = Clock.GetUtcNow().UtcTicks;
        await NoteAsync("incident.search", token);
        await CountAsync(token);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long until, int mails, string? typed, string? why, CancellationToken token)
    {
        if (Act is not (Hold or Erase) || !IsAsked() || until < DateTimeOffset.UnixEpoch.Ticks || until > Clock.GetUtcNow().UtcTicks)
        {
            return NotFound();
        }

        (Until, Why) = (until, why);
        await CountAsync(token);
        var reason = Typed(why);
        if (mails != Mails)
        {
            Fail(null, "確認中に対象の件数が変わりました。下の件数をもう一度確認してください。", "The number changed meanwhile. Please look at the figures again.");
        }

        if (reason.IsEmpty)
        {
            Fail("why", "理由を入力してください（監査ログに残ります）。", "Say why; it goes into the audit log.");
        }

        if (IsErasure && SearchTerm.Fold((typed ?? "").Trim()) != Mails.ToString(CultureInfo.InvariantCulture))
        {
            Fail("typed", $"消去するメールの数（{Mails}）を入力してください。", $"Type the number of mails to be erased ({Mails}).");
        }

        if (Errors.Count > 0 || Mails == 0)
        {
            return Again();
        }

        await NoteAsync(IsErasure ? "incident.erase" : "incident.hold", token, new JsonObject { ["mails"] = Mails });
        // What was begun is brought to its end: half a recall helps nobody.
        var count = IsErasure
            ? await incidents.EraseAsync(_mails, Actor, reason, CancellationToken.None) : await incidents.HoldAsync(_mails, Tenant, Actor, reason, CancellationToken.None);
        return IsErasure
            ? Done("/Admin/Incident", $"{count} 通を消去しました。元に戻すことはできません。", $"{count} mail(s) erased, for good.")
            : Done("/Admin/Incident", $"{count} 件の宛先への配送を保留しました。", $"{count} recipient(s) held.");
    }

    private async Task CountAsync(CancellationToken token)
    {
        await foreach (var item in FindMailsAsync(new DateTimeOffset(Until, TimeSpan.Zero), token))
        {
            if (IsErasure && !IsOursAlone(item.Message))
            {
                Shared++;
                continue;
            }

            if (IsErasure && item.Pinned)
            {
                Pinned++;
                continue;
            }

            if (_mails.Count == MaxActed)
            {
                HasMore = true;
                break;
            }

            _mails.Add(item.Message.Id);
            foreach (var recipient in OurRecipients(item.Message))
            {
                Waiting += recipient.State is RecipientState.Queued or RecipientState.Deferred ? 1 : 0;
                Delivered += recipient.State is RecipientState.Delivered ? 1 : 0;
            }
        }
    }
}
