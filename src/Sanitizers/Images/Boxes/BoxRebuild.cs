using Mugai.Sanitizers.Images.Colors;
using Mugai.Sanitizers.Images.Native;

namespace Mugai.Sanitizers.Images.Boxes;

/// <summary>
/// JPEG 2000 and AVIF in their own format; HEIC as JPEG, because its encoder takes twenty times as long, and where the mail is read a JPEG opens;
/// a JPEG 2000 that is looked at as well, because no browser shows it.
/// </summary>
internal static class BoxRebuild
{
    public static Reason BeginJp2(ImageJob job)
    {
        using var core = job.Context.CreateScratch();
        var (facts, refused, fault) = new Jp2Reader(job.File, job.Tally).Read(core);
        if (facts is null)
        {
            return job.Refuse(refused, fault);
        }

        if (job.Part.ShownPage is not null)
        {
            return StartAsJpeg(job, facts, core, ImageKind.Jp2);
        }

        return Start(job, facts, core, ImageKind.Jp2, ImageKind.Jp2, (encoded, _) =>
        {
            // The encoder signs in a comment; the walk that read the input takes it out.
            var written = new Jp2Reader(encoded, new ImageTally()).Read(job.Output).Facts;
            return written is not null && written.Width == facts.Width && written.Height == facts.Height ? Reason.None : job.Refuse(Reason.Crashed, "encoder");
        });
    }

    public static Reason BeginAvif(ImageJob job)
    {
        using var core = job.Context.CreateScratch();
        var (facts, refused, fault) = new HeifReader(job.File, job.Tally).Read(core);
        return facts is null ? job.Refuse(refused, fault) : Start(job, facts, core, ImageKind.Avif, ImageKind.Avif, (encoded, _) =>
        {
            job.Output.Write(encoded);
            return Reason.None;
        });
    }

    public static Reason BeginHeic(ImageJob job)
    {
        using var core = job.Context.CreateScratch();
        var (facts, refused, fault) = new HeifReader(job.File, job.Tally).Read(core);
        return facts is null ? job.Refuse(refused, fault) : StartAsJpeg(job, facts, core, ImageKind.Heif);
    }

    private static Reason StartAsJpeg(ImageJob job, ImageFacts facts, Stream core, ImageKind from) =>
        Start(job, facts, core, from, ImageKind.Jpeg, job.AsJpeg(ColorProfile.Read(facts.Profile) is { IsGray: false, IsStandard: false } profile ? profile.Write() : []));

    private static Reason Start(ImageJob job, ImageFacts facts, Stream core, ImageKind from, ImageKind to, PictureEnd end)
    {
        if (job.Admit(facts.Width, facts.Height, facts.BitsPerPixel) is var barred && barred != Reason.None)
        {
            return barred;
        }

        // A JPEG of ours carries a profile of ours; the others are converted to sRGB unless they are that already.
        var profile = ColorProfile.Read(facts.Profile);
        var converts = facts.Profile.Length > 128 && profile is not { IsStandard: true } && (to != ImageKind.Jpeg || profile is null);
        if (facts.Profile.Length > 0)
        {
            job.Tally.Add(ImageCodes.Profile, FindingAction.Replaced, converts ? "sRGB" : "");
        }

        core.Position = core.Length;
        core.Write(converts ? facts.Profile : []);
        var wanted = new ImageArguments
        {
            Input = from,
            Output = to,
            IsLossless = facts.IsLossless,
            HasHalfChroma = true,
            HasNoise = job.Context.Policy.ImageNoise,
            Orientation = 1,
            Quality = Quality(facts, job.FileBytes, to),
            Frames = 1,
            Width = facts.Width,
            Height = facts.Height,
            ProfileBytes = converts ? facts.Profile.Length : 0,
            Seed = NoiseSeed.Of(job.Context),
        };
        return job.Start(wanted, core, end);
    }

    // Bits per pixel tell how hard it was pressed. For JPEG 2000 the number is a signal-to-noise ratio in decibels.
    private static int Quality(ImageFacts facts, long bytes, ImageKind to)
    {
        var bits = 8.0 * bytes / ((double)facts.Width * facts.Height);
        return to switch
        {
            ImageKind.Jp2 => bits < 0.5 ? 36 : bits < 1.5 ? 40 : bits < 3 ? 44 : 48,
            ImageKind.Jpeg => bits < 0.5 ? 75 : bits < 1 ? 80 : 85,
            _ => bits < 0.2 ? 40 : bits < 0.5 ? 46 : bits < 1 ? 55 : bits < 2 ? 68 : 80,
        };
    }
}
