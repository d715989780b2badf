using Mugai.Sanitizers.Images.Colors;
using Mugai.Sanitizers.Images.Native;

namespace Mugai.Sanitizers.Images.Webp;

/// <summary>Sends a WebP's core through the native step and takes what comes back apart with the same walk.</summary>
internal static class WebpRebuild
{
    public static Reason Begin(ImageJob job)
    {
        using var core = job.Context.CreateScratch();
        var reader = new WebpReader(job.File, core, job.Tally);
        var (facts, refused, fault) = reader.Read([]);
        if (facts is null)
        {
            return job.Refuse(refused, fault);
        }

        if (job.Admit(facts.Width, facts.Height, facts.BitsPerPixel, facts.Frames) is var barred && barred != Reason.None)
        {
            return barred;
        }

        // Browsers turn stills by EXIF and leave animations as they are.
        var orientation = job.Turn(reader.IsAnimation ? 1 : facts.Orientation);
        var colors = ProfileChoice.Of(facts, job.Tally);
        core.Position = core.Length;
        core.Write(colors.Convert);
        var wanted = new ImageArguments
        {
            Input = ImageKind.Webp,
            Output = ImageKind.Webp,
            IsLossless = facts.IsLossless,
            IsAnimation = reader.IsAnimation,
            HasNoise = job.Context.Policy.ImageNoise && !reader.IsAnimation,
            Orientation = orientation,
            Quality = facts.Quality,
            Frames = facts.Frames,
            Width = facts.Width,
            Height = facts.Height,
            ProfileBytes = colors.Convert.Length,
            Seed = NoiseSeed.Of(job.Context),
        };
        return job.Start(wanted, core, (encoded, _) =>
        {
            // libvips adds EXIF of its own (density, dimensions) even when told to strip; the walk leaves it behind.
            var foreign = new ImageTally();
            var written = new WebpReader(encoded, job.Output, foreign).Read(colors.Embed).Facts;
            var (width, height) = orientation >= 5 ? (facts.Height, facts.Width) : (facts.Width, facts.Height);
            return written is not null && written.Width == width && written.Height == height && foreign.HasOnly(ImageCodes.Metadata) ? Reason.None : job.Refuse(Reason.Crashed, "encoder");
        });
    }
}
