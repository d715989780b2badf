using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Spooling;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// Receipts (無害化証明, mugai-receipt/1): what was done with each part of a mail for one group of its recipients, signed with the installation's key. The signature is over the very bytes
/// of the member <c>receipt</c> as they stand in the file. No other group's recipients are named.
/// </summary>
internal sealed class Receipts(ISpool spool, IRequestRows rows, AuditSigner signer, TimeProvider clock) : IReceipts
{
    /// <summary>Put before what is signed, so that nothing signed for another purpose passes for a receipt.</summary>
    private const string Purpose = "mugai-receipt/1\n";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public async ValueTask<byte[]?> WriteAsync(MessageId id, int group, CancellationToken token)
    {
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is not { } message || (uint)group >= (uint)message.Groups.Count
            || await spool.FindReportAsync(id, group, token).ConfigureAwait(false) is not { Length: > 0 } stored)
        {
            return null;
        }

        var confirmed = (await rows.ListAsync(new RequestQuery(Message: id), token).ConfigureAwait(false))
            .Where(request => request is { Asked.Way: ReleaseWay.Confirmed or ReleaseWay.ConfirmedParts, State: RequestState.Released } && message.Recipients[request.Recipient].Group == group);
        var receipt = Build(message, message.Groups[group], StoredReport.Read(stored), confirmed);
        var signature = signer.Sign([.. Encoding.UTF8.GetBytes(Purpose), .. receipt]);
        var buffer = new ArrayBufferWriter<byte>(receipt.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WritePropertyName("receipt");
            json.WriteRawValue(receipt, skipInputValidation: true);
            json.WriteString("publicKey", Convert.ToBase64String(signer.PublicKey));
            json.WriteString("signature", Convert.ToBase64String(signature));
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Checks a receipt by itself: the name of the key that signed it, or null when the signature does not fit. Whether the key is ours must be compared by who asks.</summary>
    public static (string Key, JsonElement Receipt)? Verify(byte[] file)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            var receipt = json.RootElement.GetProperty("receipt");
            var key = json.RootElement.GetProperty("publicKey").GetBytesFromBase64();
            var signature = json.RootElement.GetProperty("signature").GetBytesFromBase64();
            byte[] signed = [.. Encoding.UTF8.GetBytes(Purpose), .. Encoding.UTF8.GetBytes(receipt.GetRawText())];
            return receipt.GetProperty("schema").ValueEquals("mugai-receipt/1") && AuditSigner.Verify(key, signed, signature) ? (AuditSigner.NameOf(key), receipt.Clone()) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private byte[] Build(SpooledMessage message, RecipientGroup group, StoredReport stored, IEnumerable<ReleaseRequest> confirmed)
    {
        using var report = JsonDocument.Parse(stored.Report);
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("schema", "mugai-receipt/1");
            json.WriteString("message", message.Id.ToString());
            json.WriteString("receivedAt", message.Envelope.ReceivedAt.UtcDateTime);
            json.WriteString("issuedAt", clock.GetUtcNow().UtcDateTime);
            json.WriteString("from", stored.From.ForDisplay());
            json.WriteString("subject", stored.Subject.ForDisplay());
            json.WriteStartArray("to");
            foreach (var recipient in message.Recipients.Where(recipient => recipient.Group == group.Number))
            {
                json.WriteStringValue(new UntrustedText(message.Envelope.Recipients[recipient.Index].Address).ForDisplay());
            }

            json.WriteEndArray();
            json.WriteString("tenant", group.Tenant);
            json.WriteString("policy", group.PolicyName);
            json.WriteString("policyRevision", group.PolicyRevision);
            json.WriteString("engine", report.RootElement.GetProperty("engine").GetString());
            WriteParts(json, report.RootElement);
            foreach (var name in new[] { "scans", "confirmation" })
            {
                if (report.RootElement.TryGetProperty(name, out var said))
                {
                    json.WritePropertyName(name);
                    said.WriteTo(json);
                }
            }

            WriteConfirmed(json, message, stored, confirmed);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A flat list: the depth of parts is the sender's choice, and who checks a receipt wants lines.</summary>
    private static void WriteParts(Utf8JsonWriter json, JsonElement root)
    {
        json.WriteStartArray("parts");
        var open = new Stack<(string Path, JsonElement Part)>([("/", root)]);
        while (open.TryPop(out var next))
        {
            var part = next.Part;
            json.WriteStartObject();
            json.WriteString("path", next.Path);
            json.WriteString("way", WayOf(part));
            foreach (var name in new[] { "outcome", "reason", "input", "output", "findings" })
            {
                json.WritePropertyName(name);
                part.GetProperty(name).WriteTo(json);
            }

            json.WriteEndObject();
            foreach (var member in part.GetProperty("parts").EnumerateArray().Reverse())
            {
                open.Push((member.GetProperty("path").GetString()!, member));
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Recipients who got the original, or files of it, as it was, later: who agreed, and what the scanners said.</summary>
    private static void WriteConfirmed(Utf8JsonWriter json, SpooledMessage message, StoredReport stored, IEnumerable<ReleaseRequest> confirmed)
    {
        json.WriteStartArray("confirmed");
        foreach (var request in confirmed)
        {
            json.WriteStartObject();
            json.WriteString("way", "確認");
            json.WriteString("to", new UntrustedText(message.Envelope.Recipients[request.Recipient].Address).ForDisplay());
            WriteFiles(json, stored, request);
            json.WriteString("request", request.Id.ToString());
            json.WriteString("first", request.First);
            json.WriteString("second", request.DecidedBy);
            json.WriteString("scannedAt", request.Check?.Scan?.Time.UtcDateTime ?? default);
            json.WriteStartArray("scanners");
            foreach (var answer in request.Check?.Scan?.Answers ?? [])
            {
                json.WriteStringValue(new UntrustedText($"{answer.Scanner} {answer.Engine.DangerousRaw}").ForDisplay());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Where single files were confirmed: which, and their very bytes.</summary>
    private static void WriteFiles(Utf8JsonWriter json, StoredReport stored, ReleaseRequest request)
    {
        if (request.Asked.Way != ReleaseWay.ConfirmedParts)
        {
            return;
        }

        json.WriteStartArray("files");
        foreach (var file in stored.FindPartsToConfirm().Where(file => request.Asked.Parts.Contains(file.Path)))
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("name", file.Name.ForDisplay());
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The words of the municipal guideline for what was done.</summary>
    private static string WayOf(JsonElement part) => part.GetProperty("outcome").GetString() switch
    {
        "rebuilt" => "サニタイズ",
        "replaced" => part.GetProperty("output") is { ValueKind: JsonValueKind.Object } output && output.GetProperty("format").GetString() is "pdf" or "png" or "jpeg" ? "画像化" : "テキスト化",
        "confirmed" => "確認",
        "held" => "保留",
        _ => "除去",
    };
}
