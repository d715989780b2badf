using System.Buffers.Binary;
using Mugai.Sanitizers.Images.Colors;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizers.Previews;

namespace Mugai.Sanitizers.Images.Tiff;

/// <summary>
/// Writes a TIFF's pages anew: the decoder gets a TIFF of ours with the fields it needs and nothing else; what it made of each page is read with the same strictness and
/// put into one file. Bilevel pages stay bilevel (CCITT G4), page by page.
/// </summary>
internal static class TiffRebuild
{
    public static Reason Begin(ImageJob job)
    {
        var reader = new TiffReader(job.File, job.Tally);
        var (reason, fault) = reader.Read();
        if (reason != Reason.None)
        {
            return job.Refuse(reason, fault);
        }

        if (job.Part.ShownPage is not { } shown)
        {
            return Start(job, reader, reader.Pages, static wanted => wanted, colors => (encoded, _) => Assemble(job, reader.Pages, encoded, colors));
        }

        job.Context.Report("", PageView.PagesCode, FindingAction.Kept, reader.Pages.Count);
        // A page that is looked at becomes a JPEG: no browser shows a TIFF.
        return reader.Pages.ElementAtOrDefault(shown - 1) is { } page
            ? Start(job, reader, [page], wanted => wanted with { Output = ImageKind.Jpeg, Orientation = page.Value(TiffTag.Orientation, 1) is >= 1 and <= 8 and var turn ? (int)turn : 1 }, colors => job.AsJpeg(colors.Embed))
            : job.Refuse(Reason.Corrupt, "no such page");
    }

    private static Reason Start(ImageJob job, TiffReader reader, List<TiffDirectory> pages, Func<ImageArguments, ImageArguments> adjust, Func<ProfileChoice, PictureEnd> end)
    {
        // Strips that lie on each other would let a small file grow in the skeleton.
        if (pages.Sum(static page => page.Pieces.Sum(static piece => piece.Length)) > 2L * job.File.Length)
        {
            return job.Refuse(Reason.Budget, "strips that overlap");
        }

        foreach (var page in pages)
        {
            var reason = job.Admit(page.Width, page.Height, page.BitsPerSample * page.Samples);
            if (reason != Reason.None)
            {
                return reason;
            }
        }

        using var core = job.Context.CreateScratch();
        var skeleton = new TiffWriter(core, reader.IsBigEndian);
        foreach (var page in pages)
        {
            skeleton.Add(page, page.Fields.Where(static field => field.Tag is not (TiffTag.ResolutionX or TiffTag.ResolutionY or TiffTag.ResolutionUnit or TiffTag.Orientation or TiffTag.SubfileType)).Select(Plain), job.File.Span);
        }

        var colors = ProfileChoice.Of(new ImageFacts { Profile = pages[0].Profile, Channels = pages[0].Samples }, job.Tally);
        core.Position = core.Length;
        core.Write(colors.Convert);
        return job.Start(adjust(Wanted(job, pages, colors)), core, end(colors));
    }

    private static ImageArguments Wanted(ImageJob job, List<TiffDirectory> pages, ProfileChoice colors) => new()
    {
        Input = ImageKind.Tiff,
        Output = ImageKind.Tiff,
        HasNoise = job.Context.Policy.ImageNoise,
        Orientation = 1,
        Quality = Quality(pages[0]),
        Frames = pages.Count,
        Width = pages[0].Width,
        Height = pages[0].Height,
        ProfileBytes = colors.Convert.Length,
        Seed = NoiseSeed.Of(job.Context),
        Codings = [.. pages.Select(Coding)],
    };

    private static TiffCoding Coding(TiffDirectory page) =>
        new((ushort)page.Compression, (byte)(page.Photometric <= 1 ? page.BitsPerSample : 8), (byte)page.Value(TiffTag.Predictor, 1));

    // Types that only BigTIFF or odd writers use, in those everybody reads.
    private static TiffField Plain(TiffField field) => field.Type switch
    {
        TiffTag.Byte or TiffTag.Short or TiffTag.Long or TiffTag.Rational or TiffTag.Bytes => field,
        TiffTag.Long8 => field with { Type = TiffTag.Long },
        _ => field with { Type = field.Tag == TiffTag.JpegTables ? TiffTag.Bytes : field.Values.Max() > ushort.MaxValue ? TiffTag.Long : TiffTag.Short },
    };

