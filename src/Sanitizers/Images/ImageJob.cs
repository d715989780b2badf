using System.Globalization;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizers.Images.QrCodes;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>What a kind of picture does with what the native step wrote.</summary>
/// <param name="encoded">The step's output.</param>
/// <param name="facts">The step's facts.</param>
internal delegate Reason PictureEnd(byte[] encoded, IReadOnlyList<long> facts);

/// <summary>One picture on its way: its bytes, where the clean one goes, what was found, and the native step that may be running for it.</summary>
internal sealed class ImageJob(PartInput part, ISanitizeContext context) : IDisposable
{
    private INativeRun? _run;
    private ImageArguments _wanted;
    private Stream? _core;
    private PictureEnd? _end;

    public FileFormat Format { get; } = part.Format;

    /// <summary>What came, and what its caller asked for.</summary>
    public PartInput Part { get; } = part;

    /// <summary>The format of what is written; another than the input's only when nothing can write that.</summary>
    public FileFormat Written { get; set; } = part.Format;

    /// <summary>The whole file; only while it is read.</summary>
    public ReadOnlyMemory<byte> File { get; set; }

    public long FileBytes { get; init; }

    /// <summary>Where the clean picture goes; in the second half.</summary>
    public Stream Output { get; set; } = Stream.Null;

    public ISanitizeContext Context { get; } = context;

    public ImageTally Tally { get; } = new();

    /// <summary>Looks for codes in what is written; null when the policy leaves them alone.</summary>
    public QrSearch? Codes { get; private set; }

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

    /// <summary>The orientation to turn by: 1 where what shows the picture knows nothing of it.</summary>
    public int Turn(int orientation)
    {
        var turn = Part.IsPlaced ? 1 : orientation;
        if (turn > 1)
        {
            Tally.Add(ImageCodes.Orientation, FindingAction.Rewritten);
        }

        return turn;
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
        if (QrSearch.IsWanted(Context) && GrayPicture.IsWorthLooking(wanted.Width, wanted.Height))
        {
            wanted = wanted with { WantsGray = true };
        }

        if (wanted.WantsGray && Context.Policy.QrCodes == QrCodeWay.Blur)
        {
            // Codes are found in what was written, and covered in a second run.
            _core = Context.CreateScratch();
            core.Position = 0;
            core.CopyTo(_core);
        }

        _wanted = wanted;
        _run = Context.StartNative(ImageStep.StepName, wanted.Encode(), core);
        _end = end;
        return Reason.None;
    }

    /// <summary>The picture becomes a JPEG, of which nothing but our own segments and the encoder's tables and scans is kept.</summary>
    /// <param name="profile">A profile of ours that it carries; empty for none.</param>
    public PictureEnd AsJpeg(byte[] profile) => (encoded, sizes) =>
    {
        Written = Detection.Formats.Jpeg;
        Tally.Add(ImageCodes.Converted, FindingAction.Rewritten, "jpeg");
        return sizes.Count >= 2 && new JpegWriter(Output, (int)sizes[0], (int)sizes[1], default, profile).Write(encoded) ? Reason.None : Refuse(Reason.Crashed, "encoder");
    };

    /// <summary>Waits for the step that was started.</summary>
    public Reason Finish()
    {
        var reason = Take(out var encoded, out var facts);
        if (reason == Reason.None && _wanted.WantsGray)
        {
            reason = Look(ref encoded, ref facts);
        }

        return reason == Reason.None ? _end!(encoded, facts) : reason;
    }

    public void Dispose()
    {
        _run?.Dispose();
        _core?.Dispose();
    }

    /// <summary>The search for codes, when the policy wants one.</summary>
    public QrSearch? Search() => QrSearch.IsWanted(Context) ? Codes ??= new QrSearch(Context, Tally) : null;

    private Reason Take(out byte[] encoded, out IReadOnlyList<long> facts)
    {
        var result = _run!.Finish();
        (encoded, facts) = ([], result.Facts);
        if (result.Reason != Reason.None)
        {
            Tally.Add(result.Reason == Reason.Unsupported ? ImageCodes.Decoder : ImageCodes.Damaged, FindingAction.Removed, "decoder");
            return result.Reason;
        }

        _run.Output.Position = 0;
        encoded = new byte[checked((int)_run.Output.Length)];
        _run.Output.ReadExactly(encoded);
        return Reason.None;
    }

    private Reason Look(ref byte[] encoded, ref IReadOnlyList<long> facts)
    {
        if (facts.Count < 4 || facts[3] < 0 || facts[3] > encoded.Length)
        {
            return Refuse(Reason.Crashed, "encoder");
        }

        var file = encoded.Length - (int)facts[3];
        var search = Search()!;
        var reason = GrayPages.Look(encoded.AsSpan(file), search);
        encoded = encoded[..file];
        if (reason != Reason.None || _core is null || search.Areas.Count == 0)
        {
            return reason;
        }

        _run!.Dispose();
        _run = Context.StartNative(ImageStep.StepName, (_wanted with { WantsGray = false, Areas = [.. search.Areas] }).Encode(), _core);
        return Take(out encoded, out facts);
    }
}
