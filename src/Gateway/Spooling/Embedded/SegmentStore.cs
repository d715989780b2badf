using System.Collections.Concurrent;
using System.Globalization;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// The files that hold ciphertext: <c>segments/NNNNNNNNNNNNNNNN.seg</c>. Small records share preallocated segments, a large record is a
/// segment of its own. Numbers only grow, so a name never means two things. Append and sync belong to the group commit's thread;
/// own files are made by any thread.
/// </summary>
/// <remarks>
/// Crash order: bytes are synced, then names, then the row is committed. Whatever lies in a segment without a row was never
/// acknowledged. A segment whose write or sync failed is abandoned: nothing is known about its pages any more, and a later sync of
/// the same file could report a success that is none.
/// </remarks>
internal sealed class SegmentStore : IDisposable
{
    private const string Extension = ".seg";
    private const long SmallestSegmentBytes = 1024 * 1024;

    private readonly IStorageFiles _files;
    private readonly string _folder;
    private readonly long _segmentBytes;
    private readonly SpaceGauge _space;

    /// <summary>Segments that may still gain their first reference: the active one, own files being written, those rolled within this batch.</summary>
    private readonly ConcurrentDictionary<long, byte> _unsettled = new();

    private readonly List<long> _rolled = [];
    private readonly List<ReadOnlyMemory<byte>> _gathered = [];
    private IStorageFile? _active;
    private long _activeNumber;
    private long _activeBytes;
    private long _end;
    private long _referredEnd;
    private long _lastNumber;
    private bool _unsynced;
    private int _newNames;

    public SegmentStore(IStorageFiles files, string folder, long segmentBytes, long lastNumber, SpaceGauge space)
    {
        _files = files;
        _folder = folder;
        _segmentBytes = segmentBytes;
        _lastNumber = lastNumber;
        _space = space;
    }

    public string PathOf(long number) => PathOf(_folder, number);

    public static string PathOf(string folder, long number) =>
        Path.Combine(folder, number.ToString("d16", CultureInfo.InvariantCulture) + Extension);

    /// <summary>Numbers of the segment files in a folder.</summary>
    public static List<long> ListNumbers(string folder)
    {
        var numbers = new List<long>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }

    /// <summary>A file for one large record; <see cref="SettleOwnFile"/> must follow when its fate is known.</summary>
    public (long Number, IStorageFile File) CreateOwnFile()
    {
        var number = Interlocked.Increment(ref _lastNumber);
        _unsettled[number] = 0;
        try
        {
            var file = _files.Create(PathOf(number), 0);
            Volatile.Write(ref _newNames, 1);
            return (number, file);
        }
        catch
        {
            _unsettled.TryRemove(number, out _);
            throw;
        }
    }

    /// <summary>The row was committed, or the record is given up and its file goes.</summary>
    public void SettleOwnFile(long number, bool keep)
    {
        if (!keep)
        {
            TryDelete(number);
        }

        _unsettled.TryRemove(number, out _);
    }

    /// <summary>Writes the records that wait in memory, in order, and tells each its place. Nothing is durable before <see cref="Sync"/>.</summary>
    public void Append(IReadOnlyList<PendingRecord> records)
    {
        for (var next = 0; next < records.Count;)
        {
            MakeRoom(records[next].Place.Length);
            _gathered.Clear();
            var start = _end;
            for (; next < records.Count && _end + records[next].Place.Length <= _activeBytes; next++)
            {
                records[next].PlaceAt(_activeNumber, _end);
                _gathered.Add(records[next].Bytes);
                _end += records[next].Place.Length;
            }

            _unsynced = true;
            _active!.Write(start, _gathered);
        }
    }

    /// <summary>Makes all appended records and all new names durable.</summary>
    public void Sync()
    {
        if (_unsynced)
        {
            _active!.Sync();
            _unsynced = false;
        }

        if (Interlocked.Exchange(ref _newNames, 0) == 1)
        {
            try
            {
                _files.SyncDirectory(_folder);
            }
            catch
            {
                Volatile.Write(ref _newNames, 1);
                throw;
            }
        }
    }

    /// <summary>The rows of everything appended so far are committed.</summary>
    public void MarkReferred()
    {
        _referredEnd = _end;
        ForgetRolled();
    }

    /// <summary>
    /// A write or sync failed: the active segment is not used again. What no row refers to is cut off, which also gives its room back
    /// when the volume is full.
    /// </summary>
    public void Abandon()
    {
        ForgetRolled();
        if (_active is not null)
        {
            CloseActive(_referredEnd);
            if (_referredEnd == 0)
            {
                TryDelete(_activeNumber); // hours without room must not leave a file for each try
            }

            _unsettled.TryRemove(_activeNumber, out _);
        }
    }

    /// <summary>The transaction failed after a good sync. The bytes stay where they are: a commit that failed late may yet be found committed.</summary>
    public void KeepUnreferred() => MarkReferred();

    /// <summary>Makes sure that a segment can be created and written at all.</summary>
    public void Probe() => MakeRoom(1);

    /// <summary>Removes the segments that are settled and not among <paramref name="referred"/>; returns how many.</summary>
    public int Reclaim(Func<HashSet<long>> referred)
    {
        // The order matters: first what exists, then what may still gain a reference, then what the rows say. A segment that is settled
        // and has no row now cannot get one later.
        var existing = ListNumbers(_folder);
        existing.RemoveAll(_unsettled.ContainsKey);
        if (existing.Count == 0)
        {
            return 0;
        }

        var keep = referred();
        var removed = 0;
        foreach (var number in existing)
        {
            if (!keep.Contains(number) && TryDelete(number))
            {
                removed++;
            }
        }

        return removed;
    }

    /// <summary>Closes in good order: the preallocated rest is given back.</summary>
    public void Dispose()
    {
        if (_active is not null)
        {
            CloseActive(_end);
        }
    }

    private void MakeRoom(long length)
    {
        if (_active is not null && _end + length <= _activeBytes)
        {
            return;
        }

        if (_active is not null)
        {
            if (_unsynced)
            {
                _active.Sync();
            }

            _rolled.Add(_activeNumber);
            CloseActive(_end);
        }

        var bytes = Math.Max(length, Math.Min(_segmentBytes, Math.Max(SmallestSegmentBytes, _space.RoomAboveReserve / 4)));
        var number = Interlocked.Increment(ref _lastNumber);
        _unsettled[number] = 0;
        try
        {
            _active = _files.Create(PathOf(number), bytes);
        }
        catch
        {
            _unsettled.TryRemove(number, out _);
            throw;
        }

        Volatile.Write(ref _newNames, 1);
        _activeNumber = number;
        _activeBytes = bytes;
        _end = 0;
        _referredEnd = 0;
    }

    private void CloseActive(long length)
    {
        try
        {
            _active!.Truncate(length);
        }
        catch (Exception e) when (StorageFault.IsStorage(e))
        {
            // The next start cuts it.
        }

        _active!.Dispose();
        _active = null;
        _unsynced = false;
    }

    private void ForgetRolled()
    {
        foreach (var number in _rolled)
        {
            _unsettled.TryRemove(number, out _);
        }

        _rolled.Clear();
    }

    private bool TryDelete(long number)
    {
        try
        {
            _files.Delete(PathOf(number));
            return true;
        }
        catch (Exception e) when (StorageFault.IsStorage(e))
        {
            return false; // the next start or the next reclaim removes it
        }
    }
}
