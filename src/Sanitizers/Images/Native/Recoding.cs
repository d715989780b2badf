using System.Buffers.Binary;
using Mugai.Sanitizers.Images.QrCodes;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>One run of the step over one input: load, convert colours, turn, add noise, save.</summary>
internal sealed unsafe class Recoding(ImageArguments wanted, byte* bytes, int length)
{
    public NativeResult Single(Stream output, Budget budget)
    {
        using var loaded = Load(0, wanted.IsAnimation ? -1 : 1);
        if (loaded is null)
        {
            return NativeResult.Refused(Loader(wanted.Input) is { } name && Exists(name) ? Reason.Corrupt : Reason.Unsupported);
        }

        if (wanted.Input is ImageKind.Heif or ImageKind.Avif
            // Rotation is a property there and already done.
            ? (long)loaded.Width * loaded.Height > (long)wanted.Width * wanted.Height
            : loaded.Width != wanted.Width || loaded.Height != (long)wanted.Height * (wanted.IsAnimation ? wanted.Frames : 1))
        {
            return NativeResult.Refused(Reason.Ambiguous, loaded.Width, loaded.Height);
        }

        using var converted = Convert(loaded);
        using var turned = Turn(converted ?? loaded);
        using var noisy = Noise(turned ?? converted ?? loaded, budget);
        var image = noisy ?? turned ?? converted ?? loaded;
        using var covered = Cover(image, 0);
        using var save = Saver(covered ?? image);
        using var file = save.File();
        if (file is null)
        {
            return NativeResult.Refused(Reason.Corrupt);
        }

        budget.ChargeBytes(file.Length);
        file.WriteTo(output);
        // Of an animation the first frame.
        var gray = wanted.WantsGray ? GrayCopy.Write(file, wanted.Output, output, budget) : 0;
        return NativeResult.Done(image.Width, image.Height, 1, gray);
    }

    public NativeResult Pages(Stream output, Budget budget)
    {
        long width = 0, height = 0, looked = 0;
        using var grays = new MemoryStream();
        for (var page = 0; page < wanted.Frames; page++)
        {
            var (file, reason) = Page(page, budget, ref width, ref height);
            using (file)
            {
                if (file is null)
                {
                    return NativeResult.Refused(reason);
                }

                budget.ChargeBytes(file.Length);
                file.WriteTo(output, withLength: true);
                if (wanted.WantsGray && looked < QrSearch.MaxTotalPixels)
                {
                    looked += GrayCopy.Write(file, ImageKind.Tiff, grays, budget);
                }
            }
        }

        grays.WriteTo(output);
        return NativeResult.Done(width, height, wanted.Frames, grays.Length);
    }

    private (VipsBlob? File, Reason Reason) Page(int page, Budget budget, ref long width, ref long height)
    {
        using var loaded = Load(page, 1);
        if (loaded is null || (long)loaded.Width * loaded.Height > ImageLimits.MaxFramePixels || loaded.Width > ImageLimits.MaxSide || loaded.Height > ImageLimits.MaxSide)
        {
            return (null, loaded is null ? Reason.Corrupt : Reason.TooBig);
        }

        (width, height) = (Math.Max(width, loaded.Width), Math.Max(height, loaded.Height));
        using var converted = Convert(loaded) ?? Plain(loaded);
        using var noisy = Noise(converted ?? loaded, budget);
        using var covered = Cover(noisy ?? converted ?? loaded, page);
        return TiffPage.Save(covered ?? noisy ?? converted ?? loaded, wanted.Codings[page], wanted.Quality) is { } file ? (file, Reason.None) : (null, Reason.Corrupt);
    }

    public static bool Exists(string name)
    {
        using var operation = new VipsOperation(name);
        var exists = operation.IsKnown;
        Vips.ClearErrors();
        return exists;
    }

    public static string Loader(ImageKind kind) => kind switch
    {
        ImageKind.Jpeg => "jpegload_buffer",
        ImageKind.Webp => "webpload_buffer",
        ImageKind.Tiff => "tiffload_buffer",
        ImageKind.Jp2 => "jp2kload_buffer",
        _ => "heifload_buffer",
    };

    private VipsImage? Load(int page, int count)
    {
        using var load = new VipsOperation(Loader(wanted.Input));
        load.SetBytes("buffer", bytes, (nuint)length)
            .Set("access", wanted.Areas.Length > 0 ? "random" : "sequential")
            .Set("fail-on", wanted.IsStrict ? "warning" : "truncated");
        if (wanted.Input is not (ImageKind.Jpeg or ImageKind.Heif or ImageKind.Avif))
        {
            load.Set("page", page);
        }

        if (wanted.Input is ImageKind.Webp or ImageKind.Tiff)
        {
            load.Set("n", count);
        }

        // Sequential pixels cannot be turned; in memory they can, and never on disk.
        if (wanted.Orientation > 1 || wanted.HasNoise || wanted.Areas.Length > 0)
        {
            load.Set("memory", true);
        }

        return load.Image();
    }

