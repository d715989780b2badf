using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// How storage stands. Under the reserve no new mail is taken, but what is stored is still delivered: state changes and outputs may
/// use the reserve, that is what it is for.
/// </summary>
internal sealed class SpaceGauge
{
    /// <summary>Origin: enough for the log, an output segment and the states of a full queue while it drains; 5 % on small volumes.</summary>
    private const long DefaultReserveBytes = 256L * 1024 * 1024;

    private readonly IStorageFiles _files;
    private readonly string _path;
    private readonly long? _reserve;
    private volatile bool _short;
    private volatile bool _unwritable;
    private long _room;
    private long _free;

    public SpaceGauge(IStorageFiles files, string path, long? reserve)
    {
        _files = files;
        _path = path;
        _reserve = reserve;
        Sample();
    }

    public SpoolSpace Current => _unwritable ? SpoolSpace.Unwritable : _short ? SpoolSpace.UnderReserve : SpoolSpace.Ok;

    /// <summary>Free bytes above the reserve at the last sample.</summary>
    public long RoomAboveReserve => Volatile.Read(ref _room);

    /// <summary>Free bytes at the last sample.</summary>
    public long FreeBytes => Volatile.Read(ref _free);

    public void Sample()
    {
        try
        {
            var (free, total) = _files.MeasureSpace(_path);
            var reserve = _reserve ?? Math.Min(DefaultReserveBytes, total / 20);
            var room = free - reserve;
            Volatile.Write(ref _free, free);
            Volatile.Write(ref _room, Math.Max(0, room));
            // Once short, mail is taken again when a quarter of the reserve is free above it: what one refused message gives back must not open
            // the door for the next, or senders hear 250 and 452 in turn.
            _short = room <= (_short ? reserve / 4 : 0);
        }
        catch (Exception e) when (StorageFault.IsStorage(e))
        {
            _unwritable = true;
        }
    }

    /// <summary>A write failed. Stays until a write succeeds, or, for want of room, until a sample shows room.</summary>
    public void ReportFailure(Exception failure)
    {
        if (StorageFault.IsOutOfSpace(failure))
        {
            _short = true;
        }
        else
        {
            _unwritable = true;
        }
    }

    public void ReportSuccess() => _unwritable = false;

    /// <summary>What a sender is told while the state is not Ok.</summary>
    public SpoolUnavailableException Refusal() => Current == SpoolSpace.Unwritable
        ? new SpoolUnavailableException($"The storage under {_path} cannot be written.")
        : new SpoolUnavailableException($"The storage under {_path} is under its reserve: {FreeBytes} bytes are free.", outOfSpace: true);
}
