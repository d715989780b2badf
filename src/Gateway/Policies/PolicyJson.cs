using System.Text.Json;
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

    public static SanitizePolicy Read(string json) => JsonSerializer.Deserialize(json, PolicyJsonContext.Default.SanitizePolicy)!;

    [JsonSourceGenerationOptions(UseStringEnumConverter = true)]
    [JsonSerializable(typeof(SanitizePolicy))]
    [JsonSerializable(typeof(SortedDictionary<FileFamily, PartWay>))]
    [JsonSerializable(typeof(Dictionary<FileFamily, PartWay>))]
    private sealed partial class PolicyJsonContext : JsonSerializerContext;
}
