using Mugai.Sanitizers.Images.Colors;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Jpeg;

/// <summary>Sends a JPEG's core through the native step and writes the final file around what came back.</summary>
internal static class JpegRebuild
{
    // Progressive coding and tables made to measure cost a second pass; above this a photo is written the quick way.
    private const long MaxCarefulPixels = 4_000_000;

    public static Reason Begin(ImageJob job)
    {
        using var core = job.Context.CreateScratch();
        var (facts, refused, fault) = JpegProbe.Read(job.File.Span, core, job.Tally);
        if (facts is null)
        {
            return job.Refuse(refused, fault);
        }

        if (job.Admit(facts.Width, facts.Height, facts.BitsPerPixel) is var barred && barred != Reason.None)
        {
            return barred;
        }

        var colors = ProfileChoice.Of(facts, job.Tally);
        core.Write(colors.Convert);
        var turn = job.Turn(facts.Orientation);
        return job.Start(Wanted(facts, colors, turn, job.Context), core, (encoded, _) =>
        {
            var isTurned = turn >= 5;
            var (width, height) = isTurned ? (facts.Height, facts.Width) : (facts.Width, facts.Height);
            var writer = new JpegWriter(job.Output, width, height, isTurned ? facts.Density.Turned : facts.Density, colors.Embed);
            return writer.Write(encoded) ? Reason.None : job.Refuse(Reason.Crashed, "encoder");
        });
    }

    private static ImageArguments Wanted(ImageFacts facts, ProfileChoice colors, int turn, ISanitizeContext context)
    {
        var isSmall = (long)facts.Width * facts.Height <= MaxCarefulPixels;
        return new ImageArguments
        {
            Input = ImageKind.Jpeg,
            Output = ImageKind.Jpeg,
            IsStrict = facts.LacksEnd,
            IsProgressive = facts.IsProgressive && isSmall,
            IsOptimized = (facts.HasOptimizedTables || facts.IsProgressive) && isSmall,
            HasHalfChroma = facts.HasHalfChroma,
            HasNoise = context.Policy.ImageNoise,
            Orientation = turn,
            Quality = facts.Quality,
            Frames = 1,
            Width = facts.Width,
            Height = facts.Height,
            ProfileBytes = colors.Convert.Length,
            Seed = NoiseSeed.Of(context),
        };
    }
}
