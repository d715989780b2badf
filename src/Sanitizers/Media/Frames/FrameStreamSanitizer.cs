using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Frames;

/// <summary>
/// NAME: MPEG audio (mp3, mp2, mp1) and AAC in ADTS, written as their frames alone, one after the other.
/// KEEPS: every frame that fits the stream (same version, layer, rate); the index frame of an MP3, rebuilt from our own counts.
/// REMOVES: ID3v1, ID3v2 (cover pictures, attached files), APE and Lyrics3 tags, everything before, between and behind the frames.
/// LIMITS: the inside of a frame is not looked at: ancillary bits that no player reads stay. Free-format streams are Blocked.
/// Standards: ISO/IEC 11172-3, 13818-3, 13818-7, 14496-3.
/// </summary>
public sealed class FrameStreamSanitizer : ISanitizer
{
    private const int MinFrames = 2;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Mp3, Detection.Formats.Aac];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var window = new ByteWindow(input.Content, context.Budget);
        var tally = new MediaTally();
        IFrameSyntax syntax = input.Format == Detection.Formats.Aac ? AdtsFrameSyntax.Instance : MpegFrameSyntax.Instance;
        var verdict = Rebuild(window, syntax, input.Format, output, context.Budget, tally);
        tally.Report(context);
        return verdict;
    }

    private static PartVerdict Rebuild(ByteWindow window, IFrameSyntax syntax, FileFormat format, Stream output, Budget budget, MediaTally tally)
    {
        var scan = new FrameScan(window, syntax, budget);
        scan.Scan(tally);

        // Any large file has a few frames by chance. What is mostly something else is something else.
        if (scan.Frames < MinFrames || scan.FrameBytes * 2 < window.Length - scan.TagBytes)
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "no frames");
        }

        if (scan.Index is { } index && MpegIndexFrame.Rebuild(window.At(index.Start, index.Length), scan.Frames, scan.FrameBytes) is { } rebuilt)
        {
            output.Write(rebuilt);
        }

        foreach (var (start, end) in scan.Runs)
        {
            if (!window.CopyTo(output, start, end - start))
            {
                return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "frames");
            }
        }

        return PartVerdict.Rebuilt(format);
    }
}
