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

    // The next id is 1203.
}
