using System.Buffers;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Frames;

/// <summary>
/// Finds the frames of a sound stream among tags and garbage. A place counts as the start of frames only when the frame there leads to further
/// ones of the same kind; from there on frame follows frame. Linear: garbage is passed once, with a bounded look ahead.
/// </summary>
internal sealed class FrameScan(ByteWindow window, IFrameSyntax syntax, Budget budget)
{
    // A chance of 2^-11 for a sync, less for a header, is far too much in megabytes of garbage; three headers in a row are not.
    private const int FirstProof = 3;
    private const int LaterProof = 2;

    // Nothing that matters begins with another byte: 0xFF, ID3 and 3DI, TAG, APETAGEX, LYRICSBEGIN.
    private static readonly SearchValues<byte> Stops = SearchValues.Create([0xFF, (byte)'I', (byte)'3', (byte)'T', (byte)'A', (byte)'L']);

    private uint? _key;
    private bool _isInLyrics;

    /// <summary>Stretches of the input that hold frames one after the other.</summary>
    public List<(long Start, long End)> Runs { get; } = [];

    public long Frames { get; private set; }

    public long FrameBytes { get; private set; }

    public long TagBytes { get; private set; }

    /// <summary>Where the first frame is an index of the stream (Xing, Info, VBRI): its place and length. It is in no run.</summary>
    public (long Start, int Length)? Index { get; private set; }

    public void Scan(MediaTally tally)
    {
        var at = 0L;
        var isInSync = false;
        while (at < window.Length)
        {
            var frame = syntax.Parse(window.At(at, syntax.HeaderBytes));
            if (frame.IsValid && (_key is null || frame.Key == _key) && (isInSync || IsProven(at, frame)))
            {
                if (at + frame.Length > window.Length)
                {
                    tally.Add(MediaCodes.Truncated, FindingAction.Rewritten);
                    return;
                }

                budget.ChargeObjects(1);
                isInSync = true;
                Take(at, frame, tally);
                at += frame.Length;
                continue;
            }

            isInSync = false;
            at += Skip(at, tally);
        }
    }

    private bool IsProven(long at, AudioFrame frame)
    {
        for (var proof = _key is null ? FirstProof : LaterProof; proof > 1; proof--)
        {
            at += frame.Length;
            if (at == window.Length || AudioTags.LengthAt(window, at) > 0)
            {
                return true;
            }

            var next = syntax.Parse(window.At(at, syntax.HeaderBytes));
            if (!next.IsValid || next.Key != frame.Key)
            {
                return false;
            }

            frame = next;
        }

        return true;
    }

    private void Take(long at, AudioFrame frame, MediaTally tally)
    {
        _key ??= frame.Key;
        _isInLyrics = false;
        if (syntax.IsIndex(window.At(at, frame.Length)))
        {
            if (Frames == 0 && Index is null)
            {
                Index = (at, frame.Length);
            }
            else
            {
                // The index of a stream that was joined behind the first: it is silent and its numbers are wrong by now.
                tally.Add(MediaCodes.Metadata, FindingAction.Removed);
                TagBytes += frame.Length;
            }

            return;
        }

        Frames++;
        FrameBytes += frame.Length;
        if (Runs.Count > 0 && Runs[^1].End == at)
        {
            Runs[^1] = (Runs[^1].Start, at + frame.Length);
        }
        else
        {
            Runs.Add((at, at + frame.Length));
        }
    }

    // How far to go on where no frame begins.
    private long Skip(long at, MediaTally tally)
    {
        if (AudioTags.LengthAt(window, at) is > 0 and var tag)
        {
            tally.Add(MediaCodes.Metadata, FindingAction.Removed);
            TagBytes += tag;
            return tag;
        }

        if (window.Has(at, "LYRICSBEGIN"u8))
        {
            tally.Add(MediaCodes.Metadata, FindingAction.Removed);
            _isInLyrics = true;
        }

        var some = window.At(at, ByteWindow.MaxSpan);
        var stop = some.Length > 1 ? some[1..].IndexOfAny(Stops) : -1;
        var count = stop < 0 ? some.Length : stop + 1;
        var stretch = some[..count];
        if (_isInLyrics)
        {
            TagBytes += count;
        }
        else if (stretch.ContainsAnyExcept((byte)0))
        {
            tally.AddBytes(MediaCodes.ForeignBytes, count);
        }
        else
        {
            tally.AddBytes(MediaCodes.Padding, count);
            TagBytes += count;
        }

        return count;
    }
}
