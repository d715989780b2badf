using System.Buffers;
using System.Globalization;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Boxes;
using Mugai.Sanitizers.Images.Gif;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Png;
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
public sealed class ImageSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.Jpeg, Detection.Formats.Png, Detection.Formats.Gif, Detection.Formats.Tiff, Detection.Formats.Webp, Detection.Formats.Jp2, Detection.Formats.Avif,
        Detection.Formats.Heic,
    ];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        if (input.Content.Length > ImageLimits.MaxFileBytes)
        {
            return PartVerdict.Blocked(Reason.TooBig);
        }

        var length = (int)input.Content.Length;
        context.Budget.ChargeScratch(length);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        var job = new ImageJob(input.Format, bytes.AsMemory(0, length), output, context);
        try
        {
            input.Content.Position = 0;
            input.Content.ReadExactly(bytes, 0, length);
            if (context.Policy.WayFor(FileFamily.Image) == PartWay.Text)
            {
                return ImageDescription.Write(input, bytes.AsSpan(0, length), output, context);
            }

            var reason = Rebuild(job);
            return reason == Reason.None ? PartVerdict.Rebuilt(job.Written) : PartVerdict.Blocked(reason);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            context.Budget.ChargeScratch(-length);
            job.Tally.Report(context);
        }
    }

    private static Reason Rebuild(ImageJob job) => job.Format.Name switch
    {
        "jpeg" => JpegRebuild.Run(job),
        "png" => PngRebuild.Run(job),
        "gif" => GifRebuild.Run(job),
        "tiff" => TiffRebuild.Run(job),
        "webp" => WebpRebuild.Run(job),
        "jp2" => BoxRebuild.Jp2(job),
        "avif" => BoxRebuild.Avif(job),
        "heic" => BoxRebuild.Heic(job),
        _ => Reason.Unsupported,
    };
}
