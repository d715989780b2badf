using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Mugai.Auditing;
using Mugai.Portal;
using Mugai.Portal.Oversight;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai audit …</c>: checks the chain, takes it out, vouches for it.</summary>
internal static class AuditCommand
{
    private static readonly string[] Columns = ["sequence", "time", "kind", "message", "actor", "payload", "hash"];

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly Option<FileInfo?> Anchors = new("--anchors") { Description = "Checkpoints kept elsewhere, a line each / 別に保管したチェックポイント", HelpName = "FILE" };
    private static readonly Option<string> Format = new("--format") { Description = "csv or json (a line per entry) / 出力形式", HelpName = "FORMAT", DefaultValueFactory = _ => "json" };
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Not before / この日時以降", HelpName = "TIME" };
    private static readonly Option<DateTimeOffset?> Until = new("--until") { Description = "Before / この日時より前", HelpName = "TIME" };
    private static readonly Option<string[]> Kinds = new("--kind") { Description = "Only these, e.g. Released / 種類", HelpName = "KIND" };
    private static readonly Option<string?> Message = new("--message") { Description = "Only about this message / 受付番号", HelpName = "ID" };
    private static readonly Option<FileInfo?> Output = new("-o", "--output") { Description = "File to write instead of standard output / 出力先", HelpName = "FILE" };

    public static Command Create()
    {
        var verify = new Command("verify", "Check the audit chain / 監査ログの改ざんを検査します") { Anchors };
        verify.SetAction((parsed, token) => StoreCall.WithDoorAsync(parsed, door => VerifyAsync(parsed, door, token), token));
        var export = new Command("export", "Take the audit log out; itself on record / 監査ログを出力します（出力も記録されます）") { Format, Since, Until, Kinds, Message, Output };
        export.SetAction((parsed, token) => StoreCall.WithDoorAsync(parsed, door => ExportAsync(parsed, door, token), token));
        var checkpoints = new Command("checkpoints", "Sign the chain as it is now and list all checkpoints: keep them elsewhere / 署名済みチェックポイントの一覧（別の場所に保管してください）") { Output };
        checkpoints.SetAction((parsed, token) => StoreCall.WithDoorAsync(parsed, door => CheckpointsAsync(parsed, door, token), token));
        var key = new Command("key", "The public key of checkpoints and receipts / 署名検証用の公開鍵") { Output };
        key.SetAction((parsed, token) => StoreCall.WithDoorAsync(parsed, door => KeyAsync(parsed, door, token), token));
        return new Command("audit", "The audit log / 監査ログ") { verify, export, Summary(), checkpoints, key, ReceiptCommand.Create() };
    }

    private static Command Summary()
    {
        var month = new Option<string>("--month") { Description = "YYYY-MM (default: this one) / 対象の月", HelpName = "MONTH", DefaultValueFactory = _ => DateTime.Now.ToString("yyyy-MM", CultureInfo.InvariantCulture) };
        var tenant = new Option<string?>("--tenant") { Description = "Municipality / 団体", HelpName = "NAME" };
        var language = new Option<string>("--language") { Description = "ja or en: the words of the CSV / CSV の言語", HelpName = "LANGUAGE", DefaultValueFactory = _ => PortalText.Japanese };
        var summary = new Command("summary", "A month in figures, as CSV or JSON; itself on record / 月次報告（作成したことも記録されます）") { month, tenant, Format, language, Output };
        summary.SetAction((parsed, token) =>
        {
            if (!DateOnly.TryParseExact($"{parsed.GetRequiredValue(month)}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            {
                Say.Error($"'{parsed.GetValue(month)}' is not a month (YYYY-MM).", $"「{parsed.GetValue(month)}」は月（YYYY-MM）ではありません。");
                return Task.FromResult(ExitCode.Usage);
            }

            return StoreCall.WithDoorAsync(parsed, door => SummarizeAsync(parsed, door, first, parsed.GetValue(tenant), parsed.GetValue(language) == PortalText.English ? PortalText.En : PortalText.Ja, token), token);
        });
        return summary;
    }

    private static async Task<int> SummarizeAsync(ParseResult parsed, IStoreDoor door, DateOnly first, string? tenant, PortalText text, CancellationToken token)
    {
        static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var asked = new JsonObject { ["first"] = Written(first), ["last"] = Written(first.AddMonths(1).AddDays(-1)), ["tenant"] = tenant };
        var rows = (await door.CallAsync("audit.summary", asked, token).ConfigureAwait(false))!.AsArray();
        if (parsed.GetValue(Format) == "csv")
        {
            var tallies = rows.Select(row => new Tally(row!["section"]!.GetValue<string>(), row["name"]!.GetValue<string>(), row["count"]!.GetValue<long>())).ToList();
            return await WriteAsync(parsed, MonthlySummary.ToCsv(MonthlySummary.Of(tallies, text), Written(first)[..7], text), token).ConfigureAwait(false);
        }

        return await WriteAsync(parsed, rows.ToJsonString(OneLine) + "\n", token).ConfigureAwait(false);
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, IStoreDoor door, CancellationToken token)
    {
        var anchors = new JsonArray();
        if (parsed.GetValue(Anchors) is { } file)
        {
            if (!file.Exists)
            {
                Say.Error($"{file} does not exist.", $"{file} がありません。");
                return ExitCode.Usage;
            }

            foreach (var line in await File.ReadAllLinesAsync(file.FullName, token).ConfigureAwait(false))
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    anchors.Add(line);
                }
            }
        }

