using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai user …</c>: accounts, with a running server or without. What it prints as a password is shown this once.</summary>
internal static class UserCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "JSON on standard output / JSON で出力" };
    private static readonly Option<string?> Tenant = new("--tenant") { Description = "Municipality / 団体", HelpName = "NAME" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; goes into the audit log / 理由（監査ログに残ります）", HelpName = "TEXT" };
    private static readonly Argument<string> SignInName = new("NAME") { Description = "Sign-in name / サインイン名" };

    public static Command Create()
    {
        var list = new Command("list", "All accounts / アカウント一覧") { Tenant, Json };
        list.SetAction((parsed, token) => StoreCall.WithDoorAsync(parsed, async door => List(await door.CallAsync("user.list", new JsonObject { ["tenant"] = parsed.GetValue(Tenant) }, token).ConfigureAwait(false), parsed.GetValue(Json)), token));
        return new Command("user", "Accounts / アカウントの管理")
        {
            list, Add(), One("disable", "Disable an account and end its sessions / アカウントを停止"), One("enable", "Enable an account again / アカウントを再開"), Reset(), Link(), Import(), Delegate(), Delegations(),
        };
    }

    private static Command Add()
    {
        var name = new Option<string?>("--name") { Description = "Name / 氏名" };
        var department = new Option<string?>("--department") { Description = "Department / 所属" };
        var roles = new Option<string[]>("--role") { Description = "staff, approver, administrator, auditor (again for several) / 役割（複数可）" };
        var addresses = new Option<string[]>("--address") { Description = "Mail address (again for several) / メールアドレス（複数可）" };
        var approvesFor = new Option<string[]>("--approves-for") { Description = "Department to decide for, * for all / 承認する所属。* は全所属" };
        var add = new Command("add", "Make an account with a temporary password / 仮パスワード付きでアカウントを作成") { SignInName, name, department, roles, addresses, approvesFor, Tenant, Reason };
        add.SetAction((parsed, token) => ActAsync(parsed, "user.add", new JsonObject
        {
            ["signInName"] = parsed.GetRequiredValue(SignInName), ["tenant"] = parsed.GetValue(Tenant), ["name"] = parsed.GetValue(name), ["department"] = parsed.GetValue(department),
            ["roles"] = Array(parsed.GetValue(roles)), ["addresses"] = Array(parsed.GetValue(addresses)), ["approvesFor"] = Array(parsed.GetValue(approvesFor)),
        }, token));
        return add;
    }

    private static Command One(string act, string description)
    {
        var command = new Command(act, description) { SignInName, Reason };
        command.SetAction((parsed, token) => ActAsync(parsed, $"user.{act}", new JsonObject { ["signInName"] = parsed.GetRequiredValue(SignInName) }, token));
        return command;
    }

    private static Command Reset()
    {
        var secondFactor = new Option<bool>("--second-factor") { Description = "Take the second factor away too / 二段階認証の登録も消す" };
        var reset = new Command("reset", "New temporary password; ends sessions and lifts a lock / 仮パスワードを再発行") { SignInName, secondFactor, Reason };
        reset.SetAction((parsed, token) => ActAsync(parsed, "user.reset", new JsonObject { ["signInName"] = parsed.GetRequiredValue(SignInName), ["secondFactor"] = parsed.GetValue(secondFactor) }, token));
        return reset;
    }

    private static Command Link()
    {
        var subject = new Option<string?>("--subject") { Description = "The person's sub at the provider / 認証基盤での利用者の sub", HelpName = "SUB" };
        var end = new Option<bool>("--end") { Description = "Take the link away; prints a temporary password / 結び付けを解除し、仮パスワードを発行" };
        var link = new Command("link", "Link an account to somebody of the OIDC provider / アカウントを認証基盤（OIDC）の利用者と結び付け") { SignInName, subject, end, Reason };
        link.SetAction((parsed, token) =>
        {
            if (parsed.GetValue(end) == parsed.GetValue(subject) is { Length: > 0 })
            {
                Say.Error("say either --subject SUB or --end.", "--subject SUB か --end のどちらか一方を指定してください。");
                return Task.FromResult(ExitCode.Usage);
            }

            return ActAsync(parsed, "user.link", new JsonObject { ["signInName"] = parsed.GetRequiredValue(SignInName), ["subject"] = parsed.GetValue(subject), ["end"] = parsed.GetValue(end) }, token);
        });
        return link;
    }

    private static Command Delegate()
    {
        var to = new Option<string>("--to") { Description = "Deputy's sign-in name / 代理者のサインイン名", HelpName = "NAME", Required = true };
        var from = new Option<string>("--from") { Description = "First day, YYYY-MM-DD (default: today) / 開始日", HelpName = "DAY", DefaultValueFactory = _ => DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        var until = new Option<string>("--until") { Description = "Last day / 終了日", HelpName = "DAY", Required = true };
        var end = new Option<bool>("--end") { Description = "End it before its time / 期間の前に終了" };
        var command = new Command("delegate", "Hand an absent approver's decisions to a deputy / 不在の承認者の代理者を設定") { SignInName, to, from, until, end, Reason };
        command.SetAction((parsed, token) =>
        {
            foreach (var day in new[] { parsed.GetRequiredValue(from), parsed.GetRequiredValue(until) })
            {
                if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                {
                    Say.Error($"'{day}' is not a day (YYYY-MM-DD).", $"「{day}」は日付（YYYY-MM-DD）ではありません。");
                    return Task.FromResult(ExitCode.Usage);
                }
            }

            return ActAsync(parsed, "user.delegate", new JsonObject
            {
                ["signInName"] = parsed.GetRequiredValue(SignInName), ["to"] = parsed.GetRequiredValue(to), ["from"] = parsed.GetRequiredValue(from), ["until"] = parsed.GetRequiredValue(until), ["end"] = parsed.GetValue(end),
            }, token);
        });
        return command;
    }

    private static Command Delegations()
    {
        var command = new Command("delegations", "Deputies now and later / 代理者の一覧") { Tenant };
        command.SetAction((parsed, token) => StoreCall.WithDoorAsync(
            parsed,
            async door =>
            {
                var table = new TextTable(("承認者 / approver", 24), ("代理者 / deputy", 24), ("開始 / from", 12), ("終了 / until", 12));
                foreach (var row in (await door.CallAsync("user.delegations", new JsonObject { ["tenant"] = parsed.GetValue(Tenant) }, token).ConfigureAwait(false))!.AsArray())
                {
                    table.Add(row!["from"]!.GetValue<string>(), row["to"]?.GetValue<string>() ?? "—", row["firstDay"]!.GetValue<string>(), row["lastDay"]!.GetValue<string>());
                }

                table.WriteTo(Console.Out);
                return ExitCode.Done;
            },
            token));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV (UTF-8 or Shift_JIS) / CSV ファイル" };
        var day = new Option<string?>("--day") { Description = "Day it takes effect, YYYY-MM-DD (default: today) / 反映する日", HelpName = "DAY" };
        var preview = new Option<bool>("--preview") { Description = "Show what would change, change nothing / 変更内容の確認のみ" };
        var import = new Command("import", "Take a list of people (transfers) / 人事異動の一括取り込み") { file, day, preview, Tenant, Reason };
        import.SetAction((parsed, token) => ImportAsync(parsed, parsed.GetRequiredValue(file), parsed.GetValue(day), parsed.GetValue(preview), token));
        return import;
    }

    private static async Task<int> ImportAsync(ParseResult parsed, FileInfo file, string? day, bool preview, CancellationToken token)
    {
        day ??= DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Say.Error($"'{day}' is not a day (YYYY-MM-DD).", $"「{day}」は日付（YYYY-MM-DD）ではありません。");
            return ExitCode.Usage;
        }

        if (!file.Exists)
        {
            Say.Error($"{file.Name} does not exist.", $"{file.Name} がありません。");
            return ExitCode.Usage;
        }

        var csv = Decode(await File.ReadAllBytesAsync(file.FullName, token).ConfigureAwait(false));
        var arguments = new JsonObject { ["tenant"] = parsed.GetValue(Tenant), ["csv"] = csv, ["day"] = day, ["preview"] = preview };
        return preview || CheckReason(parsed, arguments)
            ? await StoreCall.WithDoorAsync(parsed, async door => Show((await door.CallAsync("user.import", arguments, token).ConfigureAwait(false))!), token).ConfigureAwait(false)
            : ExitCode.Usage;
    }

    private static int Show(JsonNode answer)
    {
        var faults = answer["faults"]!.AsArray();
        foreach (var fault in faults)
        {
            Say.Line($"{fault!["line"]}: {fault["en"]}\n    {fault["ja"]}");
        }

        if (faults.Count > 0)
        {
            Say.Error($"{faults.Count} mistake(s); nothing was changed.", $"{faults.Count} 件の誤りがあります。何も変更していません。");
            return ExitCode.Usage;
        }

        foreach (var line in answer["changes"]!.AsArray())
        {
            var fields = line!["fields"]!.AsArray().Select(field => $"{field!["field"]}: {field["before"]} → {field["after"]}");
            Console.Out.WriteLine($"{line["act"],-8} {line["signInName"]}  {string.Join(", ", fields)}");
        }

        Console.Out.WriteLine($"{answer["changes"]!.AsArray().Count} change(s), {answer["unchanged"]} unchanged / 変更 {answer["changes"]!.AsArray().Count} 件");
        foreach (var made in answer["passwords"]?.AsArray() ?? [])
        {
            Console.Out.WriteLine($"{made!["signInName"]}\t{made["name"]}\t{made["password"]}");
        }

        if (answer["planned"] is { } planned)
        {
            Console.Out.WriteLine($"Takes effect on {planned} / {planned} に反映します");
        }

        return ExitCode.Done;
    }

    private static async Task<int> ActAsync(ParseResult parsed, string call, JsonObject arguments, CancellationToken token)
    {
        if (!CheckReason(parsed, arguments))
        {
            return ExitCode.Usage;
        }

        return await StoreCall.WithDoorAsync(
            parsed,
            async door =>
            {
                var answer = (await door.CallAsync(call, arguments, token).ConfigureAwait(false))!;
                Console.Out.WriteLine(answer["password"] is { } password ? $"{answer["signInName"]}: temporary password / 仮パスワード {password}" : $"{answer["signInName"]}: done / 完了しました");
                return ExitCode.Done;
            },
            token).ConfigureAwait(false);
    }

    private static bool CheckReason(ParseResult parsed, JsonObject arguments)
    {
        if (parsed.GetValue(Reason) is { Length: > 0 } why)
        {
            arguments["reason"] = why;
            return true;
        }

        Say.Error("--reason is needed: who reads the audit log later must know why.", "--reason が必要です（監査ログに理由を残します）。");
        return false;
    }

    private static int List(JsonNode? answer, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(answer!.ToJsonString(new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }));
            return ExitCode.Done;
        }

        var table = new TextTable(("サインイン名 / sign-in", 24), ("氏名 / name", 20), ("所属 / department", 20), ("役割 / roles", 30), ("状態 / state", 12), ("最終 / last sign-in", 20));
        foreach (var account in answer!.AsArray())
        {
            string Text(string field) => account![field]?.GetValue<string>() ?? "";
            var last = Text("lastSignIn");
            table.Add(
                Text("signInName"), Text("name"), Text("department"), string.Join(' ', account!["roles"]!.AsArray().Select(role => role!.GetValue<string>())),
                !account["active"]!.GetValue<bool>() ? "disabled" : Text("lockedUntil").Length > 0 ? "locked" : "active", last.Length > 16 ? last[..16] : last);
        }

        table.WriteTo(Console.Out);
        return ExitCode.Done;
    }

    private static JsonArray Array(string[]? values) => [.. (values ?? []).Select(value => (JsonNode)value)];

    private static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetString(bytes);
        }
    }
}
