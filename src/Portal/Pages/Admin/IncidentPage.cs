using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Admin;

/// <summary>What is looked for in an incident, and what is found: mails of the own tenant. Every search is on record.</summary>
public abstract class IncidentPage(IAuditLog audit, TimeProvider clock) : MailPage
{
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

    /// <summary>For the address of another page about the same.</summary>
    public Dictionary<string, string?> Wanted => new() { ["hash"] = Hash, ["sender"] = Sender, ["link"] = Link, ["days"] = $"{DaysBack}" };

    public int DaysBack => Math.Clamp(Days ?? 30, 1, MaxDays);

    protected IAuditLog Audit { get; } = audit;

    protected TimeProvider Clock { get; } = clock;

    /// <summary>False when the form says nothing that could be looked for; what is wrong stands in the errors.</summary>
    protected bool IsAsked()
    {
        if (new[] { Hash, Sender, Link }.All(string.IsNullOrWhiteSpace))
        {
            Fail("hash", "SHA-256、差出人、リンク先のいずれかを入力してください。", "Give a SHA-256, a sender or where a link leads.");
        }
        else if (!string.IsNullOrWhiteSpace(Hash) && !(Hash.Trim() is { Length: 64 } hash && hash.All(char.IsAsciiHexDigit)))
        {
            Fail("hash", "SHA-256 は 64 桁の 16 進数（0～9 と a～f）です。", "A SHA-256 has 64 hexadecimal digits.");
        }

        return Errors.Count == 0;
    }

    /// <summary>Mails that fit, newest first; what comes after <paramref name="until"/> is not among them.</summary>
    protected async IAsyncEnumerable<QuarantineItem> FindMailsAsync(DateTimeOffset? until, [EnumeratorCancellation] CancellationToken token)
    {
        var query = new QuarantineQuery
        {
            Hash = Given(Hash)?.ToLowerInvariant(), Sender = Given(Sender), Link = Given(Link) is { } link ? HostOf(link) : null, Tenant = Tenant,
            From = Clock.GetUtcNow().AddDays(-DaysBack), Until = until, Max = PageSize,
        };
        for (long? before = long.MaxValue; before is { } place;)
        {
            var page = await Quarantine.SearchAsync(query with { Before = place }, token);
            foreach (var item in page.Items.Where(item => OurRecipients(item.Message).Any()))
            {
                yield return item;
            }

            before = page.Next;
        }
    }

    /// <summary>What was looked for names people: it does not stand in the log, which nobody can erase.</summary>
    protected ValueTask NoteAsync(string act, CancellationToken token, JsonObject? more = null)
    {
        var note = more ?? [];
        (note["act"], note["days"]) = (act, DaysBack);
        return Audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, Actor, System.Text.Encoding.UTF8.GetBytes(note.ToJsonString())), token);
    }

    /// <summary>Of a URL, also a defanged one, the host: where it leads is looked for, whatever stands behind it.</summary>
    private static string HostOf(string link)
    {
        var text = link.Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase).Replace("[.]", ".", StringComparison.Ordinal).Replace("[:]", ":", StringComparison.Ordinal);
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url) ? url.IdnHost.ToLowerInvariant() : text.ToLowerInvariant();
    }
}
