using System.Buffers;
using System.Globalization;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Colors;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Native;
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
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Jpeg];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var tally = new ImageTally();
        var length = checked((int)Math.Min(input.Content.Length, int.MaxValue));
        context.Budget.ChargeScratch(length);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            input.Content.Position = 0;
            input.Content.ReadExactly(bytes, 0, length);
            var picture = bytes.AsSpan(0, length);
            if (context.Policy.WayFor(FileFamily.Image) == PartWay.Text)
            {
                return ImageDescription.Write(input, picture, output, context);
            }

            var reason = Rebuild(input, picture, output, context, tally);
            return reason == Reason.None ? PartVerdict.Rebuilt(input.Format) : PartVerdict.Blocked(reason);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            context.Budget.ChargeScratch(-length);
            tally.Report(context);
        }
    }

    private static Reason Rebuild(PartInput input, ReadOnlySpan<byte> picture, Stream output, ISanitizeContext context, ImageTally tally)
    {
        using var core = context.CreateScratch();
        var (facts, reason, fault) = JpegProbe.Read(picture, core, tally);
        if (facts is null)
        {
            tally.Add(ImageCodes.Damaged, FindingAction.Removed, fault);
            return reason;
        }

        reason = Admit(facts, picture.Length, context, tally);
        return reason == Reason.None ? JpegRebuild.Write(facts, core, output, context, tally) : reason;
    }

    /// <summary>The last moment before anything is decoded.</summary>
    internal static Reason Admit(ImageFacts facts, long inputBytes, ISanitizeContext context, ImageTally tally)
    {
        var reason = ImageLimits.Check(facts.Width, facts.Height, facts.BitsPerPixel, facts.Frames, inputBytes);
        if (reason != Reason.None)
        {
            tally.Add(ImageCodes.Dimensions, FindingAction.Removed, string.Create(CultureInfo.InvariantCulture, $"{facts.Width} × {facts.Height} × {facts.Frames}"));
            return reason;
        }

        context.Budget.ChargeBytes(ImageLimits.Charge(facts.Width, facts.Height, facts.BitsPerPixel, facts.Frames));
        return Reason.None;
    }
}
