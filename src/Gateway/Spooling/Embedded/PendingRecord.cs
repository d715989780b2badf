using System.Buffers;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Where a record lies: segment number, byte offset, bytes.</summary>
internal readonly record struct RecordPlace(long Segment, long Offset, long Length);

/// <summary>
/// A sealed record on its way to a row: either ciphertext in a pooled buffer that the group commit appends to the shared segment, or a
/// file of its own that is complete and synced already. Disposed when its fate is known.
/// </summary>
internal sealed class PendingRecord : IDisposable
{
    private readonly SegmentStore _segments;
    private readonly bool _ownFile;
    private byte[]? _buffer;
    private bool _referred;
    private bool _disposed;

    private PendingRecord(SegmentStore segments, byte[]? buffer, RecordPlace place)
    {
        _segments = segments;
        _buffer = buffer;
        _ownFile = buffer is null;
        Place = place;
    }

    public static PendingRecord InMemory(SegmentStore segments, byte[] pooled, int length) => new(segments, pooled, new RecordPlace(0, 0, length));

    public static PendingRecord InOwnFile(SegmentStore segments, long segment, long length) => new(segments, null, new RecordPlace(segment, 0, length));

    /// <summary>It must still be appended to a segment.</summary>
    public bool IsInMemory => !_ownFile;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, (int)Place.Length);

    public RecordPlace Place { get; private set; }

    public void PlaceAt(long segment, long offset) => Place = Place with { Segment = segment, Offset = offset };

    /// <summary>A synced row refers to it: its file stays.</summary>
    public void MarkReferred() => _referred = true;

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_ownFile)
        {
            _segments.SettleOwnFile(Place.Segment, keep: _referred);
        }
        else
        {
            ArrayPool<byte>.Shared.Return(_buffer!); // ciphertext: nothing to wipe
            _buffer = null;
        }
    }
}
