using Microsoft.Extensions.Logging;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>Log lines of the dispatcher: 1500–1599. Next: 1513.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(1500, LogLevel.Error, "The spool could not be searched; trying again. / 保管庫を検索できません。再試行します。")]
    public static partial void ScanFailed(ILogger log, Exception failure);

    [LoggerMessage(1501, LogLevel.Error, "Message {Id} could not be processed by a failure of our own; it is kept and tried again. / 内部障害により処理できません。保持して再試行します。")]
    public static partial void JourneyFailed(ILogger log, MessageId id, Exception failure);

    [LoggerMessage(1502, LogLevel.Information, "Message {Id} was still on its way at shutdown; it goes on at the next start.")]
    public static partial void Abandoned(ILogger log, MessageId id);

    [LoggerMessage(1503, LogLevel.Information, "Message {Id} group {Group}: {Outcome} {Reason}, {Delivered} delivered, {Deferred} deferred, {Failed} failed, {Held} held, {Milliseconds} ms")]
    public static partial void Processed(ILogger log, MessageId id, int group, Outcome outcome, Reason reason, int delivered, int deferred, int failed, int held, long milliseconds);

    [LoggerMessage(1504, LogLevel.Warning, "Message {Id} is in a loop ({Hops} hops); it is returned. / メールがループしています。")]
    public static partial void Loop(ILogger log, MessageId id, int hops);

    [LoggerMessage(1505, LogLevel.Warning, "Message {Id} is held for the administrator: {Reason}. / 管理者の確認待ちとして保留しました。")]
    public static partial void HeldWhole(ILogger log, MessageId id, Reason reason);

    [LoggerMessage(1507, LogLevel.Error, "Expiring old originals or sending what was approved failed; trying again. / 保存期間切れの処理、または承認済みの払い出しに失敗しました。再試行します。")]
    public static partial void BackgroundFailed(ILogger log, Exception failure);

    [LoggerMessage(1508, LogLevel.Information, "Message {Id}: notification {Notification} by {Route} ({Why})")]
    public static partial void SenderTold(ILogger log, MessageId id, MessageId notification, string route, string why);

    [LoggerMessage(1509, LogLevel.Information, "Parts of message {Id} were opened by a password and follow in a second mail to {Recipients} recipient(s). / パスワードで開いた添付ファイルを別便で送ります。")]
    public static partial void PartsFollow(ILogger log, MessageId id, int recipients);

    [LoggerMessage(1510, LogLevel.Information, "Parts of message {Id} still wait for a password: {Outcome} {Reason}")]
    public static partial void PartsStillWait(ILogger log, MessageId id, Outcome outcome, Reason reason);

    [LoggerMessage(1512, LogLevel.Warning, "Message {Id} goes back to its sender: the policy refuses {Why}. / ポリシーにより返送します。")]
    public static partial void Refused(ILogger log, MessageId id, string why);

    [LoggerMessage(1511, LogLevel.Error, "Waiting parts of message {Id} could not be tried; they go on waiting. / 保留中の添付ファイルを開けませんでした。保留を続けます。")]
    public static partial void OpeningFailed(ILogger log, MessageId id, Exception failure);
}
