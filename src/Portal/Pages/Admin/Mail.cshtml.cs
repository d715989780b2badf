using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Admin;

/// <summary>Finds mail of everybody. Subjects are shown, so a search leaves an entry in the audit log.</summary>
[Authorize(PortalPolicies.Administrator)]
public sealed class MailModel(IAuditLog audit) : MailPage
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true)]
    public string? Recipient { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sender { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Finding { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Hash { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    public QuarantinePage? Mails { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? before, CancellationToken token)
    {
        if (Request.Query.Count == 0)
        {
            return Page();
        }

        if (MessageId.TryParse(Subject?.Trim() ?? "", out var id))
        {
            return RedirectToPage("/Admin/Message", new { id = id.ToString() });
        }

        var query = new QuarantineQuery
        {
            Recipients = Given(Recipient) is { } recipient ? [recipient] : [], Sender = Given(Sender), Subject = Given(Subject), Finding = Given(Finding), Hash = Given(Hash)?.ToLowerInvariant(),
            States = Enum.TryParse<RecipientState>(State, ignoreCase: true, out var state) ? [state] : [], WaitsForPassword = State == "waiting", Pinned = State == "pinned",
            Tenant = Tenant, From = Days is > 0 and <= 36500 ? DateTimeOffset.UtcNow.AddDays(-Days.Value) : null, Before = before ?? long.MaxValue, Max = PageSize,
        };
        await audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, Actor, "{\"act\":\"quarantine.list\"}"u8.ToArray()), token);
        Mails = await Quarantine.SearchAsync(query, token);
        return Page();
    }

    /// <summary>To whom of the own tenant; the first five.</summary>
    public string To(SpooledMessage message)
    {
        var ours = OurRecipients(message).ToList();
        return string.Join(", ", ours.Take(5).Select(recipient => new UntrustedText(message.Envelope.Recipients[recipient.Index].Address).ForDisplay())) + (ours.Count > 5 ? " …" : "");
    }

    /// <summary>Where the mail stands for them.</summary>
    public IEnumerable<RecipientState> StatesOf(SpooledMessage message) => OurRecipients(message).Select(recipient => recipient.State).Distinct();
}
