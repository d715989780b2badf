using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Portal.Mail;
using Mugai.Portal.Oversight;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Admin;

/// <summary>How the gateway stands, in figures.</summary>
[Authorize(PortalPolicies.Overseer)]
public sealed class IndexModel(IOversight oversight, IAuditLog audit, IRetention retention, TimeProvider clock) : MailPage
{
    private const int HoursShown = 24;
    private const int DaysShown = 7;

    public QuarantineFigures Figures { get; private set; } = null!;

    public IReadOnlyList<RequestCount> Counts { get; private set; } = [];

    public IReadOnlyList<HourCount> Hours { get; private set; } = [];

    /// <summary>Of the last seven days.</summary>
    public IReadOnlyList<Tally> Tallies { get; private set; } = [];

    /// <summary>When the next hop last took a mail, and last put one off.</summary>
    public DateTimeOffset? LastDelivered { get; private set; }

    public DateTimeOffset? LastDeferred { get; private set; }

    public MachineState Machine { get; private set; } = null!;

    public SpoolSpace Space => Spool.Space;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The own tenant, and all; of others who is no administrator of the gateway learns nothing.</summary>
    public IReadOnlyCollection<string> HeldTenants => [.. Quarantine.HeldTenants.Where(tenant => tenant.Length == 0 || tenant == Tenant || IsGatewayAdministrator)];

    public RetentionPause? Pause => retention.Pause;

    public long WorkersLost => Tallies.Where(tally => tally.Section == TallySections.Worker).Sum(tally => tally.Count);

    /// <summary>Put off within the hour and nothing taken since.</summary>
    public bool IsNextHopAway => LastDeferred is { } deferred && deferred > Now.AddHours(-1) && !(LastDelivered > deferred);

    public Task OnGetAsync(CancellationToken token) => LoadAsync(token);

    public async Task<IActionResult> OnPostClockAsync(string? why, CancellationToken token)
    {
        if (!IsGatewayAdministrator)
        {
            return NotFound();
        }

        var reason = Typed(why);
        if (reason.IsEmpty)
        {
            Fail("why", "時計を確認した方法を入力してください（監査ログに残ります）。", "Say how you checked the clock; it goes into the audit log.");
            await LoadAsync(token);
            return Again();
        }

        await retention.ConfirmClockAsync(Actor, reason, token);
        return Done("/Admin/Index", "時計の確認を記録しました。保存期間による消去を再開します。", "On record. What is past its retention is erased again.");
    }

    private async Task LoadAsync(CancellationToken token)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        Figures = await Quarantine.CountAsync(Now, token);
        Counts = await Requests.CountAsync(token);
        Hours = await oversight.CountByHourAsync(Now, HoursShown, token);
        Tallies = await oversight.ListTalliesAsync(Tenant, today.AddDays(1 - DaysShown), today, token);
        Machine = oversight.Machine;
        (LastDelivered, LastDeferred) = (await LastAsync(AuditKind.Delivered, token), await LastAsync(AuditKind.Deferred, token));
    }

    private async ValueTask<DateTimeOffset?> LastAsync(AuditKind kind, CancellationToken token) =>
        (await audit.SearchAsync(new AuditQuery { Kinds = [kind], From = Now.AddDays(-1), Max = 1 }, token)) is [var entry, ..] ? entry.Time : null;
}
