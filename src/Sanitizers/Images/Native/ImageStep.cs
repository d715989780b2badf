using System.Runtime.InteropServices;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>
/// NAME: pixels in, pixels out, by libvips. The loader is the one that the sanitizer named after the content; every other is blocked.
/// INPUT: the picture's core as the probe wrote it, then a colour profile of the announced length (used only to convert to sRGB).
/// OUTPUT: one file; for TIFF that stays TIFF one file per page, each after its length (32 bits, little-endian). When wanted, gray copies of the pages behind it (<see cref="GrayCopy"/>).
/// FACTS: width, height (after turning), pages written, bytes of gray copies. The sanitizer compares them with its own reading of the header: two readings that differ are a trick.
/// LIMITS: those of the header checks in the sanitizer; a picture whose loader sees other dimensions is refused before it is decoded.
/// </summary>
public sealed unsafe class ImageStep : INativeStep
{
    internal const string StepName = "image";

    /// <inheritdoc/>
    public string Name => StepName;

    /// <inheritdoc/>
    public void Prepare() => _ = Vips.IsReady;

    /// <inheritdoc/>
    public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget)
    {
        if (!ImageArguments.TryDecode(arguments, out var wanted))
        {
            return NativeResult.Refused(Reason.Corrupt);
        }

        if (!Vips.IsReady)
        {
            return NativeResult.Refused(Reason.Unsupported);
        }

        var length = checked((int)input.Length);
        if (wanted.ProfileBytes > length)
        {
            return NativeResult.Refused(Reason.Corrupt);
        }

        // libvips reads from it while pixels are pulled; native memory stays where it is.
        var bytes = (byte*)NativeMemory.Alloc((nuint)Math.Max(length, 1));
        try
        {
            input.ReadExactly(new Span<byte>(bytes, length));
            var recoding = new Recoding(wanted, bytes, length - wanted.ProfileBytes);
            return wanted is { Input: ImageKind.Tiff, Output: ImageKind.Tiff } ? recoding.Pages(output, budget) : recoding.Single(output, budget);
        }
        finally
        {
            NativeMemory.Free(bytes);
        }
    }
}
