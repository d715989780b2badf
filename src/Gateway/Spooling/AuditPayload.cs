using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mugai.Quarantine;
using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>What the spool writes into its audit entries, as UTF-8 JSON. Whoever was in a message appears in sealed payloads only.</summary>
internal static class AuditPayload
{
    // Japanese stays readable in an export; the text is never put into a page without being encoded there.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Received(MessageKind kind, long size, Envelope envelope, IReadOnlyList<RecipientGroup> groups) => Write(json =>
    {
        json.WriteNumber("kind"u8, (int)kind);
        json.WriteNumber("size"u8, size);
        json.WriteString("from"u8, envelope.MailFrom);
        json.WriteStartArray("to"u8);
        foreach (var recipient in envelope.Recipients)
        {
            json.WriteStringValue(recipient.Address);
        }

        json.WriteEndArray();
        json.WriteString("client"u8, envelope.ClientAddress);
        json.WriteString("helo"u8, envelope.ClientName.DangerousRaw);
        json.WriteString("protocol"u8, envelope.Protocol);
        json.WriteStartArray("policies"u8);
        foreach (var group in groups)
        {
            json.WriteStringValue(group.PolicyRevision);
        }

        json.WriteEndArray();
    });

    public static byte[] Step(RecipientStep step, SpoolChange change, byte[]? reportHash) => Write(json =>
    {
        json.WriteNumber("recipient"u8, step.Index);
        if (step.NextAttempt != default)
        {
            json.WriteString("nextAttempt"u8, step.NextAttempt.UtcDateTime);
        }

        WriteText(json, "reply"u8, step.Reply);
        WriteText(json, "why"u8, change.Why);
        WriteReport(json, change.Group, reportHash);
    });

    public static byte[] Report(SpoolChange change, byte[] reportHash) => Write(json =>
    {
        WriteText(json, "why"u8, change.Why);
        WriteReport(json, change.Group, reportHash);
    });

    public static byte[] PolicyChosen(int group, ChosenPolicy chosen) => Write(json =>
    {
        json.WriteNumber("group"u8, group);
        json.WriteString("policy"u8, chosen.Revision);
        json.WriteString("name"u8, chosen.Name);
        json.WriteString("spf"u8, chosen.Authentication.Spf.ToString().ToLowerInvariant());
        json.WriteString("dkim"u8, chosen.Authentication.Dkim.ToString().ToLowerInvariant());
        json.WriteString("dmarc"u8, chosen.Authentication.Dmarc.ToString().ToLowerInvariant());
    });

    public static byte[] PartHeld(PartHold hold) => Write(json =>
    {
        json.WriteNumber("recipient"u8, hold.Recipient);
        json.WriteString("until"u8, hold.Until.UtcDateTime);
    });

    public static byte[] PartOpened(int recipient, UntrustedText why) => Write(json =>
    {
        json.WriteNumber("recipient"u8, recipient);
        WriteText(json, "why"u8, why);
    });

    public static byte[] OutputStored(int group, long size) => Write(json =>
    {
        json.WriteNumber("group"u8, group);
        json.WriteNumber("size"u8, size);
    });

    /// <summary>Public: the message's key is gone when an auditor reads it.</summary>
    public static byte[] Erased(UntrustedText why) => Write(json => WriteText(json, "why"u8, why));

    public static byte[] TenantErased(string tenant, UntrustedText why) => Write(json =>
    {
        json.WriteString("act"u8, "tenant.erase"u8);
        json.WriteString("tenant"u8, tenant);
        WriteText(json, "why"u8, why);
    });

    public static byte[] Recovered(RecoveryFacts facts) => Write(json =>
    {
        json.WriteNumber("droppedRecords"u8, facts.DroppedRecords);
        json.WriteNumber("cutBytes"u8, facts.CutBytes);
        json.WriteNumber("removedFiles"u8, facts.RemovedFiles);
        json.WriteNumber("damagedMessages"u8, facts.DamagedMessages);
    });

    public static byte[] Requested(ReleaseRequest request) => Write(json =>
    {
        json.WriteString("request"u8, request.Id.ToString());
        json.WriteString("way"u8, request.Asked.Way.ToString());
        json.WriteNumber("recipient"u8, request.Recipient);
        json.WriteStartArray("parts"u8);
        foreach (var part in request.Asked.Parts)
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
        json.WriteNumber("importance"u8, (int)request.Asked.Importance);
        json.WriteBoolean("specificPersonalData"u8, request.Asked.HasSpecificPersonalData);
        WriteText(json, "why"u8, request.Asked.Reason);
    });

    public static byte[] RequestStep(ReleaseRequest request) => Write(json =>
    {
        json.WriteString("request"u8, request.Id.ToString());
        json.WriteString("way"u8, request.Asked.Way.ToString());
        json.WriteString("until"u8, request.Until.UtcDateTime);
        // Who decided in the name of somebody absent did so on record.
        if (request.DecidedFor is { } right && right != request.DecidedBy)
        {
            json.WriteString("for"u8, right);
        }
        else if (request is { DecidedBy: null, FirstFor: { } first } && first != request.First)
        {
            json.WriteString("for"u8, first);
        }

        WriteText(json, "why"u8, request.Decision);
        WriteScan(json, request.Check?.Scan);
    });

    public static byte[] Pinned(bool pinned, UntrustedText why) => Write(json =>
    {
        json.WriteBoolean("pinned"u8, pinned);
        WriteText(json, "why"u8, why);
    });

    public static byte[] HoldChanged(string tenant, bool hold, UntrustedText why) => Write(json =>
    {
        json.WriteString("tenant"u8, tenant.Length == 0 ? "*" : tenant);
        json.WriteBoolean("hold"u8, hold);
        WriteText(json, "why"u8, why);
    });

    public static byte[] Cut(long through, long entries) => Write(json =>
    {
        json.WriteNumber("through"u8, through);
        json.WriteNumber("entries"u8, entries);
    });

    public static byte[] Fault(string fault) => Write(json => json.WriteString("fault"u8, fault));

    /// <summary>What the decision was based on.</summary>
    private static void WriteScan(Utf8JsonWriter json, ScanReport? scan)
    {
        if (scan is null)
        {
            return;
        }

        json.WriteString("scan"u8, scan.Verdict.ToString().ToLowerInvariant());
        json.WriteString("scannedAt"u8, scan.Time.UtcDateTime);
        json.WriteStartArray("scanners"u8);
        foreach (var answer in scan.Answers)
        {
            json.WriteStringValue($"{answer.Scanner}: {answer.Verdict.ToString().ToLowerInvariant()} {answer.Signature.DangerousRaw} {answer.Engine.DangerousRaw}");
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, UntrustedText text)
    {
        if (!text.IsEmpty)
        {
            json.WriteString(name, text.DangerousRaw);
        }
    }

    private static void WriteReport(Utf8JsonWriter json, int group, byte[]? hash)
    {
        if (hash is not null)
        {
            json.WriteNumber("group"u8, group);
            json.WriteString("reportSha256"u8, Convert.ToHexStringLower(hash));
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
