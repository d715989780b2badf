using System.Buffers;
using System.Text.Json;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sanitizing;

/// <summary>What the spool keeps of a processed group: the report, and the few facts of the mail that notifications and listings name.</summary>
internal sealed record StoredReport(UntrustedText Subject, UntrustedText MessageIdField, UntrustedText From, byte[] Report)
{
    public static byte[] Write(MailFacts? facts, byte[] report)
    {
        var buffer = new ArrayBufferWriter<byte>(report.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("subject", facts?.Subject.ForDisplay() ?? "");
            json.WriteString("messageId", facts?.MessageId.ForDisplay() ?? "");
            json.WriteString("from", facts is { From: [var first, ..] } ? first.ForDisplay() : "");
            json.WritePropertyName("report");
            json.WriteRawValue(report, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Subject and author alone, which come first: the report behind them is not read.</summary>
    public static (UntrustedText Subject, UntrustedText From) ReadFacts(ReadOnlySpan<byte> stored)
    {
        var (subject, from) = (UntrustedText.Empty, UntrustedText.Empty);
        var reader = new Utf8JsonReader(stored);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var name = reader.GetString();
            if (name == "report")
            {
                break;
            }

            reader.Read();
            subject = name == "subject" ? new UntrustedText(reader.GetString()) : subject;
            from = name == "from" ? new UntrustedText(reader.GetString()) : from;
        }

        return (subject, from);
    }

    /// <summary>Paths of the attachments in which something is encrypted and waits for a password.</summary>
    public IReadOnlyList<string> FindWaitingParts()
    {
        using var json = JsonDocument.Parse(Report);
        return [.. json.RootElement.GetProperty("parts").EnumerateArray().Where(Waits).Select(part => part.GetProperty("path").GetString()!)];
    }

    /// <summary>Parts that wait until they are confirmed.</summary>
    public IReadOnlyList<WaitingFile> FindPartsToConfirm()
    {
        using var json = JsonDocument.Parse(Report);
        var found = new List<WaitingFile>();
        var open = new Stack<JsonElement>(json.RootElement.GetProperty("parts").EnumerateArray().Reverse());
        while (open.TryPop(out var part))
        {
            if (part.GetProperty("outcome").ValueEquals("held"u8) && part.GetProperty("findings").EnumerateArray().Any(finding => finding.GetProperty("code").ValueEquals(MailRuling.ConfirmedFamily)))
            {
                var input = part.GetProperty("input");
                found.Add(new(part.GetProperty("path").GetString()!, new UntrustedText(input.GetProperty("name").GetString()), input.GetProperty("size").GetInt64(), input.GetProperty("sha256").GetString() ?? "", input.GetProperty("format").GetString() ?? ""));
            }

            foreach (var member in part.GetProperty("parts").EnumerateArray().Reverse())
            {
                open.Push(member);
            }
        }

        return found;
    }

    private static bool Waits(JsonElement attachment)
    {
        var open = new Stack<JsonElement>([attachment]);
        while (open.TryPop(out var part))
        {
            if (part.GetProperty("outcome").ValueEquals("held"u8) && part.GetProperty("reason").ValueEquals("encrypted"u8))
            {
                return true;
            }

            foreach (var member in part.GetProperty("parts").EnumerateArray())
            {
                open.Push(member);
            }
        }

        return false;
    }

    public static StoredReport Read(byte[] stored)
    {
        using var json = JsonDocument.Parse(stored);
        UntrustedText Text(string name) => new(json.RootElement.GetProperty(name).GetString());
        return new(Text("subject"), Text("messageId"), Text("from"), JsonSerializer.SerializeToUtf8Bytes(json.RootElement.GetProperty("report")));
    }
}

/// <summary>A part that waits until it is confirmed, as the report tells of it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Name">The name it came under.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Its digest, lower-case hex: what is confirmed are these bytes and no others.</param>
/// <param name="Format">What it is.</param>
internal sealed record WaitingFile(string Path, UntrustedText Name, long Size, string Sha256, string Format);
