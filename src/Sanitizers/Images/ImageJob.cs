using System.Globalization;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>What a kind of picture does with what the native step wrote.</summary>
/// <param name="encoded">The step's output.</param>
/// <param name="facts">The step's facts.</param>
internal delegate Reason PictureEnd(byte[] encoded, IReadOnlyList<long> facts);

/// <summary>One picture on its way: its bytes, where the clean one goes, what was found, and the native step that may be running for it.</summary>
internal sealed class ImageJob(FileFormat format, ISanitizeContext context) : IDisposable
{
    private INativeRun? _run;
    private PictureEnd? _end;

    public FileFormat Format { get; } = format;

    /// <summary>The format of what is written; another than the input's only when nothing can write that.</summary>
    public FileFormat Written { get; set; } = format;

    /// <summary>The whole file; only while it is read.</summary>
    public ReadOnlyMemory<byte> File { get; set; }

    public long FileBytes { get; init; }

    /// <summary>Where the clean picture goes; in the second half.</summary>
    public Stream Output { get; set; } = Stream.Null;

    public ISanitizeContext Context { get; } = context;

    public ImageTally Tally { get; } = new();

    /// <summary>The last moment before anything is decoded.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="bitsPerPixel">All channels together.</param>
    /// <param name="frames">Frames of this size.</param>
    public Reason Admit(long width, long height, int bitsPerPixel, long frames = 1)
    {
        var reason = ImageLimits.Check(width, height, bitsPerPixel, frames, FileBytes);
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

    /// <summary>Starts the native step; <paramref name="end"/> is called when it is waited for.</summary>
    public Reason Start(ImageArguments wanted, Stream core, PictureEnd end)
    {
        _run = Context.StartNative(ImageStep.StepName, wanted.Encode(), core);
        _end = end;
        return Reason.None;
    }

    /// <summary>Waits for the step that was started.</summary>
    public Reason Finish()
    {
        var result = _run!.Finish();
        if (result.Reason != Reason.None)
        {
            Tally.Add(result.Reason == Reason.Unsupported ? ImageCodes.Decoder : ImageCodes.Damaged, FindingAction.Removed, "decoder");
            return result.Reason;
        }

        _run.Output.Position = 0;
        var encoded = new byte[checked((int)_run.Output.Length)];
        _run.Output.ReadExactly(encoded);
        return _end!(encoded, result.Facts);
    }

    public void Dispose() => _run?.Dispose();
}
