using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// Brings files and rows together at start. The rows are the truth (SQLite has recovered its own log by then): what lies behind the
/// last record with a row was never acknowledged and is cut off; a file without any row goes. A row without its record should be
/// impossible and is reported loudly. Time grows with the number of rows, and with the bytes of those segments alone that the last
/// run did not close.
/// </summary>
internal sealed class StoreRecovery(SqliteConnection connection, IStorageFiles files, string folder, ILogger logger)
{
    /// <summary>For each segment that rows refer to: where the last of their records ends.</summary>
    public const string SegmentEnds =
        "SELECT segment, MAX(offset + length) FROM (SELECT segment, offset, length FROM messages " +
        "UNION ALL SELECT segment, offset, length FROM groups WHERE segment IS NOT NULL) GROUP BY segment";

    private int _droppedRecords;
    private long _cutBytes;
    private int _removedFiles;
    private int _damaged;

    /// <summary>Recovers and returns what was done and the highest segment number ever used.</summary>
    public (RecoveryFacts Facts, long LastSegment) Run()
    {
        var ends = ReadEnds();
        var last = ends.Count == 0 ? 0 : ends.Keys.Max();
        foreach (var number in SegmentStore.ListNumbers(folder))
        {
            last = Math.Max(last, number);
            if (ends.Remove(number, out var end))
            {
                CheckSegment(number, end);
            }
            else
            {
                RemoveSegment(number);
            }
        }

        foreach (var missing in ends.Keys)
        {
            ReportRows(missing, _ => "the file is missing");
        }

        if (_removedFiles > 0)
        {
            files.SyncDirectory(folder);
        }

        return (new RecoveryFacts(_droppedRecords, _cutBytes, _removedFiles, _damaged), last);
    }

    private Dictionary<long, long> ReadEnds()
    {
        var ends = new Dictionary<long, long>();
        using var query = connection.Prepare(SegmentEnds);
        while (query.Step())
        {
            ends.Add(query.Int64(0), query.Int64(1));
        }

        return ends;
    }

    private void CheckSegment(long number, long end)
    {
        using var file = File.OpenHandle(SegmentStore.PathOf(folder, number), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var length = RandomAccess.GetLength(file);
        if (length == end)
        {
            return; // closed in good order
        }

        if (length > end)
        {
            _droppedRecords += CountRecords(file, end, length);
            RandomAccess.SetLength(file, end);
            _cutBytes += length - end;
        }

        ReportRows(number, place => FindFault(file, place));
    }

    private void RemoveSegment(long number)
    {
        var path = SegmentStore.PathOf(folder, number);
        using (var file = File.OpenHandle(path))
        {
            var length = RandomAccess.GetLength(file);
            _droppedRecords += CountRecords(file, 0, length);
            _cutBytes += length;
        }

        files.Delete(path);
        _removedFiles++;
    }

    /// <summary>Whole records from <paramref name="place"/> on; stops at the first that is torn (or at preallocated zeros).</summary>
    private static int CountRecords(SafeFileHandle file, long place, long length)
    {
        var count = 0;
        while (TryReadRecord(file, place, length, out var record))
        {
            count++;
            place += record;
        }

        return count;
    }

    /// <summary>Checks header, sum and END of the record at <paramref name="place"/>.</summary>
    private static bool TryReadRecord(SafeFileHandle file, long place, long fileLength, out long recordLength)
    {
        recordLength = 0;
        Span<byte> frame = stackalloc byte[RecordFormat.HeaderBytes];
        if (RandomAccess.Read(file, frame, place) != frame.Length || !RecordFormat.TryReadHeader(frame, out var header))
        {
            return false;
        }

        recordLength = RecordFormat.RecordLength(header.PlainLength);
        if (recordLength > fileLength - place)
        {
            return false;
        }

        var payload = RecordFormat.PayloadLength(header.PlainLength);
        var crc = ReadSum(file, place + RecordFormat.HeaderBytes, payload);
        var trailer = frame[..RecordFormat.TrailerBytes];
        return RandomAccess.Read(file, trailer, place + RecordFormat.HeaderBytes + payload) == trailer.Length
            && RecordFormat.IsTrailer(trailer, crc, payload);
    }

    private static uint ReadSum(SafeFileHandle file, long place, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(RecordFormat.ChunkBytes);
        var crc = 0u;
        while (length > 0)
        {
            var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(RecordFormat.ChunkBytes, length)), place);
            if (count == 0)
            {
                break;
            }

            crc = RecordFormat.Crc(crc, buffer.AsSpan(0, count));
            place += count;
            length -= count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return crc;
    }

    private static string? FindFault(SafeFileHandle file, RecordPlace place) =>
        TryReadRecord(file, place.Offset, RandomAccess.GetLength(file), out var length)
            ? length == place.Length ? null : "another record lies there"
            : "the record is torn or overwritten";

    /// <summary>Looks at every record of a segment that a row refers to and reports those with a fault.</summary>
    private void ReportRows(long number, Func<RecordPlace, string?> findFault)
    {
        using var rows = connection.Prepare(
            "SELECT id, offset, length FROM messages WHERE segment = ?1 UNION ALL " +
            "SELECT m.id, g.offset, g.length FROM groups g JOIN messages m ON m.sequence = g.message WHERE g.segment = ?1");
        rows.Bind(1, number);
        while (rows.Step())
        {
            var place = new RecordPlace(number, rows.Int64(1), rows.Int64(2));
            if (findFault(place) is { } fault)
            {
                _damaged++;
                SpoolMetrics.Damaged();
                SpoolLog.RecordDamaged(logger, MessageId.FromBytes(rows.Blob(0)), number, place.Offset, fault);
            }
        }
    }
}
