using System.Buffers.Binary;
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
        using var save = Saver(image);
        var written = save.WriteTo(output);
        if (written < 0)
        {
            return NativeResult.Refused(Reason.Corrupt);
        }

        budget.ChargeBytes(written);
        return NativeResult.Done(image.Width, image.Height, 1);
    }

    public NativeResult Pages(Stream output, Budget budget)
    {
        long width = 0, height = 0;
        for (var page = 0; page < wanted.Frames; page++)
        {
            using var loaded = Load(page, 1);
            if (loaded is null || (long)loaded.Width * loaded.Height > ImageLimits.MaxFramePixels || loaded.Width > ImageLimits.MaxSide || loaded.Height > ImageLimits.MaxSide)
            {
                return NativeResult.Refused(loaded is null ? Reason.Corrupt : Reason.TooBig);
            }

            (width, height) = (Math.Max(width, loaded.Width), Math.Max(height, loaded.Height));
            using var converted = Convert(loaded) ?? Plain(loaded);
            using var noisy = Noise(converted ?? loaded, budget);
            var reason = TiffPage.Write(noisy ?? converted ?? loaded, wanted.Codings[page], wanted.Quality, output, budget);
            if (reason != Reason.None)
            {
                return NativeResult.Refused(reason);
            }
        }

        return NativeResult.Done(width, height, wanted.Frames);
    }

    public static bool Exists(string name)
    {
        using var operation = new VipsOperation(name);
        var exists = operation.IsKnown;
        Vips.ClearErrors();
        return exists;
    }

    private static string Loader(ImageKind kind) => kind switch
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
            .Set("access", "sequential")
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
        if (wanted.Orientation > 1 || wanted.HasNoise)
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
