using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Spooling;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai queue …</c>: what waits in the spool, and what an administrator does about it.</summary>
internal static class QueueCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "JSON on standard output / JSON で出力" };
    private static readonly Argument<string> Id = new("ID") { Description = "Message reference / 受付番号" };
    private static readonly Argument<string?> MaybeId = new("ID") { Description = "Message reference / 受付番号", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> All = new("--all") { Description = "Everything that waits / 待機中のすべて" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; goes into the audit log / 理由（監査ログに残ります）", HelpName = "TEXT" };

    public static Command Create()
    {
        var list = new Command("list", "What waits / 待機中のメール一覧") { Json };
        list.SetAction((parsed, token) => WithQueueAsync(parsed, async queue => List(await queue.ListAsync(token).ConfigureAwait(false), parsed.GetValue(Json)), token));
        var show = new Command("show", "One message / 1 通の詳細") { Id };
        show.SetAction((parsed, token) => ForOneAsync(parsed, parsed.GetRequiredValue(Id), async (queue, id) => Show(await queue.ShowAsync(id, token).ConfigureAwait(false), id), token));
        var retry = new Command("retry", "Try again now / 今すぐ再試行") { MaybeId, All, Reason };
        retry.SetAction((parsed, token) => RetryAsync(parsed, token));
        var drop = new Command("drop", "Give a message up / 配送を取りやめる") { Id, Reason };
        drop.SetAction((parsed, token) => ForOneAsync(parsed, parsed.GetRequiredValue(Id), (queue, id) => ActAsync(parsed, why => queue.DropAsync(id, why, token), id), token));
        return new Command("queue", "Look at and act on the queue / 待機中メールの確認と操作") { list, show, retry, drop };
    }

    private static Task<int> RetryAsync(ParseResult parsed, CancellationToken token)
    {
        var id = parsed.GetValue(MaybeId);
        if (parsed.GetValue(All) == id is not null)
        {
            Say.Error("say either an ID or --all.", "ID か --all のどちらか一方を指定してください。");
            return Task.FromResult(ExitCode.Usage);
        }

        return id is null
            ? WithQueueAsync(parsed, queue => ActAsync(parsed, why => queue.RetryAllAsync(why, token), null), token)
            : ForOneAsync(parsed, id, (queue, message) => ActAsync(parsed, why => queue.RetryAsync(message, why, token), message), token);
    }

    private static async Task<int> ActAsync(ParseResult parsed, Func<string, Task<int?>> act, MessageId? id)
    {
        if (parsed.GetValue(Reason) is not { Length: > 0 } why)
        {
            Say.Error("--reason is needed: who reads the audit log later must know why.", "--reason が必要です（監査ログに理由を残します）。");
            return ExitCode.Usage;
        }

        if (await act(why).ConfigureAwait(false) is not { } count)
        {
            return NotFound(id);
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} recipient(s) / {count} 件の宛先"));
        return ExitCode.Done;
    }

    private static Task<int> ForOneAsync(ParseResult parsed, string text, Func<IStoreDoor, MessageId, Task<int>> act, CancellationToken token)
    {
        if (!MessageId.TryParse(text, out var id))
        {
            Say.Error($"'{text}' is not a message reference (32 hex digits).", $"「{text}」は受付番号（16 進 32 桁）ではありません。");
            return Task.FromResult(ExitCode.Usage);
        }

        return WithQueueAsync(parsed, queue => act(queue, id), token);
    }

    private static Task<int> WithQueueAsync(ParseResult parsed, Func<IStoreDoor, Task<int>> act, CancellationToken token) => StoreCall.WithDoorAsync(parsed, act, token);

    private static int List(JsonArray messages, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(messages.ToJsonString());
            return ExitCode.Done;
        }

        if (messages.Count == 0)
        {
            Console.Out.WriteLine("Nothing waits. / 待機中のメールはありません。");
            return ExitCode.Done;
        }

        var table = new TextTable(("ID", 32), ("差出人 → 宛先 / from → to", 36), ("状態 / state", 14), ("次回 / next", 20), ("最後の応答 / last reply", 36));
        foreach (var message in messages)
        {
            foreach (var recipient in message!["recipients"]!.AsArray())
            {
                string Text(string name) => recipient![name]?.GetValue<string>() ?? "";
                var next = Text("nextAttempt");
                table.Add(message["id"]!.GetValue<string>(), $"{message["from"]}\n→ {Text("address")}", Text("state"), next.Length > 19 ? next[..19] + "Z" : next, Text("lastReply"));
            }
        }

        table.WriteTo(Console.Out);
        return ExitCode.Done;
    }

    private static int Show(JsonObject? message, MessageId id)
    {
        if (message is null)
        {
            return NotFound(id);
        }

        Console.Out.WriteLine(message.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }));
        return ExitCode.Done;
    }

    private static int NotFound(MessageId? id)
    {
        Say.Error($"{id}: no such message.", $"{id}：該当するメールはありません。");
        return ExitCode.Usage;
    }
}
