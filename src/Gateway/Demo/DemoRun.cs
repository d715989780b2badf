using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Mugai.Gateway.Commands;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Sanitizing;
using Mugai.Mime;
using Mugai.Spooling;

namespace Mugai.Gateway.Demo;

/// <summary>Sends every corpus case through a running gateway and shows what became of it.</summary>
internal sealed class DemoRun(GatewayHost host, string cleanFolder)
{
    private const string Recipient = "clerk@city.example.lg.jp";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>True when every case that was accepted came to its end.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<CorpusCase> cases, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        var sent = new List<(CorpusCase Case, string Reply)>();
        foreach (var each in cases)
        {
            using var sender = new DemoSender(host.Smtp.EndPoints[0]);
            sent.Add((each, await sender.SendAsync("sender@outside.example", Recipient, each.Input.IsMail ? each.Bytes : Wrap(each), patience.Token).ConfigureAwait(false)));
        }

        var table = new TextTable(("見本 / case", 24), ("中身 / what was in it", 40), ("結果 / outcome", 24), ("検出事項 / found", 26), ("無害化済み / clean mail", 42));
        var all = true;
        foreach (var (each, reply) in sent)
        {
            var row = await RowAsync(each, reply, patience.Token).ConfigureAwait(false);
            all &= row is not null;
            table.Add(row ?? [each.ToString(), each.Expect.Ja, "? no end / 未完了", reply, ""]);
        }

        table.WriteTo(Console.Out);
        return all;
    }

    private async Task<string[]?> RowAsync(CorpusCase each, string reply, CancellationToken token)
    {
        var what = $"{each.Expect.Ja}\n{each.Expect.En}";
        if (!reply.StartsWith("250", StringComparison.Ordinal))
        {
            return [each.ToString(), what, "受信拒否 / refused by SMTP", reply, "–"];
        }

        var id = reply.Split(' ').Select(word => MessageId.TryParse(word, out var parsed) ? parsed : (MessageId?)null).FirstOrDefault(parsed => parsed is not null);
        if (id is null || await EndOfAsync(id.Value, token).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        var stored = await host.Spool.FindReportAsync(message.Id, 0, token).ConfigureAwait(false);
        var (outcome, found) = stored is null ? ("held", "") : Summarize(StoredReport.Read(stored).Report);
        return [each.ToString(), what, outcome, found, FindClean(message.Id, each)];
    }

    /// <summary>Waits until no recipient of the message is under way.</summary>
    private async Task<SpooledMessage?> EndOfAsync(MessageId id, CancellationToken token)
    {
        try
        {
            while (true)
            {
                var message = await host.Spool.FindAsync(id, token).ConfigureAwait(false);
                if (message is not null && message.Recipients.All(recipient => recipient.State is not (RecipientState.Queued or RecipientState.Deferred)))
                {
                    return message;
                }

                await Task.Delay(50, token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The maildir names its files by number; the demo copies each under the name of its case.</summary>
    private string FindClean(MessageId id, CorpusCase each)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(cleanFolder, "new")))
        {
            var head = new byte[4096];
            using var stream = File.OpenRead(file);
            var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (Encoding.ASCII.GetString(head, 0, length).Contains(id.ToString(), StringComparison.Ordinal))
            {
                var named = Path.Combine(cleanFolder, $"{each.Family}-{each.Name}.eml");
                File.Copy(file, named, overwrite: true);
                return Path.GetRelativePath(Directory.GetCurrentDirectory(), named);
            }
        }

        return "–";
    }

    private static (string Outcome, string Found) Summarize(byte[] report)
    {
        using var json = JsonDocument.Parse(report);
        var lines = new List<string>();
        var refused = new List<string>();
        var open = new Stack<JsonElement>([json.RootElement]);
        while (open.TryPop(out var part))
        {
            foreach (var finding in part.GetProperty("findings").EnumerateArray())
            {
                var count = finding.GetProperty("count").GetInt32();
                lines.Add(finding.GetProperty("code").GetString() + (count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ×{count}") : ""));
            }

            if (part.GetProperty("outcome").GetString() is "blocked" or "held")
            {
                refused.Add($"{part.GetProperty("input").GetProperty("format").GetString()}: {part.GetProperty("outcome").GetString()} ({part.GetProperty("reason").GetString()})");
            }

            foreach (var member in part.GetProperty("parts").EnumerateArray())
            {
                open.Push(member);
            }
        }

        return (string.Join('\n', [json.RootElement.GetProperty("outcome").GetString()!, .. refused]), string.Join('\n', lines.Distinct().Order(StringComparer.Ordinal)));
    }

    /// <summary>A file case travels as an attachment of a short mail.</summary>
    private static byte[] Wrap(CorpusCase each)
    {
        var bytes = new MemoryStream();
        var writer = new MimeWriter(bytes, each.ToString());
        writer.AddressField("From", [new MailAddress("取引先 山田", "sender@outside.example")]);
        writer.AddressField("To", [new MailAddress("", Recipient)]);
        writer.Field("Subject", $"資料の送付（{each.Input.Name}）");
        writer.RawField("Date", "Wed, 01 Apr 2026 09:00:00 +0900");
        writer.RawField("Message-ID", $"<{each.Family}.{each.Name}@outside.example>");
        writer.RawField("MIME-Version", "1.0");
        writer.BeginMultipart("mixed");
        writer.NextPart();
        writer.Text("お世話になっております。\r\n資料をお送りします。ご確認ください。\r\n");
        writer.NextPart();
        writer.ContentType("application/octet-stream", ("name", each.Input.Name));
        writer.ContentDisposition("attachment", each.Input.Name);
        writer.Base64Body(new MemoryStream(each.Bytes));
        writer.EndMultipart();
        return bytes.ToArray();
    }
}
