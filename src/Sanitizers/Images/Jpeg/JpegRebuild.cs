using System.Buffers;
using Mugai.Sanitizers.Images.Colors;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Jpeg;

/// <summary>Sends a JPEG's core through the native step and writes the final file around what came back.</summary>
internal static class JpegRebuild
{
    // Progressive coding and tables made to measure cost a second pass; above this a photo is written the quick way.
    private const long MaxCarefulPixels = 4_000_000;

    public static Reason Write(ImageFacts facts, Stream core, Stream output, ISanitizeContext context, ImageTally tally)
    {
        var colors = ProfileChoice.Of(facts, tally);
        core.Write(colors.Convert);
        if (facts.Orientation > 1)
        {
            tally.Add(ImageCodes.Orientation, FindingAction.Rewritten);
        }

        var isSmall = (long)facts.Width * facts.Height <= MaxCarefulPixels;
        var wanted = new ImageArguments
        {
            Input = ImageKind.Jpeg,
            Output = ImageKind.Jpeg,
            IsStrict = facts.LacksEnd,
            IsProgressive = facts.IsProgressive && isSmall,
            IsOptimized = (facts.HasOptimizedTables || facts.IsProgressive) && isSmall,
            HasHalfChroma = facts.HasHalfChroma,
            HasNoise = context.Policy.ImageNoise,
            Orientation = facts.Orientation,
            Quality = facts.Quality,
            Frames = 1,
            Width = facts.Width,
            Height = facts.Height,
            ProfileBytes = colors.Convert.Length,
            Seed = NoiseSeed.Of(context),
        };
        using var run = context.StartNative(ImageStep.StepName, wanted.Encode(), core);
        var result = run.Finish();
        if (result.Reason != Reason.None)
        {
            tally.Add(result.Reason == Reason.Unsupported ? ImageCodes.Decoder : ImageCodes.Damaged, FindingAction.Removed, "decoder");
            return result.Reason;
        }

        var isTurned = facts.Orientation >= 5;
        var (width, height) = isTurned ? (facts.Height, facts.Width) : (facts.Width, facts.Height);
        var length = checked((int)run.Output.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            run.Output.Position = 0;
            run.Output.ReadExactly(bytes, 0, length);
            var writer = new JpegWriter(output, width, height, isTurned ? facts.Density.Turned : facts.Density, colors.Embed);
            return writer.Write(bytes.AsSpan(0, length)) ? Reason.None : Reason.Crashed;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
