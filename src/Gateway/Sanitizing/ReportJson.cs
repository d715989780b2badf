using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Scanning;
using Mugai.Scanning;

namespace Mugai.Gateway.Sanitizing;

/// <summary>Writes the report contract mugai-report/1 (DESIGN 4.2).</summary>
internal static class ReportJson
{
    /// <summary>Japanese stays readable in the file; what could act in a page that shows it stays escaped.</summary>
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(PartReport report, string policyRevision, string engine, long durationMs, bool indented = false, MailScan? scan = null, Confirmation? confirmation = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Readable with { Indented = indented }))
        {
            WriteTo(json, report, policyRevision, engine, durationMs, scan, confirmation);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Several inputs: an array in the order of the inputs.</summary>
    public static byte[] WriteArray(IEnumerable<byte[]> reports)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var report in reports)
            {
                using var document = JsonDocument.Parse(report);
                document.RootElement.WriteTo(json);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTo(Utf8JsonWriter json, PartReport report, string policyRevision, string engine, long durationMs, MailScan? scan, Confirmation? confirmation)
    {
        json.WriteStartObject();
        json.WriteString("schema", "mugai-report/1");
        WriteOwn(json, report);
        WriteParts(json, report);
        json.WriteString("policy", policyRevision);
        json.WriteString("engine", engine);
        json.WriteNumber("durationMs", durationMs);
        if (scan is { Original: not null } or { Clean: not null })
        {
            json.WriteStartArray("scans");
            WriteScan(json, scan.Original, "original");
            WriteScan(json, scan.Clean, "clean");
            json.WriteEndArray();
        }

        if (confirmation is not null)
        {
            json.WriteStartObject("confirmation");
            json.WriteString("request", confirmation.Request);
            json.WriteString("first", confirmation.First);
            json.WriteString("second", confirmation.Second);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteScan(Utf8JsonWriter json, ScanReport? scan, string what)
    {
        foreach (var answer in scan?.Answers ?? [])
        {
            json.WriteStartObject();
            json.WriteString("what", what);
            json.WriteString("at", scan!.Time.UtcDateTime);
            json.WriteString("scanner", answer.Scanner);
            json.WriteString("verdict", answer.Verdict.ToString().ToLowerInvariant());
            json.WriteString("signature", answer.Signature.ForDisplay());
            json.WriteString("engine", answer.Engine.ForDisplay());
            json.WriteEndObject();
        }
    }

    /// <summary>The tree without recursion: the depth of parts is the sender's choice.</summary>
    private static void WriteParts(Utf8JsonWriter json, PartReport root)
    {
        var open = new Stack<IEnumerator<PartReport>>();
        json.WriteStartArray("parts");
        open.Push(root.Parts.GetEnumerator());
        while (open.TryPeek(out var level))
        {
            if (level.MoveNext())
            {
                json.WriteStartObject();
                json.WriteString("path", level.Current.Path);
                WriteOwn(json, level.Current);
                json.WriteStartArray("parts");
                open.Push(level.Current.Parts.GetEnumerator());
                continue;
            }

            open.Pop();
            json.WriteEndArray();
            if (open.Count > 0)
            {
                json.WriteEndObject();
            }
        }
    }

    private static void WriteOwn(Utf8JsonWriter json, PartReport part)
    {
        json.WritePropertyName("input");
        WriteFacts(json, part.Input);
        json.WriteString("outcome", part.Outcome.Word());
        json.WriteString("reason", part.Reason.Word());
        json.WritePropertyName("output");
        WriteFacts(json, part.Output);
        json.WriteStartArray("findings");
        foreach (var finding in part.Findings)
        {
            json.WriteStartObject();
            json.WriteString("path", finding.Path);
            json.WriteString("code", finding.Code);
            json.WriteString("action", finding.Action.Word());
            json.WriteNumber("count", finding.Count);
            json.WriteString("detail", finding.Detail.ForDisplay());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFacts(Utf8JsonWriter json, FileFacts? facts)
    {
        if (facts is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("name", facts.Name.ForDisplay());
        json.WriteNumber("size", facts.Size);
        json.WriteString("sha256", facts.Sha256);
        json.WriteString("format", facts.Format);
        json.WriteEndObject();
    }
}
