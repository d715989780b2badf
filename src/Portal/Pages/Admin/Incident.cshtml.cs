using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Portal.Mail;
using Mugai.Portal.Oversight;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Admin;

/// <summary>One recipient of a mail that was looked for in an incident.</summary>
public sealed record ReachedRecipient(QuarantineItem Item, SpooledRecipient Recipient, string Address);

/// <summary>
/// An incident: hold everything of the tenant (the gateway's administrator: of all), and who received a file, a sender or a link in the last days, as a list for the recall. Every search and
/// every list is on record.
/// </summary>
[Authorize(PortalPolicies.Administrator)]
public sealed class IncidentModel(IIncidents incidents, IAuditLog audit, TimeProvider clock) : IncidentPage(audit, clock)
{
    /// <summary>What the page shows; the file holds them all.</summary>
    private const int MaxShown = 200;

    public IReadOnlyList<ReachedRecipient>? Reached { get; private set; }

    public bool HasMore { get; private set; }

    public string? Why { get; private set; }

    public bool IsHeld => Quarantine.HeldTenants.Contains(Tenant);

    /// <summary>Held for all tenants: ended by an administrator of the gateway alone.</summary>
    public bool IsAllHeld => Quarantine.HeldTenants.Contains("");

    public async Task<IActionResult> OnGetAsync(CancellationToken token)
    {
        if (Request.Query.Count == 0)
        {
            return Page();
        }

        if (!IsAsked())
        {
            return Again();
        }

        await NoteAsync("incident.search", token);
        var reached = new List<ReachedRecipient>();
        await foreach (var each in FindAsync(token))
        {
            if (reached.Count == MaxShown)
            {
                HasMore = true;
                break;
            }

            reached.Add(each);
        }

        Reached = reached;
        return Page();
    }

    /// <summary>The whole list, a line for each recipient. On record before the first line leaves.</summary>
    public async Task<IActionResult> OnPostListAsync(CancellationToken token)
    {
        if (!IsAsked())
        {
            return Again();
        }

        await NoteAsync("incident.list", token);
        await Csv.BeginAsync(Response, "mugai-recall.csv", Text.Say("受付番号,受信日時,差出人,件名,宛先,状態", "reference,received,from,subject,recipient,state"), token);
        await foreach (var each in FindAsync(token))
        {
            var message = each.Item.Message;
            await Response.WriteAsync(
                Csv.Line(
                    message.Id.ToString(), message.Envelope.ReceivedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture), AuthorOf(each.Item), each.Item.Subject.ForDisplay(),
                    each.Address, MailWords.Of(each.Recipient.State, Text)),
                token);
        }

        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostHoldAsync(string? act, string? why, bool all, CancellationToken token)
    {
        Why = why;
        var reason = Typed(why);
        if (act is not ("hold" or "release") || (all && !IsGatewayAdministrator))
        {
            return NotFound();
        }

        if (reason.IsEmpty)
        {
            Fail(all ? "whyAll" : "why", "理由を入力してください（監査ログに残ります）。", "Say why; it goes into the audit log.");
            return Again();
        }

        var count = await incidents.HoldEverythingAsync(all ? "" : Tenant, act == "hold", Actor, reason, token);
        return act == "hold"
            ? Done("/Admin/Incident", "全件保留を開始しました。新着を含め、内側へは何も届きません。", "Everything is held from here on: nothing goes inward, new mail neither.")
            : Done("/Admin/Incident", $"全件保留を解除しました。{count} 件の宛先への配送を再開します。", $"Not held any more; {count} recipient(s) go on.");
    }

    private async IAsyncEnumerable<ReachedRecipient> FindAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var item in FindMailsAsync(null, token))
        {
            foreach (var recipient in OurRecipients(item.Message))
            {
                yield return new ReachedRecipient(item, recipient, new UntrustedText(item.Message.Envelope.Recipients[recipient.Index].Address).ForDisplay());
            }
        }
    }
}