    // To sRGB by the picture's own profile; a profile that lcms refuses is dropped, as most viewers do.
    private VipsImage? Convert(VipsImage image)
    {
        if (wanted.ProfileBytes == 0)
        {
            return null;
        }

        image.SetBlob("icc-profile-data", bytes + length, (nuint)wanted.ProfileBytes);
        using var transform = new VipsOperation("icc_transform");
        var converted = transform.Set("in", image).Set("output-profile", "srgb").Set("embedded", true).Set("depth", image.Format == VipsImage.Bytes ? 8 : 16).Image();
        image.Remove("icc-profile-data");
        converted?.Remove("icc-profile-data");
        return converted;
    }

    // Viewers know sRGB, grey and CMYK; L*a*b* and its kin become the first.
    private static VipsImage? Plain(VipsImage image)
    {
        if (image.Interpretation is not (VipsImage.Lab or VipsImage.LabQ or VipsImage.LabS))
        {
            return null;
        }

        using var colors = new VipsOperation("colourspace");
        return colors.Set("in", image).Set("space", "srgb").Image();
    }

    private VipsImage? Turn(VipsImage image)
    {
        if (wanted.Orientation is < 2 or > 8)
        {
            return null;
        }

        image.SetInt("orientation", wanted.Orientation);
        using var turn = new VipsOperation("autorot");
        return turn.Set("in", image).Image();
    }

    // An area becomes its mean, in every frame: nothing of what it said is left in its pixels.
    private VipsImage? Cover(VipsImage image, int page)
    {
        VipsImage? covered = null;
        foreach (var area in wanted.Areas.Where(area => area.Page == page))
        {
            for (var frame = 0; frame < (wanted.IsAnimation ? wanted.Frames : 1); frame++)
            {
                var place = (area with { Y = area.Y + (frame * wanted.Height) }).Within(image.Width, image.Height);
                var next = place.Width == 0 ? null : CoverOne(covered ?? image, place);
                if (next is not null)
                {
                    covered?.Dispose();
                    covered = next;
                }
            }
        }

        return covered;
    }

    private static VipsImage? CoverOne(VipsImage image, PictureArea place)
    {
        using var cut = new VipsOperation("extract_area");
        using var part = cut.Set("input", image).Set("left", place.X).Set("top", place.Y).Set("width", place.Width).Set("height", place.Height).Image();
        using var shrink = new VipsOperation("shrink");
        using var mean = part is null ? null : shrink.Set("in", part).Set("hshrink", (double)place.Width).Set("vshrink", (double)place.Height).Set("ceil", true).Image();
        using var zoom = new VipsOperation("zoom");
        using var plain = mean is null ? null : zoom.Set("input", mean).Set("xfac", place.Width).Set("yfac", place.Height).Image();
        using var insert = new VipsOperation("insert");
        return plain is null ? null : insert.Set("main", image).Set("sub", plain).Set("x", place.X).Set("y", place.Y).Image();
    }

    private VipsImage? Noise(VipsImage image, Budget budget)
    {
        if (!wanted.HasNoise || image.Format != VipsImage.Bytes)
        {
            return null;
        }

        nuint size = 0;
        var pixels = Vips.WriteToMemory(image.Handle, &size);
        if (pixels == 0)
        {
            Vips.ClearErrors();
            return null;
        }

        budget.ChargeBytes((long)size);
        var noise = new PixelNoise(wanted.Seed);
        for (nuint at = 0; at < size;)
        {
            var count = (int)nuint.Min(size - at, 1 << 26);
            noise.Apply(new Span<byte>((byte*)pixels + at, count));
            at += (nuint)count;
        }

        var copy = Vips.NewFromMemory((void*)pixels, size, image.Width, image.Height, image.Bands, VipsImage.Bytes);
        Vips.Free(pixels);
        if (copy == 0)
        {
            return null;
        }

        // Raw pixels say nothing of colours.
        using var plain = new VipsImage(copy);
        using var named = new VipsOperation("copy");
        return named.Set("in", plain).Set("interpretation", image.InterpretationName).Image();
    }

    private VipsOperation Saver(VipsImage image)
    {
        var save = new VipsOperation(wanted.Output switch
        {
            ImageKind.Jpeg => "jpegsave_buffer",
            ImageKind.Webp => "webpsave_buffer",
            ImageKind.Jp2 => "jp2ksave_buffer",
            _ => "heifsave_buffer",
        });
        save.Set("in", image).Set("strip", true);
        var quality = Math.Clamp(wanted.Quality, 1, 100);
        switch (wanted.Output)
        {
            case ImageKind.Jpeg:
                save.Set("Q", quality).Set("subsample-mode", wanted.HasHalfChroma ? "on" : "off").Set("interlace", wanted.IsProgressive).Set("optimize-coding", wanted.IsOptimized);
                break;
            case ImageKind.Webp:
                save.Set("Q", quality).Set("lossless", wanted.IsLossless);
                if (wanted.IsAnimation)
                {
                    save.Set("page-height", wanted.Height);
                }

                break;
            case ImageKind.Jp2:
                save.Set("lossless", wanted.IsLossless);
                if (!wanted.IsLossless)
                {
                    save.Set("Q", quality).Set("subsample-mode", "off");
                }

                break;
            default:
                // More effort takes several times as long for a file a few hundredths smaller.
                save.Set("compression", "av1").Set("Q", quality).Set("effort", 0);
                break;
        }

        return save;
    }
}
