using Microsoft.Extensions.Logging;
using Mugai.Auditing;

namespace Mugai.Gateway.Auditing;

/// <summary>Log ids 1200–1299.</summary>
internal static partial class AuditingLog
{
    [LoggerMessage(1200, LogLevel.Critical, "The audit chain is broken ({Fault} at entry {Entry}). The fact was recorded; run `mugai audit verify` and find out who wrote to the store.")]
    public static partial void ChainBroken(ILogger logger, AuditFault fault, long entry);

    [LoggerMessage(1201, LogLevel.Information, "Audit checkpoint: entry {Through} has hash {Hash}; key {Key}, signature {Signature}.")]
    public static partial void Checkpoint(ILogger logger, long through, string hash, string key, string signature);

    [LoggerMessage(1202, LogLevel.Information, "{Entries} audit entries past their retention were removed, up to a checkpoint.")]
    public static partial void Cut(ILogger logger, long entries);

    [LoggerMessage(1203, LogLevel.Warning, "The audit log is not forwarded ({Why}); entries after {Position} wait. / 監査ログを転送できません。復旧後に続きから送ります。")]
    public static partial void ForwardingStopped(ILogger logger, string why, long position);

    [LoggerMessage(1204, LogLevel.Information, "The audit log is forwarded again, up to entry {Position}. / 監査ログの転送を再開しました。")]
    public static partial void ForwardingAgain(ILogger logger, long position);

    // The next id is 1205.
}
