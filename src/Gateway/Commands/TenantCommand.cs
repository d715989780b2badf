using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai tenant …</c>: what the store keeps for each tenant (団体), and the erasure of one that left.</summary>
internal static class TenantCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "Tenant / 団体の名前" };
    private static readonly Option<bool> Json = new("--json") { Description = "JSON on standard output / JSON で出力" };
    private static readonly Option<bool> Force = new("--force") { Description = "Although the configuration names it: its mail goes on, under a new key / 設定に残っている団体でも消去（以後のメールは新しい鍵で保存）" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; goes into the audit log / 理由（監査ログに残ります）", HelpName = "TEXT" };

    public static Command Create()
    {
        var list = new Command("list", "What is kept for each tenant / 団体ごとの保存状況") { Json };
        list.SetAction(ListAsync);
        var erase = new Command("erase", "Destroy a tenant's key: none of its mail can be read any more, for good / 団体の鍵を破棄し、その団体のメールを読めなくします（取り消せません）") { Name, Force, Reason };
        erase.SetAction(EraseAsync);
        return new Command("tenant", "Tenants / 団体の保存状況と消去") { list, erase };
    }

    /// <summary>Whether mail is accepted for it, or policies speak of it.</summary>
    public static bool IsConfigured(Setup setup, string tenant) =>
        tenant == Tenant.DefaultName || setup.Tenants.Find(tenant) is not null || setup.Policies.Rules.Any(rule => rule.Tenant == tenant);

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken token)
    {
        if (Setup.Load(parsed.GetValue(CommandLine.Config)) is not { } setup)
        {
            return ExitCode.Usage;
        }

        return await StoreCall.WithDoorAsync(
            parsed, async door => List(setup, (await door.CallAsync("tenant.list", [], token).ConfigureAwait(false))!.AsArray(), parsed.GetValue(Json)), token).ConfigureAwait(false);
    }

    private static int List(Setup setup, JsonArray tenants, bool json)
    {
        foreach (var tenant in tenants)
        {
            tenant!["configured"] = IsConfigured(setup, tenant["tenant"]!.GetValue<string>());
        }

        if (json)
        {
            Console.Out.WriteLine(tenants.ToJsonString());
            return ExitCode.Done;
        }

        var table = new TextTable(("団体 / tenant", 28), ("メール / mails", 14), ("バイト / bytes", 16), ("待ち / waiting", 14), ("鍵の作成 / key since", 20), ("設定 / configured", 24));
        foreach (var tenant in tenants)
        {
            table.Add(
                new UntrustedText(tenant!["tenant"]!.GetValue<string>()).ForDisplay(), Number(tenant, "messages"), Number(tenant, "bytes"), Number(tenant, "waiting"),
                tenant["keySince"]?.GetValue<DateTimeOffset>().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-",
                tenant["unfinished"]!.GetValue<bool>() ? "消去中 / being erased" : tenant["configured"]!.GetValue<bool>() ? "あり / yes" : "なし / no");
        }

        table.WriteTo(Console.Out);
        return ExitCode.Done;
    }

    private static async Task<int> EraseAsync(ParseResult parsed, CancellationToken token)
    {
        var name = parsed.GetRequiredValue(Name);
        if (parsed.GetValue(Reason) is not { Length: > 0 } why)
        {
            Say.Error("--reason is needed: who reads the audit log later must know why.", "--reason が必要です（監査ログに理由を残します）。");
            return ExitCode.Usage;
        }

        if (Setup.Load(parsed.GetValue(CommandLine.Config)) is not { } setup)
        {
            return ExitCode.Usage;
        }

        if (IsConfigured(setup, name) && !parsed.GetValue(Force))
        {
            Say.Error(
                $"the configuration names '{name}'; nothing was erased. Take its file away and restart the server first, or say --force.",
                $"団体「{name}」は設定に残っています。何も消去していません。団体のファイルを外してサーバーを再起動してから実行するか、--force を付けてください。");
            return ExitCode.Usage;
        }

        var arguments = new JsonObject { ["tenant"] = name, ["reason"] = why, ["force"] = parsed.GetValue(Force) };
        return await StoreCall.WithDoorAsync(parsed, async door => Erased(name, await door.CallAsync("tenant.erase", arguments, token).ConfigureAwait(false)), token).ConfigureAwait(false);
    }

    private static int Erased(string name, JsonNode? answer)
    {
        if (answer is null)
        {
            Say.Error($"the store keeps nothing for '{name}'. `mugai tenant list` shows the names.", $"団体「{name}」の保存データはありません。名前は `mugai tenant list` で確認してください。");
            return ExitCode.Usage;
        }

        var (messages, shared) = (Number(answer, "messages"), Number(answer, "shared"));
        Console.Out.WriteLine($"{name}: key destroyed, {messages} message(s) erased for good. / 鍵を破棄し、メール {messages} 通を消去しました（元に戻せません）。");
        if (shared != "0")
        {
            Console.Out.WriteLine($"{shared} message(s) went to other tenants too and stay theirs. / ほかの団体にも届いた {shared} 通は、その団体のものとして残ります。");
        }

        Say.Line("       消去前のバックアップには鍵が残っています。期限まで保管場所を守るか、今すぐ削除してください。");
        Say.Line("       Backups made before still hold the key: guard them until they expire, or delete them now.");
        return ExitCode.Done;
    }

    private static string Number(JsonNode from, string name) => from[name]!.GetValue<long>().ToString(CultureInfo.InvariantCulture);
}
