using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>Reads the body of a moov box into an <see cref="IsoMovie"/>: what is on the list and nothing else. Looks at no media data.</summary>
internal sealed class MovieParser(Budget budget, MediaTally tally)
{
    private const int MaxTracks = 64;

    private readonly IsoMovie _movie = new();

    /// <summary>Why it was refused, once <see cref="Parse"/> gave nothing.</summary>
    public PartVerdict Refusal { get; private set; }

    public IsoMovie? Parse(ReadOnlySpan<byte> moov)
    {
        var reader = new BoxReader(moov);
        while (reader.TryNext(out var type, out var body))
        {
            budget.ChargeObjects(1);
            var fault = type switch
            {
                "mvhd" => TakeHeader(body),
                "trak" => TakeTrack(body),
                "mvex" => Refuse(Reason.Unsupported, MediaCodes.Fragmented, type),
                "cmov" => Refuse(Reason.Unsupported, MediaCodes.Codec, type),
                "rmra" => Refuse(Reason.Unsupported, MediaCodes.ExternalReference, type),
                _ => Drop(type),
            };
            if (fault)
            {
                return null;
            }
        }

        if (reader.IsBroken || _movie.Header.Length == 0)
        {
            Refuse(Reason.Corrupt, MediaCodes.Malformed, "moov");
            return null;
        }

        if (_movie.Tracks.Count == 0)
        {
            Refuse(Reason.Unsupported, MediaCodes.Codec, "no track");
            return null;
        }

        return _movie;
    }

    // These return true when the movie is refused.
    private bool TakeHeader(ReadOnlySpan<byte> body)
    {
        if (_movie.Header.Length > 0)
        {
            return Refuse(Reason.Ambiguous, MediaCodes.Ambiguous, "mvhd");
        }

        _movie.Header = HeaderBoxes.Movie(body) ?? [];
        return _movie.Header.Length == 0 && Refuse(Reason.Corrupt, MediaCodes.Malformed, "mvhd");
    }

    private bool TakeTrack(ReadOnlySpan<byte> body)
    {
        if (_movie.Tracks.Count >= MaxTracks)
        {
            return Refuse(Reason.Budget, MediaCodes.Malformed, "tracks");
        }

        var parser = new TrackParser(budget, tally);
        var track = parser.Parse(body);
        if (parser.Fault is { } fault)
        {
            return Refuse(fault.Reason, fault.Code, fault.Detail);
        }

        _movie.DroppedBytes += parser.DroppedBytes;
        if (track is null)
        {
            return false;
        }

        foreach (var known in _movie.Tracks)
        {
            if (known.Id == track.Id)
            {
                return Refuse(Reason.Ambiguous, MediaCodes.Ambiguous, "track_ID");
            }
        }

        _movie.Tracks.Add(track);
        return false;
    }

    private bool Drop(string type)
    {
        tally.Add(type is "udta" or "meta" or "uuid" ? MediaCodes.Metadata : type is "free" or "skip" or "wide" ? MediaCodes.Padding : MediaCodes.Unlisted, FindingAction.Removed, type);
        return false;
    }

    private bool Refuse(Reason reason, string code, string detail)
    {
        Refusal = tally.Refuse(reason, code, detail);
        return true;
    }
}
