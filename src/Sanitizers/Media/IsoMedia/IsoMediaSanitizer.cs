using System.Buffers.Binary;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>
/// NAME: mp4, m4a, mov and 3gp (ISO base media files and QuickTime), written as ftyp, moov, mdat.
/// KEEPS: sound and film tracks of listed codecs with their times, edit lists, sizes, colors and decoder configurations.
/// REMOVES: every box that is not on the list (udta, meta, uuid, free …), tracks of text, links, hints, time codes and sprites, tracks whose
/// samples are in another file, and every byte of mdat that no kept track refers to.
/// LIMITS: samples are copied, not decoded; encrypted and fragmented files and codecs outside the list are Blocked.
/// Standards: ISO/IEC 14496-12, -14, -15; QuickTime File Format.
/// </summary>
public sealed class IsoMediaSanitizer : ISanitizer
{
    // Two hours of film have a moov of some 5 MB, because every sample has a line in the tables.
    private const int MaxMovieBytes = 32 << 20;

    // Offsets of 32 bits as long as they fit, moov counted in.
    private const long MaxShortOffset = 0xF000_0000;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Mp4, Detection.Formats.M4a, Detection.Formats.Mov, Detection.Formats.ThreeGp];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var window = new ByteWindow(input.Content, context.Budget);
        var tally = new MediaTally();
        var verdict = Rebuild(window, input.Format, output, context.Budget, tally);
        tally.Report(context);
        return verdict;
    }

    private static PartVerdict Rebuild(ByteWindow window, FileFormat format, Stream output, Budget budget, MediaTally tally)
    {
        var file = new TopLevel(window, budget, tally);
        if (!file.Read())
        {
            return tally.Refuse(Reason.Ambiguous, MediaCodes.Ambiguous, "moov");
        }

        if (file.IsFragmented)
        {
            return tally.Refuse(Reason.Unsupported, MediaCodes.Fragmented, "moof");
        }

        if (file.Movie is not { } place)
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "no moov");
        }

        var length = place.End - place.Start;
        if (length > MaxMovieBytes)
        {
            return tally.Refuse(Reason.TooBig, MediaCodes.Malformed, "moov");
        }

        budget.ChargeScratch(length);
        try
        {
            using var moov = new MemoryStream((int)length);
            window.CopyTo(moov, place.Start, length);
            var parser = new MovieParser(budget, tally);
            return parser.Parse(moov.GetBuffer().AsSpan(0, (int)moov.Length)) is { } movie
                ? Write(movie, file, window, format, output, budget, tally)
                : parser.Refusal;
        }
        finally
        {
            budget.ChargeScratch(-length);
        }
    }

    private static PartVerdict Write(IsoMovie movie, TopLevel file, ByteWindow window, FileFormat format, Stream output, Budget budget, MediaTally tally)
    {
        using var map = new ChunkMap(movie, file.MediaData, budget);
        if (map.Build() is { } fault)
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, fault);
        }

        var all = 0L;
        foreach (var (start, end) in file.MediaData)
        {
            all += end - start;
        }

        tally.AddBytes(MediaCodes.HiddenBytes, all - map.Bytes - movie.DroppedBytes);
        using var writer = new BoxWriter(budget);
        var hasLongOffsets = map.Bytes > MaxShortOffset;
        var movieWriter = new MovieWriter(movie, writer, hasLongOffsets);
        movieWriter.Write();
        var type = FileType.For(format);
        var header = map.Bytes + 8 > uint.MaxValue ? 16 : 8;
        movieWriter.Place(map.Chunks, type.Length + writer.Length + header);
        output.Write(type);
        output.Write(writer.Written);
        WriteMediaHeader(output, header, map.Bytes);
        return CopyChunks(map.Chunks, window, output) ? PartVerdict.Rebuilt(format) : tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "mdat");
    }

    private static void WriteMediaHeader(Stream output, int header, long bytes)
    {
        Span<byte> mdat = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(mdat, header == 16 ? 1 : (uint)(bytes + 8));
        "mdat"u8.CopyTo(mdat[4..]);
        BinaryPrimitives.WriteInt64BigEndian(mdat[8..], bytes + 16);
        output.Write(mdat[..header]);
    }

    // Chunks that stand one behind the other are copied as one.
    private static bool CopyChunks(IReadOnlyList<MediaChunk> chunks, ByteWindow window, Stream output)
    {
        long start = 0, end = 0;
        foreach (var chunk in chunks)
        {
            if (chunk.Length == 0)
            {
                continue;
            }

            if (chunk.Offset != end)
            {
                if (!window.CopyTo(output, start, end - start))
                {
                    return false;
                }

                start = chunk.Offset;
            }

            end = chunk.Offset + chunk.Length;
        }

        return window.CopyTo(output, start, end - start);
    }
}
