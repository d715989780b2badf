using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai quarantine …</c>: finds mail in the store, keeps it, holds it, erases it.</summary>
internal static class QuarantineCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly Argument<string> Id = new("ID") { Description = "Message reference / 受付番号" };
    private static readonly Argument<string?> MaybeId = new("ID") { Description = "Message reference / 受付番号", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; goes into the audit log / 理由（監査ログに残ります）", HelpName = "TEXT" };
    private static readonly Option<bool> End = new("--end") { Description = "Take it back / 解除" };
    private static readonly Option<bool> All = new("--all") { Description = "Everything, new mail too / 新着を含むすべて" };
    private static readonly Option<string?> Tenant = new("--tenant") { Description = "Of this tenant / 団体", HelpName = "NAME" };
    private static readonly Option<bool> Json = new("--json") { Description = "A line of JSON per mail / JSON で出力" };
    private static readonly Option<long> Limit = new("--limit") { Description = "At most so many / 最大件数", HelpName = "N", DefaultValueFactory = _ => 50 };
    private static readonly Option<int?> Days = new("--days") { Description = "Of the last days / 過去の日数", HelpName = "N" };
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Not before / この日時以降", HelpName = "TIME" };
    private static readonly Option<DateTimeOffset?> Until = new("--until") { Description = "Before / この日時より前", HelpName = "TIME" };
    private static readonly Option<string[]> States = new("--state") { Description = "queued, deferred, delivered, failed, held or dropped / 状態", HelpName = "STATE" };
    private static readonly Option<bool> Waiting = new("--waiting") { Description = "With parts that wait for a password / パスワード待ち" };
    private static readonly Option<bool> Pinned = new("--pinned") { Description = "Kept beyond the retention / 保存期間の延長中" };

    private static readonly Option<string?>[] Texts =
    [
        new("--recipient") { Description = "To this address / 宛先", HelpName = "ADDRESS" },
        new("--sender") { Description = "From this address or domain / 差出人またはドメイン", HelpName = "ADDRESS" },
        new("--subject") { Description = "With this in the subject / 件名の一部", HelpName = "TEXT" },
        new("--finding") { Description = "With this finding, e.g. ooxml.vba / 検出事項", HelpName = "CODE" },
        new("--link") { Description = "With a link to this host / 本文のリンク先のホスト名", HelpName = "HOST" },
        new("--hash") { Description = "With a part of this SHA-256 / 添付の SHA-256", HelpName = "HEX" },
        Tenant,
    ];

    public static Command Create()
    {
        var list = new Command("list", "Find mail, newest first / メールを検索します") { Json, Limit, Days, Since, Until, States, Waiting, Pinned };
        Array.ForEach(Texts, list.Add);
        list.SetAction((parsed, token) => StoreCall.WithDoorAsync(parsed, door => ListAsync(parsed, door, token), token));
        var show = new Command("show", "One mail with every step; itself on record / 1 通の詳細と経過（閲覧も記録されます）") { Id };
        show.SetAction((parsed, token) => StoreCall.WithDoorAsync(parsed, async door => Show(parsed, await door.CallAsync("quarantine.show", Named(parsed), token).ConfigureAwait(false)), token));
        var pin = Act("pin", "Keep beyond the retention / 保存期間を過ぎても残します", End);
        var erase = Act("erase", "Destroy its key: nobody can read it any more / 鍵を破棄して消去します（元に戻せません）");
        var retry = Act("retry", "Send on what is held / 保留中のメールを再開します");
        var hold = new Command("hold", "Hold one mail, a tenant's or all / 1 通、団体、またはすべてを保留します") { MaybeId, All, Tenant, End, Reason };
        hold.SetAction((parsed, token) => HoldAsync(parsed, token));
        var confirm = new Command("confirm-clock", "The clock is right: erase again what is past its retention / 時計が正しいことを確認し、保存期間による消去を再開します") { Reason };
        confirm.SetAction((parsed, token) => ActAsync(parsed, "retention.confirm-clock", [], token));
        return new Command("quarantine", "Originals and what is held / 原本と保留メール") { list, show, pin, erase, hold, retry, confirm };
    }

    private static Command Act(string name, string description, params Option[] options)
    {
        var command = new Command(name, description) { Id, Reason };
        Array.ForEach(options, command.Add);
        command.SetAction((parsed, token) => ActAsync(parsed, $"quarantine.{name}", Named(parsed), token));
        return command;
    }

    private static JsonObject Named(ParseResult parsed) => new() { ["id"] = parsed.GetRequiredValue(Id) };

    private static async Task<int> ActAsync(ParseResult parsed, string call, JsonObject arguments, CancellationToken token)
    {
        if (parsed.GetValue(Reason) is not { Length: > 0 } why)
        {
            Say.Error("--reason is needed: who reads the audit log later must know why.", "--reason が必要です（監査ログに理由を残します）。");
            return ExitCode.Usage;
        }

        arguments["reason"] = why;
        arguments["end"] = parsed.CommandResult.Command.Options.Contains(End) && parsed.GetValue(End);
        return await StoreCall.WithDoorAsync(parsed, async door => Show(parsed, await door.CallAsync(call, arguments, token).ConfigureAwait(false)), token).ConfigureAwait(false);
    }

    private static Task<int> HoldAsync(ParseResult parsed, CancellationToken token)
    {
        var (id, all, tenant) = (parsed.GetValue(MaybeId), parsed.GetValue(All), parsed.GetValue(Tenant));
        if ((id is null ? 0 : 1) + (all ? 1 : 0) + (tenant is null ? 0 : 1) != 1)
        {
            Say.Error("say one of ID, --tenant or --all.", "ID、--tenant、--all のいずれか 1 つを指定してください。");
            return Task.FromResult(ExitCode.Usage);
        }

        return id is not null
            ? ActAsync(parsed, "quarantine.hold", new JsonObject { ["id"] = id }, token)
            : ActAsync(parsed, "quarantine.hold-everything", new JsonObject { ["tenant"] = tenant }, token);
    }

    private static async Task<int> ListAsync(ParseResult parsed, IStoreDoor door, CancellationToken token)
    {
        var asked = new JsonObject
        {
            ["since"] = parsed.GetValue(Days) is { } days ? DateTimeOffset.UtcNow.AddDays(-days) : parsed.GetValue(Since), ["until"] = parsed.GetValue(Until),
            ["states"] = new JsonArray([.. (parsed.GetValue(States) ?? []).Select(state => (JsonNode)state)]), ["waiting"] = parsed.GetValue(Waiting), ["pinned"] = parsed.GetValue(Pinned),
        };
        foreach (var text in Texts)
        {
            asked[text.Name[2..]] = parsed.GetValue(text);
        }

        var table = new TextTable(("ID", 32), ("受信 / received", 16), ("差出人 → 宛先 / from → to", 36), ("件名 / subject", 32), ("状態 / state", 12));
        var left = parsed.GetValue(Limit);
        for (long? before = null; left > 0;)
        {
            asked["max"] = Math.Min(left, 200);
            asked["before"] = before;
            var page = (await door.CallAsync("quarantine.list", (JsonObject)asked.DeepClone(), token).ConfigureAwait(false))!;
            foreach (var row in page["rows"]!.AsArray())
            {
                left--;
                if (parsed.GetValue(Json))
                {
                    Console.Out.WriteLine(row!.ToJsonString(OneLine));
                    continue;
                }

                var recipients = row!["recipients"]!.AsArray();
                table.Add(
                    row["id"]!.GetValue<string>(), row["received"]!.GetValue<string>(), $"{row["from"]}\n→ {string.Join("\n→ ", recipients.Select(recipient => recipient!["address"]))}",
                    row["subject"]!.GetValue<string>(), string.Join('\n', recipients.Select(recipient => recipient!["state"]!.GetValue<string>()).Distinct()));
            }

            before = page["next"]?.GetValue<long>();
            left = before is null ? 0 : left;
        }

        if (!parsed.GetValue(Json))
        {
            table.WriteTo(Console.Out);
        }

        return ExitCode.Done;
    }

    private static int Show(ParseResult parsed, JsonNode? answer)
    {
        if (answer is null)
        {
            Say.Error("no such message.", "該当するメールはありません。");
            return ExitCode.Usage;
        }

        Console.Out.WriteLine(answer.ToJsonString(Indented));
        return ExitCode.Done;
    }
}
