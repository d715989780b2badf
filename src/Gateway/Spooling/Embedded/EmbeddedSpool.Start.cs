using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Start and end of a store: lock, database, master key, recovery, in this order.</summary>
public sealed partial class EmbeddedSpool
{
    internal const string DatabaseName = "mugai.db";
    internal const string LockName = "lock";
    internal const string SegmentFolder = "segments";

    /// <summary>How often free space is measured (and a broken store probed) while nothing is committed.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private EmbeddedSpool(EmbeddedSpoolOptions options, Opened opened, TimeProvider time, ILogger logger)
    {
        _options = options;
        _database = Path.Combine(options.Path, DatabaseName);
        _lock = opened.Lock;
        _keys = opened.Keys;
        _master = opened.Keys.Master;
        _space = opened.Space;
        _segments = opened.Segments;
        _time = time;
        _logger = logger;
        Recovery = opened.Facts;
        _recent = new RecentOriginals(options.RecentOriginalBytes);
        _states = opened.States;
        _writer = new GroupCommit(_segments, opened.Tables, _space, time, logger);
        _stops = Read(reader => reader.ListStops());
        _watch = time.CreateTimer(_ => Watch(), null, WatchInterval, WatchInterval);
    }

    /// <summary>
    /// Opens the store, makes it on the first start, recovers what an interrupted run left. Throws <see cref="StoreInUseException"/>
    /// when another process has it open, <see cref="SpoolStartException"/> when it cannot be opened; both say what to do in ja and en.
    /// </summary>
    public static ValueTask<EmbeddedSpool> OpenAsync(
        EmbeddedSpoolOptions options, ILogger? logger = null, TimeProvider? time = null, CancellationToken token = default) =>
        OpenAsync(options, new LinuxStorageFiles(), logger ?? NullLogger.Instance, time ?? TimeProvider.System, token);

    internal static async ValueTask<EmbeddedSpool> OpenAsync(
        EmbeddedSpoolOptions options, IStorageFiles files, ILogger logger, TimeProvider time, CancellationToken token)
    {
        var absolute = options with { Path = Path.GetFullPath(options.Path) };
        var spool = new EmbeddedSpool(absolute, OpenFiles(absolute, files, logger), time, logger);
        try
        {
            await spool.RecordStartAsync(token);
            return spool;
        }
        catch (SpoolUnavailableException e)
        {
            await spool.DisposeAsync();
            throw SpoolStartException.NotWritable(absolute.Path, e);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finishes what was handed over, records the stop and closes. What is not committed by then was not acknowledged.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _disposed) != 0)
        {
            return;
        }

