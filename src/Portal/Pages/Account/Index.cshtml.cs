using Microsoft.AspNetCore.Mvc;
using Mugai.People;

namespace Mugai.Portal.Pages.Account;

/// <summary>What is known of the person who is signed in.</summary>
public sealed class IndexModel(IPeople people) : PortalPage
{
    public Person Me { get; private set; } = null!;

    public (bool Enrolled, int RecoveryCodes) Factor { get; private set; }

    public bool OwnsPassword { get; private set; }

    /// <summary>False: a provider signs the person in.</summary>
    public bool ChecksPassword { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken token)
    {
        Me = (await people.FindAsync(PersonId, token))!;
        OwnsPassword = Accounts.OwnsPassword(PersonId);
        ChecksPassword = Accounts.ChecksPassword(PersonId);
        Factor = Accounts.SecondFactorOf(PersonId);
        return Page();
    }
}
