using System.CommandLine;
using System.Globalization;
using Mugai.Gateway.Api;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai key …</c>: the master key.</summary>
internal static class KeyCommand
{
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; goes into the audit log / 理由（監査ログに残ります）", HelpName = "TEXT" };

    public static Command Create()
    {
        var rotate = new Command("rotate", "Give the stopped store another master key; begun again when it was interrupted / マスターキーを交換します（停止中に実行。中断しても再実行で完了）") { Reason };
        rotate.SetAction(RotateAsync);
        return new Command("key", "The master key / マスターキー") { rotate };
    }

    private static async Task<int> RotateAsync(ParseResult parsed, CancellationToken token)
    {
        if (Setup.LoadConfig(parsed.GetValue(CommandLine.Config)) is not { } config)
        {
            return ExitCode.Usage;
        }

        if (parsed.GetValue(Reason) is not { Length: > 0 } why)
        {
            Say.Error("--reason is needed: who reads the audit log later must know why.", "--reason が必要です（監査ログに理由を残します）。");
            return ExitCode.Usage;
        }

        var options = GatewayHost.SpoolOptionsFor(config);
        if (!File.Exists(Path.Combine(options.Path, EmbeddedSpool.DatabaseName)))
        {
            Say.Error($"no store at {options.Path}.", $"{options.Path} に保管庫がありません。設定ファイルを確認してください。");
            return ExitCode.Usage;
        }

        if (await SocketDoor.TryOpenAsync(Path.Combine(options.Path, ControlSocket.FileName), token).ConfigureAwait(false) is { } running)
        {
            await running.DisposeAsync().ConfigureAwait(false);
            Say.Error("the server runs; stop it first (mail waits at the sender's meanwhile).", "サーバーが稼働中です。停止してから実行してください（その間のメールは送信側で待ちます）。");
            return ExitCode.Usage;
        }

        try
        {
            var result = new KeyRotation(options, TimeProvider.System).Run($"os:{Environment.UserName}", why);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.MasterKeyFile} is new; {result.Keys} keys wrapped again. / 新しい鍵に交換しました。"));
            if (result.Damaged > 0)
            {
                Say.Error($"{result.Damaged} keys did not verify before either; their mail stays unreadable.", $"{result.Damaged} 件の鍵は以前から破損しており、そのメールは読めないままです。");
            }

            Say.Line($"       {options.MasterKeyFile}.old-… は古い鍵です。新しい鍵を別に保管し、古いバックアップの期限が過ぎたら古い鍵を破棄してください。");
            Say.Line($"       {options.MasterKeyFile}.old-… is the old key: copy the new one to its safe place, and destroy the old one when the backups made with it have expired.");
            return ExitCode.Done;
        }
        catch (SpoolStartException refused)
        {
            Say.Error(refused.Message);
        }
        catch (StoreInUseException refused)
        {
            Say.Error(refused.Message);
        }
        catch (Exception refused) when (refused is StoreDatabaseException or IOException or UnauthorizedAccessException)
        {
            Say.Error($"not finished: {refused.Message}. Nothing is lost; run it again.", "完了していません。データは失われていません。空き容量と権限を確認し、もう一度実行してください。");
        }

        return ExitCode.Failure;
    }
}