        await _watch.DisposeAsync();
        try
        {
            await RecordAsync(new AuditNote(AuditKind.Stopped, Actors.System, "{}"u8.ToArray()), CancellationToken.None);
        }
        catch (SpoolUnavailableException)
        {
            // Storage is full or gone: logged by the writer; the next start records itself.
        }

        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
        _lock.Dispose();
    }

    private static Opened OpenFiles(EmbeddedSpoolOptions options, IStorageFiles files, ILogger logger)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        SafeFileHandle? locked = null;
        SqliteConnection? connection = null;
        try
        {
            var segmentFolder = Path.Combine(options.Path, SegmentFolder);
            Directory.CreateDirectory(options.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            locked = LinuxStorageFiles.TryLock(Path.Combine(options.Path, LockName)) ?? throw new StoreInUseException(options.Path);
            Directory.CreateDirectory(segmentFolder);

            var database = Path.Combine(options.Path, DatabaseName);
            if (!File.Exists(database) && SegmentStore.ListNumbers(segmentFolder).Count > 0)
            {
                // A fresh database would make every segment an orphan and recovery would remove it, before anybody puts the old one back.
                throw SpoolStartException.UnknownStore(options.Path, $"{DatabaseName} is missing, segments are there", null);
            }

            if (File.Exists(database))
            {
                KeyRotation.FinishFiles(options, database);
            }

            var master = MasterKeyFile.Open(options, mayCreate: !File.Exists(database), logger);
            connection = SqliteConnection.Open(database, create: true);
            StoreSchema.Configure(connection);
            StoreSchema.ConfigureWriter(connection);
            if (StoreSchema.CreateOrCheck(connection, master) is { } wrong)
            {
                throw SpoolStartException.UnknownStore(options.Path, wrong, null);
            }

            CheckMasterKey(connection, master, options);
            if (StoreSchema.ReadMeta(connection, StoreSchema.Meta.Rotation) is not null)
            {
                throw SpoolStartException.RotationUnderWay(options.Path);
            }

            if (StoreSchema.ReadMeta(connection, StoreSchema.Meta.Carried) is { } carried && !master.Adopt(carried))
            {
                throw SpoolStartException.UnknownStore(options.Path, "what an older master key left does not verify", null);
            }

            files.SyncDirectory(options.Path);
            files.SyncDirectory(Path.GetDirectoryName(options.Path.TrimEnd('/'))!);
            var (facts, lastSegment) = new StoreRecovery(connection, files, segmentFolder, logger).Run();
            SpoolLog.Opened(logger, options.Path, facts.DroppedRecords, facts.CutBytes, facts.RemovedFiles);

            var space = new SpaceGauge(files, options.Path, options.ReserveBytes);
            var segments = new SegmentStore(files, segmentFolder, options.SegmentBytes, lastSegment, space);
            var states = new MessageStates();
            var keys = new Keyring(master);
            var opened = new Opened(locked, keys, space, segments, states, new StoreTables(connection, keys, states), facts);
            connection = null;
            locked = null;
            return opened;
        }
        catch (StoreDatabaseException e)
        {
            throw e.Damaged
                ? SpoolStartException.UnknownStore(options.Path, e.Message, e)
                : SpoolStartException.NotWritable(options.Path, e);
        }
        catch (Exception e) when (StorageFault.IsStorage(e))
        {
            throw SpoolStartException.NotWritable(options.Path, e);
        }
        finally
        {
            connection?.Dispose();
            locked?.Dispose();
        }
    }

    internal static void CheckMasterKey(SqliteConnection connection, MasterKey master, EmbeddedSpoolOptions options)
    {
        if (!master.CheckValue.AsSpan().SequenceEqual(StoreSchema.ReadMeta(connection, StoreSchema.Meta.KeyCheck)))
        {
            throw SpoolStartException.WrongMasterKey(options.MasterKeyFile, options.Path);
        }
    }

    /// <summary>
    /// Compares the end of the chain with its head before anything new is written: the next commit writes a new head, which would
    /// cover up that entries were cut off. The finding goes into the chain itself.
    /// </summary>
    private async ValueTask RecordStartAsync(CancellationToken token)
    {
        if (FindBrokenEnd() is { } problem)
        {
            AuditingLog.ChainBroken(_logger, problem.Fault, problem.Sequence);
            await RecordAsync(new AuditNote(AuditKind.ChainBroken, Actors.System, AuditPayload.Fault(problem.Fault.ToString())), token);
        }

        await RecordAsync(new AuditNote(AuditKind.Started, Actors.System, "{}"u8.ToArray()), token);
        if (Recovery.DroppedRecords > 0 || Recovery.DamagedMessages > 0)
        {
            await RecordAsync(new AuditNote(AuditKind.Recovered, Actors.System, AuditPayload.Recovered(Recovery)), token);
        }
    }

    private void Watch()
    {
        _space.Sample();
        if (_writer.NeedsBatch)
        {
            // Whether it succeeds shows in Space; nobody else waits for it.
            _ = _writer.Submit(new ProbeWork()).ContinueWith(
                static probe => _ = probe.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        var space = _space.Current;
        var before = _lastSpace;
        _lastSpace = space;
        if (space != before)
        {
            SpoolLog.SpaceChanged(_logger, before, space, _space.FreeBytes);
        }
    }

    private sealed record Opened(
        SafeFileHandle Lock, Keyring Keys, SpaceGauge Space, SegmentStore Segments, MessageStates States, StoreTables Tables, RecoveryFacts Facts);
}
