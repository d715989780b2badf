using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mugai.Auditing;

namespace Mugai.Gateway.People;

/// <summary>
/// Entries of the audit log about people. They are readable without any key and stay for good, so a person appears as an id, never by name or address;
/// pages and exports for auditors put the name beside it while the account exists.
/// </summary>
internal static class PersonAudit
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Actor(string person) => $"person:{person}";

    public static AuditNote Note(AuditKind kind, string actor, string? person, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        if (person is not null)
        {
            json.WriteString("person"u8, person);
        }

        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new AuditNote(kind, actor, bytes.WrittenSpan.ToArray());
    }
}
