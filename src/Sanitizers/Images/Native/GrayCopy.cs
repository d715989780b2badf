using System.Buffers.Binary;
using Mugai.Sanitizers.Images.QrCodes;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>
/// A small gray copy of a file that was just written, for whoever looks for codes in it: width and height of the page (32 bits each), of the copy (16 bits each),
/// little-endian, then its samples. Nothing but zeros in front of nothing when the colours cannot be made gray.
/// </summary>
internal static unsafe class GrayCopy
{
    private const int Head = 12;

    public static long Write(VipsBlob file, ImageKind kind, Stream output, Budget budget)
    {
        var (samples, size) = (nint.Zero, (nuint)0);
        var (width, height) = (0, 0);
        using var image = Make(file, kind, ref width, ref height);
        if (image is not null)
        {
            nuint written = 0;
            samples = Vips.WriteToMemory(image.Handle, &written);
            size = written;
        }

        var isGray = samples != 0 && image!.Bands == 1 && size == (nuint)image.Width * (nuint)image.Height && image.Width <= ushort.MaxValue && image.Height <= ushort.MaxValue;
        Span<byte> head = stackalloc byte[Head];
        head.Clear();
        if (isGray)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head, width);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], height);
            BinaryPrimitives.WriteUInt16LittleEndian(head[8..], (ushort)image!.Width);
            BinaryPrimitives.WriteUInt16LittleEndian(head[10..], (ushort)image.Height);
        }

        budget.ChargeBytes(head.Length + (isGray ? (long)size : 0));
        output.Write(head);
        if (isGray)
        {
            output.Write(new ReadOnlySpan<byte>((byte*)samples, (int)size));
        }

        if (samples != 0)
        {
            Vips.Free(samples);
        }

        Vips.ClearErrors();
        return Head + (isGray ? (long)size : 0);
    }

    private static VipsImage? Make(VipsBlob file, ImageKind kind, ref int width, ref int height)
    {
        using (var header = Load(file, kind, 1))
        {
            (width, height) = (header?.Width ?? 0, header?.Height ?? 0);
        }

        // A JPEG is decoded to a half, a quarter or an eighth of its size for a fraction of the work.
        using var loaded = Load(file, kind, kind == ImageKind.Jpeg ? GrayPicture.ShrinkFor(width, height) switch { > 4 => 8, > 2 => 4, 2 => 2, _ => 1 } : 1);
        if (loaded is null || loaded.Height > ImageLimits.MaxSide)
        {
            return null;
        }

        var late = GrayPicture.ShrinkFor(loaded.Width, loaded.Height);
        using var small = late == 1 ? null : new VipsOperation("shrink").Set("in", loaded).Set("hshrink", (double)late).Set("vshrink", (double)late).Finished();
        using var bytes = (small ?? loaded).Format == VipsImage.Bytes ? null : new VipsOperation("cast").Set("in", small ?? loaded).Set("format", "uchar").Set("shift", true).Finished();
        var plain = bytes ?? small ?? loaded;
        if (plain.Bands == 1)
        {
            return new VipsOperation("copy").Set("in", plain).Set("interpretation", "b-w").Finished();
        }

        using var opaque = plain.Bands is 2 or 4 && plain.Interpretation != VipsImage.Cmyk ? new VipsOperation("flatten").Set("in", plain).Set("background", "255").Finished() : null;
        return new VipsOperation("colourspace").Set("in", opaque ?? plain).Set("space", "b-w").Finished();
    }

    // Of an animation the first frame; nothing is decoded before pixels are asked for.
    private static VipsImage? Load(VipsBlob file, ImageKind kind, int shrink)
    {
        using var load = new VipsOperation(Recoding.Loader(kind));
        load.SetBytes("buffer", file.Bytes, (nuint)file.Length).Set("access", "sequential");
        return (shrink > 1 ? load.Set("shrink", shrink) : load).Image();
    }

    private static VipsImage? Finished(this VipsOperation operation)
    {
        using (operation)
        {
            return operation.Image();
        }
    }
}
