using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Hosting;

/// <summary>Log lines of the host: 1600–1699. Next: 1606.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1600, LogLevel.Information, "Mugai {Version} is running: SMTP {Smtp}, portal {Portal}, next hop {NextHop}, store {Store}")]
    public static partial void Running(ILogger log, string version, string smtp, string portal, string nextHop, string store);

    [LoggerMessage(1601, LogLevel.Information, "Stopping: no new mail is taken, what is on its way is finished. / 停止処理中です。")]
    public static partial void Stopping(ILogger log);

    [LoggerMessage(1602, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(1603, LogLevel.Warning, "No recipient domains are configured: every recipient is refused. Set smtp.recipientDomains. / 宛先ドメインが未設定のため、すべての宛先を拒否します。")]
    public static partial void NoDomains(ILogger log);

    [LoggerMessage(1605, LogLevel.Error, "The portal's changed certificate or key (portal.tls) cannot be read; the old pair stays in force. / 新しい証明書または秘密鍵（portal.tls）を読み込めません。以前のものを使い続けます。")]
    public static partial void CertificateKept(ILogger log, Exception failure);

    [LoggerMessage(1604, LogLevel.Critical, "DANGER: workers run without a sandbox (workers.dangerUnsandboxed). / 【危険】隔離なしでワーカーを実行しています。")]
    public static partial void Unsandboxed(ILogger log);
}
