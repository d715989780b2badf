using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Tenants;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// The one writer. A thread of its own takes whatever waits, writes the ciphertext, syncs it once, writes all rows in one transaction,
/// syncs that, and then answers everybody. While it syncs, the next batch gathers: the busier, the larger the batch; an idle store
/// commits a single message at once.
/// </summary>
/// <remarks>
/// Crash order. Before the segment sync: a torn tail, cut at start. Between segment sync and commit: whole records without a row,
/// dropped at start; nobody was told 250. During the commit: SQLite's log decides, all or nothing. After the commit, before the
/// answer: the client sends again and the message is there twice, which SMTP allows (RFC 5321 4.5.3.2.6); it is never lost.
/// </remarks>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>Origin: beyond some hundred messages per sync the sync no longer shows; the bound keeps one batch's stall short.</summary>
    private const int MaxBatch = 512;

    /// <summary>Of crowded tenants: a batch of theirs is kept short, because somebody else may come while it is synced.</summary>
    private const int MaxLow = 4;

    /// <summary>Also the monitor: a plain wait, because a spinning one burns the processor that the sessions need.</summary>
    private readonly Queue<SpoolWork> _waiting = new();
    // Of tenants that give way (ADR 32).
    private readonly Queue<SpoolWork> _waitingLow = new();
    private readonly SegmentStore _segments;
    private readonly StoreTables _tables;
    private readonly SpaceGauge _space;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly List<SpoolWork> _batch = [];
    private readonly List<PendingRecord> _records = [];
    private bool _closing;
    private bool _mustRollBack;
    private bool _lowWaited;
    private volatile bool _mustEmptyLog;

    public GroupCommit(SegmentStore segments, StoreTables tables, SpaceGauge space, TimeProvider time, ILogger logger)
    {
        _segments = segments;
        _tables = tables;
        _space = space;
        _time = time;
        _logger = logger;
        _thread = new Thread(Run) { Name = "Mugai spool writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Something is left to do that the next batch does; a <see cref="ProbeWork"/> is enough.</summary>
    public bool NeedsBatch => _mustEmptyLog || _space.Current == SpoolSpace.Unwritable;

    /// <summary>Hands a request over; from here on it cannot be taken back. A store that is closing fails it.</summary>
    public Task Submit(SpoolWork work)
    {
        bool taken;
        lock (_waiting)
        {
            taken = !_closing;
            if (taken)
            {
                (SynchronizationContext.Current is LowPriorityThreads { IsForOneOfMany: true } ? _waitingLow : _waiting).Enqueue(work);
                if (_waiting.Count + _waitingLow.Count == 1)
                {
                    Monitor.Pulse(_waiting);
                }
            }
        }

        if (!taken)
        {
            work.Fail(new SpoolUnavailableException("The store is closed."));
        }

        return work.Done;
    }

    /// <summary>Finishes what waits, then closes the files.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _closing = true;
            Monitor.Pulse(_waiting);
        }

        _thread.Join();
        _tables.TryEmptyLog();
        _segments.Dispose();
        _tables.Dispose();
    }

    private void Run()
    {
        while (TakeBatch())
        {
            CommitBatch();
            _batch.Clear();
        }
    }

    /// <summary>Waits for the next batch; false when the store closes and nothing waits any more.</summary>
    private bool TakeBatch()
    {
        lock (_waiting)
        {
            while (_waiting.Count + _waitingLow.Count == 0 && !_closing)
            {
                Monitor.Wait(_waiting);
            }

            while (_batch.Count < MaxBatch && _waiting.TryDequeue(out var work))
            {
                _batch.Add(work);
            }

            // Whoever is not crowded goes without them, but not twice in a row: they never stand still.
            var room = _batch.Count == 0 || _lowWaited ? MaxLow : 0;
            _lowWaited = room == 0 && _waitingLow.Count > 0;
            for (; room > 0 && _waitingLow.TryDequeue(out var low); room--)
            {
                _batch.Add(low);
            }
        }

        return _batch.Count > 0;
    }

    private void CommitBatch()
    {
        var started = Stopwatch.GetTimestamp();
        RefuseMailUnderReserve();
        if (_batch.Count == 0)
        {
            return;
        }

        var stage = "segment";
        try
        {
            RollBackIfNeeded();
            WriteSegments();
            stage = "transaction";
            _mustRollBack = true;
            WriteRows();
            _mustRollBack = false;
        }
        catch (Exception e)
        {
            FailBatch(stage, e);
            return;
        }

        _segments.MarkReferred();
        _space.ReportSuccess();
        SpoolMetrics.Batch(_batch.Count, Stopwatch.GetElapsedTime(started));
        EmptyLogIfNeeded();
        foreach (var work in _batch)
        {
            work.Complete();
        }
    }

    private void RefuseMailUnderReserve()
    {
        _space.Sample();
        if (_space.Current != SpoolSpace.UnderReserve)
        {
            return;
        }

        for (var i = _batch.Count - 1; i >= 0; i--)
        {
            if (_batch[i].IsNewMail)
            {
                _batch[i].Fail(_space.Refusal());
                _batch.RemoveAt(i);
            }
        }
    }

    private void WriteSegments()
    {
        _records.Clear();
        var any = false;
        foreach (var work in _batch)
        {
            if (work is ProbeWork)
            {
                _segments.Probe();
                any = true;
            }
            else if (work.Record is { } record)
            {
                any = true;
                if (record.IsInMemory)
                {
                    _records.Add(record);
                }
            }
        }

        if (any)
        {
            _segments.Append(_records);
            _segments.Sync();
        }
    }

    private void WriteRows()
    {
        _tables.Begin(_time.GetUtcNow());
        foreach (var work in _batch)
        {
            try
            {
                work.Write(_tables);
            }
            catch (InvalidOperationException e)
            {
                work.Refuse(e);
            }
        }

        _tables.Commit();
        if (_tables.TakeNewCheckpoint() is { } signed)
        {
            AuditingLog.Checkpoint(_logger, signed.Through, signed.Hash, signed.Key, signed.Signature);
        }
    }

    private void FailBatch(string stage, Exception failure)
    {
        var inTransaction = _mustRollBack;
        if (inTransaction)
        {
            _segments.KeepUnreferred();
        }
        else
        {
            _segments.Abandon();
        }

        var outOfSpace = StorageFault.IsOutOfSpace(failure);
        _space.ReportFailure(failure);
        SpoolMetrics.Failure();
        SpoolLog.BatchFailed(_logger, stage, _batch.Count, outOfSpace, failure);
        foreach (var work in _batch)
        {
            work.Fail(new SpoolUnavailableException($"The store could not take it ({stage}): {failure.Message}", outOfSpace, failure), inTransaction && !outOfSpace);
        }

        TryRollBack();
    }

    private void TryRollBack()
    {
        try
        {
            RollBackIfNeeded();
        }
        catch (Exception e) when (StorageFault.IsStorage(e))
        {
            SpoolLog.RollbackFailed(_logger, e); // tried again before the next batch
        }
    }

    private void RollBackIfNeeded()
    {
        if (_mustRollBack)
        {
            _tables.Rollback();
            _mustRollBack = false;
        }
    }

    /// <summary>A reader may stand in the way; then it is tried again after the next batch (the probe's, if nothing else comes), and at the end.</summary>
    private void EmptyLogIfNeeded()
    {
        foreach (var work in _batch)
        {
            _mustEmptyLog |= work.DestroysKeys;
        }

        if (_mustEmptyLog && _tables.TryEmptyLog())
        {
            _mustEmptyLog = false;
        }
    }
}
