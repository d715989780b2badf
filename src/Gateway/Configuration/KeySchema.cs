using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mugai.Gateway.Configuration;

/// <summary>
/// A table of keys as a JSON Schema (draft 2020-12), from which editors complete keys, show what they mean and mark mistakes while one types. It says less than <c>mugai check</c>: shapes and
/// words, not whether a network or an address is one.
/// </summary>
internal static class KeySchema
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The schema of files that <paramref name="keys"/> may stand in.</summary>
    public static JsonObject Of<T>(string title, IReadOnlyList<ConfigKey<T>> keys)
    {
        var root = Section();
        foreach (var key in keys)
        {
            var names = key.Path.Split('.');
            var section = root;
            foreach (var name in names[..^1])
            {
                var properties = section["properties"]!.AsObject();
                if (properties[name] is not JsonObject inner)
                {
                    properties[name] = inner = Section();
                }

                section = inner;
            }

            section["properties"]!.AsObject()[names[^1]] = Value(key);
        }

        root.Insert(0, "$schema", Draft);
        root.Insert(1, "title", title);
        return root;
    }

    /// <summary>The words of "keep, show or remove"; empty when the text describes a value instead of naming all of them.</summary>
    public static IReadOnlyList<string> Words(string expects)
    {
        var words = expects.Replace(" or ", ", ", StringComparison.Ordinal).Split(", ");
        return words.Length > 1 && Array.TrueForAll(words, static word => word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')) ? words : [];
    }

    // JSON Schema allows nothing besides what is listed only when told so.
    private static JsonObject Section() => new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject() };

    private static JsonObject Value<T>(ConfigKey<T> key)
    {
        var value = key.Shape switch
        {
            ConfigShape.List => new JsonObject { ["anyOf"] = new JsonArray(Item(key.Expects), new JsonObject { ["type"] = "array", ["items"] = Item(key.Expects) }) },
            ConfigShape.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
            _ => Item(key.Expects),
        };
        value["description"] = $"{key.En} ({key.Expects})\n{key.Ja}（{ExpectedWords.Ja(key.Expects)}）";
        value["examples"] = new JsonArray(Example(key.Default));
        return value;
    }

    private static JsonObject Item(string expects) => Words(expects) switch
    {
        ["true", "false"] => new JsonObject { ["type"] = "boolean" },
        { Count: > 0 } words => new JsonObject { ["enum"] = new JsonArray([.. words.Select(static word => JsonValue.Create(word))]) },
        _ => new JsonObject { ["type"] = new JsonArray("string", "number") },
    };

    private static JsonNode? Example(string written)
    {
        try
        {
            return JsonNode.Parse(written);
        }
        catch (JsonException)
        {
            return JsonValue.Create(written);
        }
    }
}
