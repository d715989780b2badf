using System.Text.Json.Nodes;
using Mugai.Gateway.Telemetry.Parts;

namespace Mugai.Gateway.Api;

/// <summary>The parts of the gateway in words: for <c>mugai health --parts</c>, and for <c>/health</c> on the listener of those who watch.</summary>
internal sealed class HealthActions(HealthBoard board)
{
    public IEnumerable<KeyValuePair<string, ControlCall>> Calls => [new("health.parts", (_, _, _) => Task.FromResult<JsonNode?>(Parts(board.Current)))];

    /// <summary>Each part: how it stands, what is wrong and what to do.</summary>
    public static JsonObject Parts(IReadOnlyDictionary<string, HealthPart> parts)
    {
        var json = new JsonObject();
        foreach (var (name, part) in parts.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            var one = new JsonObject { ["state"] = part.State switch { PartState.Ok => "ok", PartState.Warning => "warning", _ => "failed" } };
            if (part.Complaint is { } what)
            {
                (one["ja"], one["en"], one["doJa"], one["doEn"]) = (what.Ja, what.En, what.DoJa, what.DoEn);
            }

            json[name] = one;
        }

        return json;
    }
}