        var verdict = (await door.CallAsync("audit.verify", new JsonObject { ["anchors"] = anchors }, token).ConfigureAwait(false))!;
        var problems = verdict["problems"]!.AsArray();
        if (problems.Count == 0)
        {
            Console.Out.WriteLine($"OK: {verdict["entries"]} entries, none changed, missing or out of order / {verdict["entries"]} 件、改ざんなし");
            return ExitCode.Done;
        }

        foreach (var problem in problems)
        {
            var fault = Enum.Parse<AuditFault>(problem!["fault"]!.GetValue<string>());
            Console.Out.WriteLine($"entry {problem["sequence"]}: {fault} – {Words(fault)}");
        }

        Say.Error(
            "the audit log has been changed. Keep the store as it is, compare with a backup and with checkpoints kept elsewhere, and tell your CSIRT.",
            "監査ログが改ざんされています。保存先をそのまま保全し、バックアップや別に保管したチェックポイントと照合して、CSIRT に報告してください。");
        return ExitCode.Failure;
    }

    private static string Words(AuditFault fault) => fault switch
    {
        AuditFault.EntryEdited => "edited / 内容が書き換えられています",
        AuditFault.EntryMissing => "entries before it are missing / 直前の記録が消されています",
        AuditFault.LinkBroken => "does not continue the one before it / 直前の記録とつながりません",
        AuditFault.EndMoved => "the log ends elsewhere than it should / 末尾が変えられています",
        AuditFault.HeadForged => "the protected note of the end is forged / 末尾の保護情報が偽物です",
        AuditFault.BrokenBefore => "an earlier start found it broken / 以前の起動時に改ざんが見つかっています",
        AuditFault.StartMoved => "the protected note of the beginning is forged / 先頭の保護情報が偽物です",
        AuditFault.CheckpointForged => "this checkpoint is forged / チェックポイントの署名が合いません",
        _ => "a checkpoint kept elsewhere disagrees / 別に保管したチェックポイントと一致しません",
    };

    private static async Task<int> ExportAsync(ParseResult parsed, IStoreDoor door, CancellationToken token)
    {
        var format = parsed.GetValue(Format)!;
        var (file, message) = (parsed.GetValue(Output), parsed.GetValue(Message));
        if (format is not ("csv" or "json"))
        {
            Say.Error($"--format is csv or json, not '{format}'.", $"--format には csv か json を指定してください（「{format}」は使えません）。");
            return ExitCode.Usage;
        }

        var wrong = (parsed.GetValue(Kinds) ?? []).FirstOrDefault(kind => !Enum.TryParse<AuditKind>(kind, ignoreCase: true, out _));
        if (wrong is not null)
        {
            Say.Error($"there is no kind '{wrong}'. Kinds: {string.Join(", ", Enum.GetNames<AuditKind>())}", $"「{wrong}」という種類はありません。");
            return ExitCode.Usage;
        }

        var asked = new JsonObject
        {
            ["since"] = parsed.GetValue(Since), ["until"] = parsed.GetValue(Until), ["message"] = message,
            ["kinds"] = new JsonArray([.. (parsed.GetValue(Kinds) ?? []).Select(kind => (JsonNode)kind)]),
        };
        var output = file is null ? Console.Out : new StreamWriter(file.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: format == "csv"));
        try
        {
            if (format == "csv")
            {
                output.WriteLine("sequence,time,kind,message,actor,payload,hash");
            }

            for (long? next = 0; next is { } first;)
            {
                asked["first"] = first;
                var page = (await door.CallAsync("audit.export", (JsonObject)asked.DeepClone(), token).ConfigureAwait(false))!;
                foreach (var row in page["rows"]!.AsArray())
                {
                    output.WriteLine(format == "json" ? row!.ToJsonString(OneLine) : CsvOf(row!));
                }

                next = page["next"]?.GetValue<long>();
            }
        }
        finally
        {
            await output.FlushAsync(token).ConfigureAwait(false);
            if (file is not null)
            {
                await output.DisposeAsync().ConfigureAwait(false);
            }
        }

        return ExitCode.Done;
    }

    private static string CsvOf(JsonNode row) =>
        Csv.Line(Columns.Select(name => row[name] switch { null => "", JsonValue value => value.ToString(), var other => other.ToJsonString(OneLine) })).TrimEnd();

    private static async Task<int> CheckpointsAsync(ParseResult parsed, IStoreDoor door, CancellationToken token)
    {
        await door.CallAsync("audit.checkpoint", [], token).ConfigureAwait(false);
        var list = (await door.CallAsync("audit.checkpoints", [], token).ConfigureAwait(false))!.AsArray();
        return await WriteAsync(parsed, string.Concat(list.Select(line => line!.ToJsonString() + "\n")), token).ConfigureAwait(false);
    }

    private static async Task<int> KeyAsync(ParseResult parsed, IStoreDoor door, CancellationToken token) =>
        await WriteAsync(parsed, (await door.CallAsync("audit.key", [], token).ConfigureAwait(false))!.GetValue<string>(), token).ConfigureAwait(false);

    private static async Task<int> WriteAsync(ParseResult parsed, string text, CancellationToken token)
    {
        if (parsed.GetValue(Output) is { } file)
        {
            await File.WriteAllTextAsync(file.FullName, text, token).ConfigureAwait(false);
        }
        else
        {
            Console.Out.Write(text);
        }

        return ExitCode.Done;
    }
}
