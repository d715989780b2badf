using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>One page of a TIFF, saved as a TIFF of its own behind its length.</summary>
internal static class TiffPage
{
    public static Reason Write(VipsImage page, ImageArguments wanted, Stream output, Budget budget)
    {
        _ = wanted;
        var isBilevel = page.GetInt("bits-per-sample", 8) == 1 && page.Bands == 1 && page.Format == VipsImage.Bytes;
        var start = output.Position;
        output.Write([0, 0, 0, 0]);
        using var save = new VipsOperation("tiffsave_buffer");
        save.Set("in", page).Set("strip", true);
        _ = isBilevel ? save.Set("compression", "ccittfax4").Set("bitdepth", 1) : save.Set("compression", "deflate").Set("predictor", "horizontal");
        var written = save.WriteTo(output);
        if (written < 0)
        {
            return Reason.Corrupt;
        }

        budget.ChargeBytes(written);
        var end = output.Position;
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)written);
        output.Position = start;
        output.Write(length);
        output.Position = end;
        return Reason.None;
    }
}
