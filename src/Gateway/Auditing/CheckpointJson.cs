using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mugai.Auditing;

namespace Mugai.Gateway.Auditing;

/// <summary>A checkpoint as one line of JSON: the payload of its entry and a line of an anchors file alike.</summary>
internal static class CheckpointJson
{
    public static string Write(AuditCheckpoint checkpoint) => new JsonObject
    {
        ["through"] = checkpoint.Through,
        ["hash"] = checkpoint.Hash,
        ["time"] = checkpoint.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["key"] = checkpoint.Key,
        ["signature"] = checkpoint.Signature,
    }.ToJsonString();

    /// <summary>Null when the line is not a checkpoint.</summary>
    public static AuditCheckpoint? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var json = JsonDocument.ParseValue(ref reader);
            var root = json.RootElement;
            return new AuditCheckpoint(
                root.GetProperty("through").GetInt64(), root.GetProperty("hash").GetString()!, root.GetProperty("time").GetDateTimeOffset(),
                root.GetProperty("key").GetString()!, root.GetProperty("signature").GetString()!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
