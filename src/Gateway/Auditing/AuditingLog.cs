using Microsoft.Extensions.Logging;
using Mugai.Auditing;

namespace Mugai.Gateway.Auditing;

/// <summary>Log ids 1200–1299.</summary>
internal static partial class AuditingLog
{
    [LoggerMessage(1200, LogLevel.Critical, "The audit chain is broken ({Fault} at entry {Entry}). The fact was recorded; run `mugai audit verify` and find out who wrote to the store.")]
    public static partial void ChainBroken(ILogger logger, AuditFault fault, long entry);

    // The next id is 1201.
}
