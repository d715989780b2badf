using Microsoft.Extensions.Logging;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>Log ids 1100–1199.</summary>
internal static partial class SpoolLog
{
    [LoggerMessage(1100, LogLevel.Information, "Store {Path} opened: {DroppedRecords} unacknowledged records dropped, {CutBytes} bytes cut, {RemovedFiles} leftover files removed.")]
    public static partial void Opened(ILogger logger, string path, int droppedRecords, long cutBytes, int removedFiles);

    [LoggerMessage(1101, LogLevel.Critical, "Acknowledged message {Message} is damaged in segment {Segment} at {Offset}: {What}. Restore it from a backup and look at the disk.")]
    public static partial void RecordDamaged(ILogger logger, MessageId message, long segment, long offset, string what);

    [LoggerMessage(1102, LogLevel.Error, "A commit of {Requests} requests failed at the {Stage} (out of space: {OutOfSpace}); none of them was acknowledged.")]
    public static partial void BatchFailed(ILogger logger, string stage, int requests, bool outOfSpace, Exception failure);

    [LoggerMessage(1103, LogLevel.Error, "The database could not be set back after a failed commit; it is tried again before the next one.")]
    public static partial void RollbackFailed(ILogger logger, Exception failure);

    [LoggerMessage(1104, LogLevel.Warning, "The master key {KeyFile} lies under the storage folder {Path}. A backup of the folder then holds key and data together, and erasing is worth nothing: move the key elsewhere.")]
    public static partial void MasterKeyUnderStorage(ILogger logger, string keyFile, string path);

    [LoggerMessage(1105, LogLevel.Warning, "The master key {KeyFile} can be read by other users; set its mode to 0600.")]
    public static partial void MasterKeyTooOpen(ILogger logger, string keyFile);

    [LoggerMessage(1106, LogLevel.Critical, "Message {Message} cannot be shown: its key or envelope does not verify. It was damaged or tampered with.")]
    public static partial void EnvelopeDamaged(ILogger logger, MessageId message);

    [LoggerMessage(1107, LogLevel.Warning, "Storage state changed from {Before} to {After}; {FreeBytes} bytes are free.")]
    public static partial void SpaceChanged(ILogger logger, SpoolSpace before, SpoolSpace after, long freeBytes);

    [LoggerMessage(1108, LogLevel.Information, "{Messages} messages past their retention were erased, {Segments} segments given back.")]
    public static partial void Expired(ILogger logger, int messages, int segments);

    [LoggerMessage(1109, LogLevel.Information, "A new master key was made in {KeyFile}. Keep a copy in a safe place: without it nothing in the store can be read.")]
    public static partial void MasterKeyMade(ILogger logger, string keyFile);

    [LoggerMessage(1110, LogLevel.Error, "The clock cannot be believed (jumped by {Days} days; 0: no time service keeps it): nothing is erased for its age until {Until}. Look at the clock, then `mugai quarantine confirm-clock`. / 時計を信用できないため、保存期間による消去を止めました。時計を確認してください。")]
    public static partial void RetentionPaused(ILogger logger, double days, DateTimeOffset until);

    // The next id is 1111.
}
