using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Portal.Mail;
using Mugai.Portal.Oversight;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Audit;

/// <summary>The audit log for those who oversee: searched, verified and taken out. Taking it out and opening what is personal in it leave entries of their own.</summary>
[Authorize(PortalPolicies.Overseer)]
public sealed class IndexModel(IAuditLog audit) : MailPage
{
    private const int PageSize = 50;
    private const int ExportPage = 1000;

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Mail { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTime? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTime? Until { get; set; }

    public IReadOnlyList<(AuditEntry Entry, string Who, IReadOnlyList<((string Ja, string En) Name, string Value)> Details)> Entries { get; private set; } = [];

    public long? Next { get; private set; }

    public AuditVerification? Verification { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken token) => await LoadAsync(before, token);

    /// <summary>Reads the whole chain; a form, because it costs something.</summary>
    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken token)
    {
        Verification = await audit.VerifyAsync(token);
        await LoadAsync(null, token);
        return Page();
    }

    /// <summary>What the search finds, as a file. On record before the first line leaves.</summary>
    public async Task<IActionResult> OnPostExportAsync(string? format, CancellationToken token)
    {
        var csv = format == "csv";
        var note = JsonSerializer.SerializeToUtf8Bytes(new { act = "audit.export", kind = Kind, mail = Mail, from = From, until = Until, format = csv ? "csv" : "json" });
        await audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, Actor, note), token);
        if (csv)
        {
            await Csv.BeginAsync(Response, "mugai-audit.csv", "sequence,time,kind,message,actor,payload,hash", token);
        }
        else
        {
            Response.ContentType = "application/x-ndjson; charset=utf-8";
            Response.Headers.ContentDisposition = "attachment; filename=mugai-audit.jsonl";
        }

        for (long? place = long.MaxValue; place is { } before;)
        {
            var entries = await audit.SearchAsync(Query() with { Before = before, Max = ExportPage }, token);
            foreach (var entry in entries)
            {
                var payload = await MayOpenAsync(entry, token) && await audit.OpenPayloadAsync(entry, token) is { } plain ? Encoding.UTF8.GetString(plain) : "";
                await Response.WriteAsync(csv ? CsvOf(entry, payload) : JsonOf(entry, payload), token);
            }

            place = entries.Count < ExportPage ? null : entries[^1].Sequence;
        }

        return new EmptyResult();
    }

    private async Task LoadAsync(long? before, CancellationToken token)
    {
        var found = await audit.SearchAsync(Query() with { Before = before ?? long.MaxValue, Max = PageSize }, token);
        var rows = new List<(AuditEntry, string, IReadOnlyList<((string, string), string)>)>();
        foreach (var entry in found)
        {
            // What is sealed is personal: on the page it stays closed; the export, which is on record, opens it.
            rows.Add((entry, await NameOfAsync(entry.Actor, token), entry.Sealed ? [] : EntryDetails.Of(entry.Payload.Span, Text)));
        }

        (Entries, Next) = (rows, found.Count < PageSize ? null : found[^1].Sequence);
    }

    /// <summary>What is personal in another tenant's mail stays closed.</summary>
    private async ValueTask<bool> MayOpenAsync(AuditEntry entry, CancellationToken token) =>
        !entry.Sealed || (entry.Message is { } message && await Spool.FindAsync(message, token) is { } found && IsOursAlone(found));

    private AuditQuery Query() => new()
    {
        Kinds = Enum.TryParse<AuditKind>(Kind, out var kind) && Enum.IsDefined(kind) ? [kind] : [], Actor = string.IsNullOrWhiteSpace(Who) ? null : Who.Trim(),
        Message = MessageId.TryParse(Mail?.Trim() ?? "", out var message) ? message : null,
        From = Begin(From), Until = Begin(Until)?.AddDays(1),
    };

    /// <summary>When a day begins here; a day of no calendar that people use asks for nothing.</summary>
    private static DateTimeOffset? Begin(DateTime? day) => day is { Year: > 1900 and < 9000 } from ? new DateTimeOffset(from, TimeZoneInfo.Local.GetUtcOffset(from)) : null;

    private static string JsonOf(AuditEntry entry, string payload) => JsonSerializer.Serialize(new
    {
        sequence = entry.Sequence, time = entry.Time.UtcDateTime, kind = entry.Kind.ToString(), message = entry.Message?.ToString(), actor = entry.Actor, payload, hash = Convert.ToHexStringLower(entry.Hash.Span),
    }) + "\n";

    private static string CsvOf(AuditEntry entry, string payload) => Csv.Line(
        entry.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture), entry.Time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture), entry.Kind.ToString(),
        entry.Message?.ToString() ?? "", entry.Actor, payload, Convert.ToHexStringLower(entry.Hash.Span));
}
