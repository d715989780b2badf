using Microsoft.Extensions.Logging;
using Mugai.Spooling;

namespace Mugai.Gateway.Scanning;

/// <summary>Log lines of scanners: 1720–1749. Next: 1728.</summary>
internal static partial class ScanLog
{
    [LoggerMessage(1720, LogLevel.Error, "Scanner {Scanner} does not answer: {What}. Mail that it must see waits; nothing leaves unscanned. Check that it runs and its address. / 検査エンジンが応答しません。検査できるまでメールを止めています。起動状態とアドレスを確認してください。")]
    public static partial void Down(ILogger log, string scanner, string what);

    [LoggerMessage(1721, LogLevel.Information, "Scanner {Scanner} answers: {Engine}. / 検査エンジンが応答しています。")]
    public static partial void Up(ILogger log, string scanner, UntrustedText engine);

    [LoggerMessage(1722, LogLevel.Warning, "Signatures of scanner {Scanner} are of {Day}: older than scan.maxSignatureAge. Check its updates (freshclam). / 検査エンジンの定義ファイルが古くなっています。更新を確認してください。")]
    public static partial void Stale(ILogger log, string scanner, DateTimeOffset day);

    [LoggerMessage(1723, LogLevel.Error, "Scanner {Scanner} does not find the EICAR test file: it is not asked any more until it does. Check which types and sizes it scans. / 検査エンジンが EICAR テストファイルを検出しません。検査対象の種類と大きさの設定を確認してください。")]
    public static partial void MissesTest(ILogger log, string scanner);

    [LoggerMessage(1724, LogLevel.Warning, "Message {Id}: scanner {Scanner} found {Signature} in {What}; it is held. / 検査エンジンが検出したため保留しました。")]
    public static partial void Infected(ILogger log, MessageId id, string scanner, UntrustedText signature, string what);

    [LoggerMessage(1725, LogLevel.Warning, "Message {Id}: scanner {Scanner} could not scan {What}: {Why}. It waits. / 検査できないため待たせています。")]
    public static partial void NotScanned(ILogger log, MessageId id, string scanner, string what, UntrustedText why);

    [LoggerMessage(1726, LogLevel.Information, "{Count} message(s) that waited for a scanner are tried again. / 検査を待っていたメールの処理を再開します。")]
    public static partial void Resumed(ILogger log, int count);

    [LoggerMessage(1727, LogLevel.Error, "Messages that wait for a scanner could not be tried again; later again. / 検査待ちのメールを再開できませんでした。再試行します。")]
    public static partial void ResumeFailed(ILogger log, Exception failure);
}
