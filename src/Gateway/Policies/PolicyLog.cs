using Microsoft.Extensions.Logging;
using Mugai.Spooling;

namespace Mugai.Gateway.Policies;

/// <summary>What the log says of policies that change. Event ids are stable.</summary>
internal static partial class PolicyLog
{
    [LoggerMessage(1650, LogLevel.Information, "Policies {Revision} are in force (before: {Before}; {Cause}). / ポリシーを読み込み直しました。")]
    public static partial void Changed(ILogger log, string revision, string before, string cause);

    [LoggerMessage(1651, LogLevel.Error, "{Problem}")]
    public static partial void Mistake(ILogger log, string problem);

    [LoggerMessage(1652, LogLevel.Critical, "{Count} mistake(s) in the policy files: the policies {Revision} of before stay in force. `mugai check` lists them. / ポリシーに誤りがあるため、以前のポリシーを使い続けます。")]
    public static partial void Refused(ILogger log, int count, string revision);

    [LoggerMessage(1653, LogLevel.Error, "The new policies could not be stored and are not in force; tried again. / 新しいポリシーを保存できません。再試行します。")]
    public static partial void NotKept(ILogger log, Exception failure);

    [LoggerMessage(1654, LogLevel.Information, "Shadow policies {Revision} judge mails without effect. / 試験ポリシーによる判定（適用なし）を始めました。")]
    public static partial void ShadowChanged(ILogger log, string revision);

    [LoggerMessage(1655, LogLevel.Error, "{Count} mistake(s) in the shadow policy files: nothing is judged by them until they are mended; the policies in force are not touched. `mugai check` lists them. / 試験ポリシーに誤りがあるため、試験判定を止めています。適用中のポリシーに影響はありません。")]
    public static partial void NoShadow(ILogger log, int count);

    [LoggerMessage(1656, LogLevel.Information, "{Message}: under shadow policy {Would} (now {Is}) it would be different: {Lines} / 試験ポリシーでは扱いが変わります。")]
    public static partial void Different(ILogger log, MessageId message, string @is, string would, string lines);

    [LoggerMessage(1657, LogLevel.Error, "{Message} could not be judged by the shadow policies; the mail goes on as always. / 試験ポリシーで判定できませんでした。メールの処理は続けます。")]
    public static partial void NotJudged(ILogger log, MessageId message, Exception failure);
}
