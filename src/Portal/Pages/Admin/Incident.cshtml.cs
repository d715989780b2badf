using System.Globalization;
using System.Text;
using System.Text.Json;
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
/// An incident: hold everything of the tenant, and who received a file, a sender or a link in the last days, as a list for the recall. Every search and every list is on record.
/// </summary>
[Authorize(PortalPolicies.Administrator)]
public sealed class IncidentModel(IIncidents incidents, IAuditLog audit, TimeProvider clock) : MailPage
{
    /// <summary>What the page shows; the file holds them all.</summary>
    private const int MaxShown = 200;

    private const int PageSize = 500;
    private const int MaxDays = 3650;

    [BindProperty(SupportsGet = true)]
    public string? Hash { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sender { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    public IReadOnlyList<ReachedRecipient>? Reached { get; private set; }

    public bool HasMore { get; private set; }

    public string? Why { get; private set; }

    public bool IsHeld => Quarantine.HeldTenants.Contains(Tenant);

    /// <summary>Held for all tenants: ended by the command alone.</summary>
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
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=mugai-recall.csv";
        await Response.WriteAsync("\uFEFF" + Text.Say("受付番号,受信日時,差出人,件名,宛先,状態", "reference,received,from,subject,recipient,state") + "\r\n", token);
        await foreach (var each in FindAsync(token))
        {
            var message = each.Item.Message;
            await Response.WriteAsync(string.Join(',', new[]
            {
                message.Id.ToString(), message.Envelope.ReceivedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture), From(each.Item), each.Item.Subject.ForDisplay(), each.Address,
                MailWords.Of(each.Recipient.State, Text),
            }.Select(Csv.Cell)) + "\r\n", token);
        }

        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostHoldAsync(string? act, string? why, CancellationToken token)
    {
        Why = why;
        var reason = Typed(why);
        if (act is not ("hold" or "release"))
        {
            return NotFound();
        }

        if (reason.IsEmpty)
        {
            Fail("why", "理由を入力してください（監査ログに残ります）。", "Say why; it goes into the audit log.");
            return Again();
        }

        var count = await incidents.HoldEverythingAsync(Tenant, act == "hold", Actor, reason, token);
        return act == "hold"
            ? Done("/Admin/Incident", "全件保留を開始しました。新着を含め、内側へは何も届きません。", "Everything is held from here on: nothing goes inward, new mail neither.")
            : Done("/Admin/Incident", $"全件保留を解除しました。{count} 件の宛先への配送を再開します。", $"Not held any more; {count} recipient(s) go on.");
    }

    public static string From(QuarantineItem item) => (item.Author.IsEmpty ? new UntrustedText(item.Message.Envelope.MailFrom) : item.Author).ForDisplay();

    private bool IsAsked()
    {
        if (new[] { Hash, Sender, Link }.All(string.IsNullOrWhiteSpace))
        {
            Fail("hash", "SHA-256、差出人、リンク先のいずれかを入力してください。", "Give a SHA-256, a sender or where a link leads.");
        }
        else if (!string.IsNullOrWhiteSpace(Hash) && !(Hash.Trim() is { Length: 64 } hash && hash.All(char.IsAsciiHexDigit)))
        {
            Fail("hash", "SHA-256 は 64 桁の 16 進数です。", "A SHA-256 has 64 hexadecimal digits.");
        }

        return Errors.Count == 0;
    }

    private async IAsyncEnumerable<ReachedRecipient> FindAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        var query = new QuarantineQuery
        {
            Hash = Given(Hash)?.ToLowerInvariant(), Sender = Given(Sender), Link = Given(Link) is { } link ? HostOf(link) : null, Tenant = Tenant,
            From = clock.GetUtcNow().AddDays(-Math.Clamp(Days ?? 30, 1, MaxDays)), Max = PageSize,
        };
        for (long? before = long.MaxValue; before is { } place;)
        {
            var page = await Quarantine.SearchAsync(query with { Before = place }, token);
            foreach (var item in page.Items)
            {
                foreach (var recipient in OurRecipients(item.Message))
                {
                    yield return new ReachedRecipient(item, recipient, new UntrustedText(item.Message.Envelope.Recipients[recipient.Index].Address).ForDisplay());
                }
            }

            before = page.Next;
        }
    }

    /// <summary>Of a URL, also a defanged one, the host: where it leads is looked for, whatever stands behind it.</summary>
    private static string HostOf(string link)
    {
        var text = link.Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase).Replace("[.]", ".", StringComparison.Ordinal).Replace("[:]", ":", StringComparison.Ordinal);
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url) ? url.IdnHost.ToLowerInvariant() : text.ToLowerInvariant();
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async ValueTask NoteAsync(string act, CancellationToken token) =>
        await audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, Actor, JsonSerializer.SerializeToUtf8Bytes(new { act, days = Days ?? 30 })), token);
}