    private static Reason Assemble(ImageJob job, List<TiffDirectory> pages, byte[] encoded, ProfileChoice colors)
    {
        var writer = new TiffWriter(job.Output, isBigEndian: false);
        var at = 0;
        foreach (var page in pages)
        {
            if (encoded.Length - at < 4 || BinaryPrimitives.ReadInt32LittleEndian(encoded.AsSpan(at)) is var length && (length < 8 || length > encoded.Length - at - 4))
            {
                return job.Refuse(Reason.Crashed, "encoder");
            }

            length = BinaryPrimitives.ReadInt32LittleEndian(encoded.AsSpan(at));
            var one = encoded.AsMemory(at + 4, length);
            at += 4 + length;
            var reader = new TiffReader(one, new ImageTally());
            if (reader.Read().Reason != Reason.None || reader.Pages.Count != 1 || reader.IsBigEndian || reader.Pages[0].Width != page.Width || reader.Pages[0].Height != page.Height)
            {
                return job.Refuse(Reason.Crashed, "encoder");
            }

            writer.Add(reader.Pages[0], Fields(reader.Pages[0], page, pages.Count, colors), one.Span);
        }

        return at == encoded.Length ? Reason.None : job.Refuse(Reason.Crashed, "encoder");
    }

    private static IEnumerable<TiffField> Fields(TiffDirectory written, TiffDirectory page, int pages, ProfileChoice colors)
    {
        foreach (var field in written.Fields)
        {
            if (field.Tag is not (TiffTag.ResolutionX or TiffTag.ResolutionY or TiffTag.ResolutionUnit or TiffTag.Orientation or TiffTag.SubfileType))
            {
                yield return Plain(field);
            }
        }

        if (pages > 1)
        {
            yield return new TiffField(TiffTag.SubfileType, TiffTag.Long, [2]);
        }

        if (page.Value(TiffTag.Orientation, 1) is > 1 and <= 8 and var orientation)
        {
            yield return new TiffField(TiffTag.Orientation, TiffTag.Short, [orientation]);
        }

        if (Resolution(page, TiffTag.ResolutionX) is { } x && Resolution(page, TiffTag.ResolutionY) is { } y)
        {
            yield return new TiffField(TiffTag.ResolutionX, TiffTag.Rational, [x, 100]);
            yield return new TiffField(TiffTag.ResolutionY, TiffTag.Rational, [y, 100]);
            yield return new TiffField(TiffTag.ResolutionUnit, TiffTag.Short, [page.Value(TiffTag.ResolutionUnit, 2) is >= 1 and <= 3 and var unit ? unit : 2]);
        }

        if (colors.Embed.Length > 0)
        {
            yield return new TiffField(TiffTag.Profile, TiffTag.Bytes, Array.ConvertAll(colors.Embed, static value => (long)value));
        }
    }

    // In hundredths: FAX machines have 203.2 × 195.58 dots to the inch.
    private static long? Resolution(TiffDirectory page, int tag)
    {
        if (page.Field(tag) is not { Type: TiffTag.Rational, Values: [var number, > 0 and var divisor] })
        {
            return null;
        }

        var hundredths = (long)Math.Round(100.0 * number / divisor);
        return hundredths is >= 100 and <= 10_000_000 ? hundredths : null;
    }

    private static int Quality(TiffDirectory page)
    {
        if (page.Compression != 7 || page.Field(TiffTag.JpegTables) is not { Values: { Length: > 70 } tables })
        {
            return 90;
        }

        // SOI, then the first quantization table.
        for (var at = 2; at + 69 <= tables.Length && tables[at] == 0xFF;)
        {
            var length = (int)((tables[at + 2] << 8) | tables[at + 3]);
            if (tables[at + 1] == 0xDB && length >= 67)
            {
                return JpegTables.EstimateQuality(Array.ConvertAll(tables[(at + 5)..(at + 69)], static value => (byte)value), null);
            }

            at += 2 + length;
        }

        return 90;
    }
}
