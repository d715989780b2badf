using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Telemetry;

/// <summary>Log lines of watching: 1750–1799. Next: 1762.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(1750, LogLevel.Warning, "Part {Part} could not be looked at. / 状態を確認できませんでした。")]
    public static partial void ProbeFailed(ILogger log, string part, Exception failure);

    [LoggerMessage(1751, LogLevel.Error, "ALERT {Part}: {En} {DoEn} / 【警報】{Ja}{DoJa}")]
    public static partial void Raised(ILogger log, string part, string en, string doEn, string ja, string doJa);

    [LoggerMessage(1752, LogLevel.Warning, "Alert {Part} is still raised since {Since:O}: {En} / 【警報継続】{Ja}")]
    public static partial void Repeated(ILogger log, string part, DateTimeOffset since, string en, string ja);

    [LoggerMessage(1753, LogLevel.Information, "Alert {Part} is over. / 【復旧】警報は解消しました。")]
    public static partial void Cleared(ILogger log, string part);

    [LoggerMessage(1754, LogLevel.Error, "The alert mail could not be sent: {Why}. / 警報メールを送信できませんでした。")]
    public static partial void MailFailed(ILogger log, string why);

    [LoggerMessage(1755, LogLevel.Warning, "The file of raised alerts {File} could not be read or written; alerts may be told once more. / 警報の状態を保存できません。同じ警報を再度通知することがあります。")]
    public static partial void StateFailed(ILogger log, string file, Exception failure);

    [LoggerMessage(1756, LogLevel.Information, "Canary {Message} was caught in {Milliseconds} ms.")]
    public static partial void CanaryCaught(ILogger log, string message, long milliseconds);

    [LoggerMessage(1757, LogLevel.Critical, "The canary failed: {Why} / 【警報】試験メールが失敗しました。")]
    public static partial void CanaryFailed(ILogger log, string why);

    [LoggerMessage(1758, LogLevel.Error, "{Count} file(s) of the program or configuration are not what they were: {Files} / 【警報】プログラムまたは設定のファイルが変わりました。")]
    public static partial void FilesChanged(ILogger log, int count, string files);

    [LoggerMessage(1759, LogLevel.Information, "Hashes of {Count} files of program and configuration were checked.")]
    public static partial void FilesChecked(ILogger log, int count);

    [LoggerMessage(1760, LogLevel.Warning, "Events could not be forwarded to {Receiver}: {Why}; {Dropped} were dropped so far. / 転送先に接続できません。")]
    public static partial void ForwardingFailed(ILogger log, string receiver, string why, long dropped);

    [LoggerMessage(1761, LogLevel.Information, "Events are forwarded to {Receiver} again.")]
    public static partial void ForwardingResumed(ILogger log, string receiver);
}
