using System.Buffers;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Boxes;
using Mugai.Sanitizers.Images.Gif;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Png;
using Mugai.Sanitizers.Images.QrCodes;
using Mugai.Sanitizers.Images.Tiff;
using Mugai.Sanitizers.Images.Webp;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>
/// NAME: raster pictures, decoded to pixels and encoded again in the same format.
/// KEEPS: pixels, size, density, the way up (turned for good), frames with their times, colours (a profile written anew or converted to sRGB).
/// REMOVES: EXIF, XMP, IPTC, comments, thumbnails, further pictures, unknown chunks, everything before, between and behind.
/// LIMITS: <see cref="ImageLimits"/>, checked on the header; docs/formats/images.md.
/// Standards: ITU-T T.81 annex B; ISO/IEC 15948; GIF89a; TIFF 6.0; RFC 9649; ISO/IEC 15444-1 annex I; ISO/IEC 23008-12.
/// </summary>
public sealed class ImageSanitizer : IPhasedSanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.Jpeg, Detection.Formats.Png, Detection.Formats.Gif, Detection.Formats.Tiff, Detection.Formats.Webp, Detection.Formats.Jp2, Detection.Formats.Avif,
        Detection.Formats.Heic,
    ];

    /// <inheritdoc/>
    public IPendingPart Begin(PartInput input, ISanitizeContext context)
    {
        var job = new ImageJob(input, context) { FileBytes = input.Content.Length };
        try
        {
            // PNG and GIF need no native step, and a description no decoding: all of their work is the second half.
            var reason = input.Content.Length > ImageLimits.MaxFileBytes ? Reason.TooBig
                : IsManaged(input, context) ? Reason.None : WithFile(input, job, Begin);
            return new Pending(input, job, reason);
        }
        catch
        {
            job.Dispose();
            throw;
        }
    }

    private static bool IsManaged(PartInput input, ISanitizeContext context) => input.Format.Name is "png" or "gif" || WantsText(context);

    private static bool WantsText(ISanitizeContext context) => context.Policy.WayFor(FileFamily.Image) == PartWay.Text;

    private static Reason Begin(ImageJob job) => job.Format.Name switch
    {
        "jpeg" => JpegRebuild.Begin(job),
        "tiff" => TiffRebuild.Begin(job),
        "webp" => WebpRebuild.Begin(job),
        "jp2" => BoxRebuild.BeginJp2(job),
        "avif" => BoxRebuild.BeginAvif(job),
        "heic" when !job.Part.KeepsFormat => BoxRebuild.BeginHeic(job),
        _ => Reason.Unsupported,
    };

    private static Reason WithFile(PartInput input, ImageJob job, Func<ImageJob, Reason> work)
    {
        var length = (int)input.Content.Length;
        job.Context.Budget.ChargeScratch(length);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            input.Content.Position = 0;
            input.Content.ReadExactly(bytes, 0, length);
            job.File = bytes.AsMemory(0, length);
            return work(job);
        }
        finally
        {
            job.File = default;
            ArrayPool<byte>.Shared.Return(bytes);
            job.Context.Budget.ChargeScratch(-length);
        }
    }

    private sealed class Pending(PartInput input, ImageJob job, Reason begun) : IPendingPart
    {
        public PartVerdict Finish(Stream output, ISanitizeContext context)
        {
            job.Output = output;
            try
            {
                if (begun != Reason.None)
                {
                    return PartVerdict.Blocked(begun);
                }

                if (WantsText(context))
                {
                    return Describe(context);
                }

                var reason = IsManaged(input, context) ? WithFile(input, job, input.Format.Name == "png" ? PngRebuild.Run : GifRebuild.Run) : job.Finish();
                return reason == Reason.None ? PartVerdict.Rebuilt(job.Written) : PartVerdict.Blocked(reason);
            }
            finally
            {
                job.Tally.Report(context);
            }
        }

        public void Dispose() => job.Dispose();

        // What a code says is read from a picture that is rebuilt and thrown away. One that cannot be rebuilt is described by its header.
        private PartVerdict Describe(ISanitizeContext context)
        {
            IReadOnlyList<string> codes = [];
            if (QrSearch.IsWanted(context))
            {
                using var unseen = new ImageJob(input, context) { FileBytes = input.Content.Length };
                _ = input.Format.Name is "png" or "gif" ? WithFile(input, unseen, input.Format.Name == "png" ? PngRebuild.Run : GifRebuild.Run)
                    : WithFile(input, unseen, Begin) is var refused && refused != Reason.None ? refused : unseen.Finish();
                codes = unseen.Codes?.Texts ?? [];
            }

            WithFile(input, job, described => ImageDescription.Write(input, described, codes));
            return PartVerdict.Replaced(Detection.Formats.Txt);
        }
    }
}
