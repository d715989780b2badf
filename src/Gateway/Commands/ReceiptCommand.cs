using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Quarantine;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai audit receipt</c>: checks a receipt file, without any store; or writes one with <c>--message</c>.</summary>
internal static class ReceiptCommand
{
    private static readonly Argument<FileInfo?> Receipt = new("FILE") { Description = "Receipt to check / 検証する証明書", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<FileInfo?> Key = new("--key") { Description = "The public key it must be signed with (mugai audit key) / 署名に使われた公開鍵", HelpName = "PEM" };
    private static readonly Option<string?> Message = new("--message") { Description = "Write the receipt of this message / この受付番号の証明書を出力", HelpName = "ID" };
    private static readonly Option<int> Group = new("--group") { Description = "For which group of recipients / 宛先グループ", HelpName = "N" };
    private static readonly Option<FileInfo?> Output = new("-o", "--output") { Description = "File to write / 出力先", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("receipt", "Check a receipt (無害化証明), or write one / 無害化証明の検証と出力") { Receipt, Key, Message, Group, Output };
        command.SetAction((parsed, token) => parsed.GetValue(Message) is { } id
            ? StoreCall.WithDoorAsync(parsed, door => WriteAsync(parsed, door, id, token), token)
            : Task.FromResult(Check(parsed)));
        return command;
    }

    private static async Task<int> WriteAsync(ParseResult parsed, IStoreDoor door, string id, CancellationToken token)
    {
        var arguments = new JsonObject { ["id"] = id, ["group"] = parsed.GetValue(Group) };
        if (await door.CallAsync("audit.receipt", arguments, token).ConfigureAwait(false) is not { } receipt)
        {
            Say.Error("no such message, or it has no report yet.", "該当するメールがないか、まだ処理されていません。");
            return ExitCode.Usage;
        }

        var text = receipt.GetValue<string>();
        if (parsed.GetValue(Output) is { } file)
        {
            await File.WriteAllTextAsync(file.FullName, text, new UTF8Encoding(false), token).ConfigureAwait(false);
        }
        else
        {
            Console.Out.Write(text);
        }

        return ExitCode.Done;
    }

    private static int Check(ParseResult parsed)
    {
        if (parsed.GetValue(Receipt) is not { Exists: true } file || parsed.GetValue(Key) is { Exists: false })
        {
            Say.Error("say which receipt FILE to check, and a --key that exists.", "検証する証明書ファイル（と存在する --key）を指定してください。");
            return ExitCode.Usage;
        }

        if (Receipts.Verify(File.ReadAllBytes(file.FullName)) is not { } verified)
        {
            Console.Out.WriteLine("NOT VALID / 無効");
            Say.Error("the receipt was changed, or is none.", "証明書が改ざんされているか、証明書ではありません。");
            return ExitCode.Failure;
        }

        if (parsed.GetValue(Key) is { } pem && NameOf(pem) != verified.Key)
        {
            Console.Out.WriteLine($"NOT VALID / 無効: key {verified.Key}");
            Say.Error("it was signed with another key.", "別の鍵で署名されています。");
            return ExitCode.Failure;
        }

        Console.Out.WriteLine($"VALID / 有効: message {verified.Receipt.GetProperty("message").GetString()}, key {verified.Key}");
        if (parsed.GetValue(Key) is null)
        {
            Say.Line("       鍵が自組織のものか、--key か鍵の値で確認してください。 / Compare the key with your own, or say --key.");
        }

        return ExitCode.Done;
    }

    private static string? NameOf(FileInfo pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(pem.FullName));
            return AuditSigner.NameOf(key.ExportSubjectPublicKeyInfo());
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
