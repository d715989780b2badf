using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Quarantine;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>What an administrator can find in the quarantine and do to it: <c>mugai quarantine …</c>. Looking leaves an entry as acting does.</summary>
internal sealed class QuarantineActions(ISpool spool, IQuarantine quarantine, IAuditLog audit, QueueActions queue)
{
    private const int MaxRows = 500;

    private readonly Incidents _incidents = new(spool, quarantine, queue);

    public IEnumerable<KeyValuePair<string, ControlCall>> Calls =>
    [
        new("quarantine.list", ListAsync),
        new("quarantine.show", ShowAsync),
        new("quarantine.pin", PinAsync),
        new("quarantine.erase", EraseAsync),
        new("quarantine.hold", HoldAsync),
        new("quarantine.hold-everything", HoldEverythingAsync),
        new("quarantine.retry", (arguments, actor, token) => StepAsync(arguments, actor, RecipientEvent.Retried, token)),
    ];

    private async Task<JsonNode?> ListAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var query = new QuarantineQuery
        {
            Recipients = arguments.Text("recipient") is { } recipient ? [recipient] : [],
            Sender = arguments.Text("sender"), Subject = arguments.Text("subject"), Finding = arguments.Text("finding"), Hash = arguments.Text("hash")?.ToLowerInvariant(), Link = arguments.Text("link")?.ToLowerInvariant(),
            From = arguments.Time("since"), Until = arguments.Time("until"), Tenant = arguments.Text("tenant"),
            WaitsForPassword = arguments.Has("waiting"), Pinned = arguments.Has("pinned"), KeptBack = arguments.Has("keptBack"),
            States = [.. arguments.Texts("states").Select(word => Enum.TryParse<RecipientState>(word, ignoreCase: true, out var state) ? state : throw new ArgumentException($"'{word}' is no state."))],
            Before = arguments.Number("before") ?? long.MaxValue, Max = (int)Math.Clamp(arguments.Number("max") ?? 50, 1, MaxRows),
        };
        if (arguments.Number("before") is null)
        {
            await NoteAsync("quarantine.list", actor, token).ConfigureAwait(false);
        }

        var page = await quarantine.SearchAsync(query, token).ConfigureAwait(false);
        return new JsonObject { ["rows"] = new JsonArray([.. page.Items.Select(item => (JsonNode)Describe(item))]), ["next"] = page.Next };
    }

    private async Task<JsonNode?> ShowAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var id = IdOf(arguments);
        if (await quarantine.FindItemAsync(id, token).ConfigureAwait(false) is not { } item)
        {
            return null;
        }

        await audit.RecordAsync(new AuditNote(AuditKind.Read, actor, Encoding.UTF8.GetBytes(new JsonObject { ["what"] = "report" }.ToJsonString()), id), token).ConfigureAwait(false);
        var shown = Describe(item);
        shown["reports"] = (await queue.ShowAsync(id, token).ConfigureAwait(false))?["reports"]?.DeepClone();
        var steps = new JsonArray();
        foreach (var entry in (await audit.SearchAsync(new AuditQuery { Message = id, Max = MaxRows }, token).ConfigureAwait(false)).Reverse())
        {
            steps.Add(await AuditActions.DescribeAsync(audit, entry, token).ConfigureAwait(false));
        }

        shown["steps"] = steps;
        return shown;
    }

    private async Task<JsonNode?> PinAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var id = IdOf(arguments);
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is null)
        {
            return null;
        }

        await quarantine.PinAsync(id, !arguments.Has("end"), actor, WhyOf(arguments), token).ConfigureAwait(false);
        return new JsonObject { ["pinned"] = !arguments.Has("end") };
    }

    private async Task<JsonNode?> EraseAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var id = IdOf(arguments);
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is null)
        {
            return null;
        }

        await spool.EraseAsync(id, actor, WhyOf(arguments), token).ConfigureAwait(false);
        return new JsonObject { ["erased"] = id.ToString() };
    }

    private Task<JsonNode?> HoldAsync(JsonObject arguments, string actor, CancellationToken token) => StepAsync(arguments, actor, RecipientEvent.Held, token);

    private async Task<JsonNode?> StepAsync(JsonObject arguments, string actor, RecipientEvent what, CancellationToken token)
    {
        var why = WhyOf(arguments);
        if (await spool.FindAsync(IdOf(arguments), token).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        return new JsonObject
        {
            ["recipients"] = what == RecipientEvent.Held
                ? await queue.HoldAsync(message, actor, why, token).ConfigureAwait(false)
                : await queue.RetryAsync(message, actor, why, token).ConfigureAwait(false),
        };
    }

    /// <summary>When it ends, what was held for this reason alone goes on by itself.</summary>
    private async Task<JsonNode?> HoldEverythingAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var (tenant, end, why) = (arguments.Text("tenant") ?? "", arguments.Has("end"), WhyOf(arguments));
        var count = await _incidents.HoldEverythingAsync(tenant, !end, actor, why, token).ConfigureAwait(false);
        return new JsonObject { ["held"] = new JsonArray([.. quarantine.HeldTenants.Select(held => (JsonNode)(held.Length == 0 ? "*" : held))]), ["recipients"] = count };
    }

    private ValueTask NoteAsync(string act, string actor, CancellationToken token) =>
        audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, actor, Encoding.UTF8.GetBytes(new JsonObject { ["act"] = act }.ToJsonString())), token);

    private static MessageId IdOf(JsonObject arguments) =>
        MessageId.TryParse(arguments.Needed("id"), out var id) ? id : throw new ArgumentException($"'{new UntrustedText(arguments.Text("id")).ForLog()}' is not a message reference.");

    private static UntrustedText WhyOf(JsonObject arguments) => new(arguments.Needed("reason"));

    private static JsonObject Describe(QuarantineItem item)
    {
        var shown = QueueActions.Describe(item.Message);
        shown["subject"] = item.Subject.ForDisplay();
        shown["author"] = item.Author.ForDisplay();
        shown["pinned"] = item.Pinned;
        shown["waiting"] = item.Waiting.Count;
        shown["tenant"] = string.Join(' ', item.Message.Groups.Select(group => group.Tenant).Distinct());
        shown["received"] = item.Message.Envelope.ReceivedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return shown;
    }
}
