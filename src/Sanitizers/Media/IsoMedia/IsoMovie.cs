namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>What is kept of a movie.</summary>
internal sealed class IsoMovie
{
    /// <summary>The body of the movie header, written anew but for the next track number.</summary>
    public byte[] Header { get; set; } = [];

    /// <summary>Bytes of media data that tracks held which are not kept, as those tracks say.</summary>
    public long DroppedBytes { get; set; }

    public List<IsoTrack> Tracks { get; } = [];
}
