using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Portal.Oversight;

namespace Mugai.Portal.Pages.Audit;

/// <summary>A month in figures, for the CISO (最高情報セキュリティ責任者): as a page that prints well and as a file.</summary>
[Authorize(PortalPolicies.Overseer)]
public sealed class MonthlyModel(IOversight oversight, IAuditLog audit, TimeProvider clock) : PortalPage
{
    private const int MonthsBack = 36;

    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    public DateOnly First { get; private set; }

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    public IReadOnlyList<DateOnly> Months { get; private set; } = [];

    public IReadOnlyList<SummarySection> Sections { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken token) => await LoadAsync(token);

    public async Task<IActionResult> OnPostCsvAsync(CancellationToken token)
    {
        await LoadAsync(token);
        var month = First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        await audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, Actor, JsonSerializer.SerializeToUtf8Bytes(new { act = "audit.summary", month })), token);
        return File(Encoding.UTF8.GetBytes(MonthlySummary.ToCsv(Sections, month, Text)), "text/csv; charset=utf-8", $"mugai-{month}.csv");
    }

    private async Task LoadAsync(CancellationToken token)
    {
        var now = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var current = new DateOnly(now.Year, now.Month, 1);
        Months = [.. Enumerable.Range(0, MonthsBack).Select(back => current.AddMonths(-back))];
        First = DateOnly.TryParseExact($"{Month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && Months.Contains(asked) ? asked : current;
        Sections = MonthlySummary.Of(await oversight.CountAsync(Tenant, First, Last, token), Text);
    }
}
