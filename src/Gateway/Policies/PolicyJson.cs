using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Policies;

/// <summary>The stored form of a policy: what a message refers to by revision.</summary>
internal static partial class PolicyJson
{
    public static string Write(SanitizePolicy policy) => JsonSerializer.Serialize(
        policy with { Families = new SortedDictionary<FileFamily, PartWay>(policy.Families.ToDictionary(), Comparer<FileFamily>.Default) },
        PolicyJsonContext.Default.SanitizePolicy);

    /// <summary>
    /// What an earlier version stored knows nothing of properties that came later: they have their defaults. The serializer would give a property that is missing nothing, or no.
    /// </summary>
    public static SanitizePolicy Read(string json)
    {
        var whole = JsonNode.Parse(Write(new SanitizePolicy()))!.AsObject();
        Lay(JsonNode.Parse(json)!.AsObject(), whole);
        return whole.Deserialize(PolicyJsonContext.Default.SanitizePolicy)!;
    }

    /// <summary>As deep as a policy is written, which is ours.</summary>
    private static void Lay(JsonObject stored, JsonObject over)
    {
        foreach (var (name, value) in stored)
        {
            if (value is JsonObject inner && over[name] is JsonObject below)
            {
                Lay(inner, below);
            }
            else
            {
                over[name] = value?.DeepClone();
            }
        }
    }

    [JsonSourceGenerationOptions(UseStringEnumConverter = true)]
    [JsonSerializable(typeof(SanitizePolicy))]
    [JsonSerializable(typeof(SortedDictionary<FileFamily, PartWay>))]
    [JsonSerializable(typeof(Dictionary<FileFamily, PartWay>))]
    private sealed partial class PolicyJsonContext : JsonSerializerContext;
}
