using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Ogg;

/// <summary>
/// NAME: Ogg with one stream of Vorbis, Opus or Speex, written as that stream alone.
/// KEEPS: identification and setup headers, the pages of sound with their positions.
/// REMOVES: comments (tags, pictures), streams that are not sound (skeleton, subtitles), everything that is no page with a right checksum.
/// LIMITS: packets of sound are not decoded; film (Theora), FLAC in Ogg, several streams of sound and streams joined in a chain are Blocked.
/// Standards: RFC 3533, RFC 7845, Vorbis I.
/// </summary>
public sealed class OggSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ogg];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var window = new ByteWindow(input.Content, context.Budget);
        var tally = new MediaTally();
        var verdict = Rebuild(window, output, context.Budget, tally);
        tally.Report(context);
        return verdict;
    }

    private static PartVerdict Rebuild(ByteWindow window, Stream output, Budget budget, MediaTally tally)
    {
        var pages = new OggPages(window, budget);
        var stream = new OggStream(new OggWriter(output), tally);
        var at = 0L;
        var pageBytes = 0L;
        while (at < window.Length)
        {
            if (pages.At(at) is not { } page)
            {
                at = Skip(window, at, tally);
                continue;
            }

            budget.ChargeBytes(page.End - at);
            pageBytes += page.End - at;
            if (stream.Take(page, pages.Bytes(page)) is { } fault)
            {
                return tally.Refuse(fault.Reason, fault.Code, fault.Detail);
            }

            at = page.End;
        }

        return !stream.HasSound || pageBytes * 2 < window.Length
            ? tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "no sound")
            : PartVerdict.Rebuilt(Detection.Formats.Ogg);
    }

    private static long Skip(ByteWindow window, long at, MediaTally tally)
    {
        var some = window.At(at, ByteWindow.MaxSpan);
        var next = some.Length > 1 ? some[1..].IndexOf((byte)'O') : -1;
        var count = next < 0 ? some.Length : next + 1;
        tally.AddBytes(some[..count].ContainsAnyExcept((byte)0) ? MediaCodes.ForeignBytes : MediaCodes.Padding, count);
        return at + count;
    }
}
