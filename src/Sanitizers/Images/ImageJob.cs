using System.Globalization;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>One picture on its way: its bytes, where the clean one goes, what was found.</summary>
internal sealed class ImageJob(FileFormat format, ReadOnlyMemory<byte> file, Stream output, ISanitizeContext context)
{
    public FileFormat Format { get; } = format;

    /// <summary>The format of what is written; another than the input's only when nothing can write that.</summary>
    public FileFormat Written { get; set; } = format;

    public ReadOnlyMemory<byte> File { get; } = file;

    public Stream Output { get; } = output;

    public ISanitizeContext Context { get; } = context;

    public ImageTally Tally { get; } = new();

    /// <summary>The last moment before anything is decoded.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="bitsPerPixel">All channels together.</param>
    /// <param name="frames">Frames of this size.</param>
    public Reason Admit(long width, long height, int bitsPerPixel, long frames = 1)
    {
        var reason = ImageLimits.Check(width, height, bitsPerPixel, frames, File.Length);
        if (reason == Reason.None)
        {
            Context.Budget.ChargeBytes(ImageLimits.Charge(width, height, bitsPerPixel, frames));
            return reason;
        }

        Tally.Add(ImageCodes.Dimensions, FindingAction.Removed, string.Create(CultureInfo.InvariantCulture, $"{width} × {height} × {frames}"));
        return reason;
    }

    /// <summary>Says where the picture is broken and returns <paramref name="reason"/>.</summary>
    public Reason Refuse(Reason reason, string fault)
    {
        Tally.Add(ImageCodes.Damaged, FindingAction.Removed, fault);
        return reason;
    }

    /// <summary>Runs the native step; what it wrote, or null and why there is nothing.</summary>
    public (byte[]? Encoded, Reason Reason, IReadOnlyList<long> Facts) Recode(ImageArguments wanted, Stream core)
    {
        using var run = Context.StartNative(ImageStep.StepName, wanted.Encode(), core);
        var result = run.Finish();
        if (result.Reason != Reason.None)
        {
            Tally.Add(result.Reason == Reason.Unsupported ? ImageCodes.Decoder : ImageCodes.Damaged, FindingAction.Removed, "decoder");
            return (null, result.Reason, result.Facts);
        }

        run.Output.Position = 0;
        var encoded = new byte[checked((int)run.Output.Length)];
        run.Output.ReadExactly(encoded);
        return (encoded, Reason.None, result.Facts);
    }
}
