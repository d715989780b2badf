using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages;

/// <summary>The mail of who is signed in, newest first, and where else one may go.</summary>
public sealed class IndexModel : MailPage
{
    private const int PageSize = 20;

    public QuarantinePage Mails { get; private set; } = new([], null);

    [BindProperty(SupportsGet = true)]
    public bool Kept { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    public bool IsFirstPage { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken token)
    {
        IsFirstPage = before is null;
        if (Addresses.Count > 0)
        {
            Mails = await Quarantine.SearchAsync(
                new QuarantineQuery { Tenant = Tenant, Recipients = Addresses, KeptBack = Kept, Subject = string.IsNullOrWhiteSpace(Subject) ? null : Subject, Before = before ?? long.MaxValue, Max = PageSize }, token);
            Mails = Mails with { Items = [.. Mails.Items.Where(item => MineOf(item.Message).Any())] };
        }
    }

    /// <summary>Where the mail stands for this person.</summary>
    public RecipientState StateOf(QuarantineItem item) => MineOf(item.Message).First().State;

    public bool Waits(QuarantineItem item) => MineOf(item.Message).Any(recipient => item.Waiting.Contains(recipient.Index));
}
