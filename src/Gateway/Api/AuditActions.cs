using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>What an auditor can ask of the chain: <c>mugai audit …</c>.</summary>
internal sealed class AuditActions(EmbeddedSpool store)
{
    private const int Page = 500;

    public IEnumerable<KeyValuePair<string, ControlCall>> Calls =>
    [
        new("audit.verify", async (arguments, _, token) => Describe(await store.VerifyAsync(Anchors(arguments), token).ConfigureAwait(false))),
        new("audit.checkpoint", async (_, _, token) => JsonNode.Parse(CheckpointJson.Write(await store.CheckpointAsync(token).ConfigureAwait(false)))),
        new("audit.checkpoints", ListCheckpointsAsync),
        new("audit.key", (_, _, _) => Task.FromResult<JsonNode?>(JsonValue.Create(store.AuditKeyPem))),
        new("audit.export", ExportAsync),
        new("audit.summary", SummarizeAsync),
    ];

    /// <summary>An entry for people and programs: its payload opened as long as the message's key exists.</summary>
    public static async Task<JsonObject> DescribeAsync(IAuditLog audit, AuditEntry entry, CancellationToken token)
    {
        var payload = await audit.OpenPayloadAsync(entry, token).ConfigureAwait(false);
        return new JsonObject
        {
            ["sequence"] = entry.Sequence,
            ["time"] = entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["kind"] = entry.Kind.ToString(),
            ["message"] = entry.Message?.ToString(),
            ["actor"] = entry.Actor,
            ["payload"] = ReadPayload(payload),
            ["erased"] = payload is null,
            ["hash"] = Convert.ToHexStringLower(entry.Hash.Span),
        };
    }

    private static JsonNode? ReadPayload(byte[]? payload)
    {
        try
        {
            return payload is null ? null : JsonNode.Parse(payload);
        }
        catch (System.Text.Json.JsonException)
        {
            return new UntrustedText(Encoding.UTF8.GetString(payload!)).ForLog();
        }
    }

    private static JsonObject Describe(AuditVerification verification) => new()
    {
        ["entries"] = verification.Entries,
        ["problems"] = new JsonArray([.. verification.Problems.Select(problem => (JsonNode)new JsonObject { ["fault"] = problem.Fault.ToString(), ["sequence"] = problem.Sequence })]),
    };

    private static List<AuditCheckpoint> Anchors(JsonObject arguments) =>
        [.. arguments.Texts("anchors").Select(line => CheckpointJson.Read(Encoding.UTF8.GetBytes(line)) ?? throw new ArgumentException($"'{new UntrustedText(line).ForLog()}' is not a checkpoint."))];

    private async Task<JsonNode?> ListCheckpointsAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var found = await store.SearchAsync(new AuditQuery { Kinds = [AuditKind.Checkpoint], Max = int.MaxValue }, token).ConfigureAwait(false);
        return new JsonArray([.. found.Reverse().Select(entry => JsonNode.Parse(entry.Payload.Span))]);
    }

    /// <summary>The figures of a span of days; making a report of them is on record.</summary>
    private async Task<JsonNode?> SummarizeAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (first, last) = (Day(arguments.Needed("first")), Day(arguments.Needed("last")));
        var note = new JsonObject { ["act"] = "audit.summary", ["first"] = arguments.Text("first"), ["last"] = arguments.Text("last") };
        await store.RecordAsync(new AuditNote(AuditKind.AdministratorActed, actor, Encoding.UTF8.GetBytes(note.ToJsonString())), token).ConfigureAwait(false);
        var tallies = await store.CountAsync(arguments.Text("tenant"), first, last, token).ConfigureAwait(false);
        return new JsonArray([.. tallies.Select(tally => (JsonNode)new JsonObject { ["section"] = tally.Section, ["name"] = tally.Name, ["count"] = tally.Count })]);
    }

    /// <summary>One page, oldest first. The first page leaves an entry: who reads the log is part of the log.</summary>
    private async Task<JsonNode?> ExportAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var first = arguments.Number("first") ?? 0;
        if (first == 0)
        {
            var note = new JsonObject { ["act"] = "audit.export", ["asked"] = arguments.DeepClone() };
            await store.RecordAsync(new AuditNote(AuditKind.AdministratorActed, actor, Encoding.UTF8.GetBytes(note.ToJsonString())), token).ConfigureAwait(false);
        }

        var (since, until) = (arguments.Time("since"), arguments.Time("until"));
        var kinds = arguments.Texts("kinds");
        var message = arguments.Text("message");
        var entries = await store.ReadAsync(first, Page, token).ConfigureAwait(false);
        var rows = new JsonArray();
        foreach (var entry in entries.Where(entry =>
            (since is null || entry.Time >= since) && (until is null || entry.Time < until) && (message is null || entry.Message?.ToString() == message)
            && (kinds.Count == 0 || kinds.Contains(entry.Kind.ToString(), StringComparer.OrdinalIgnoreCase))))
        {
            rows.Add(await DescribeAsync(store, entry, token).ConfigureAwait(false));
        }

        return new JsonObject { ["rows"] = rows, ["next"] = entries.Count < Page ? null : entries[^1].Sequence + 1 };
    }
}
