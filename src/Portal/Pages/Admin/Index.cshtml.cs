using Microsoft.AspNetCore.Authorization;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Admin;

/// <summary>How the gateway stands, in figures.</summary>
[Authorize(PortalPolicies.Overseer)]
public sealed class IndexModel(TimeProvider clock) : MailPage
{
    public QuarantineFigures Figures { get; private set; } = null!;

    public IReadOnlyList<RequestCount> Counts { get; private set; } = [];

    public SpoolSpace Space => Spool.Space;

    public DateTimeOffset Now => clock.GetUtcNow();

    public IReadOnlyCollection<string> HeldTenants => Quarantine.HeldTenants;

    public async Task OnGetAsync(CancellationToken token)
    {
        Figures = await Quarantine.CountAsync(clock.GetUtcNow(), token);
        Counts = await Requests.CountAsync(token);
    }
}
