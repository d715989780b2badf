using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument;

/// <summary>Sends the pictures of a package through their sanitizers, a few at a time, and names those that came out. What shows them is known later.</summary>
internal sealed class OdfPictures(OdfPackage package, OdfPlanner plan, FindingTally tally, ISanitizeContext context, string memberPath)
{
    // Pictures that wait for native steps at one time: enough to keep both ends busy, few enough to hold in memory.
    private const int AtOnce = 4;

    // What every office program shows.
    private static readonly FileFormat[] Shown =
    [
        Detection.Formats.Png, Detection.Formats.Jpeg, Detection.Formats.Gif, Detection.Formats.Bmp, Detection.Formats.Tiff, Detection.Formats.Emf, Detection.Formats.Wmf, Detection.Formats.Svg,
    ];

    public void Clean()
    {
        var pending = new Queue<Pending>();
        try
        {
            foreach (var picture in plan.Pictures)
            {
                pending.Enqueue(Begin(picture));
                if (pending.Count == AtOnce)
                {
                    End(pending);
                }
            }

            while (pending.Count > 0)
            {
                End(pending);
            }
        }
        finally
        {
            foreach (var abandoned in pending)
            {
                abandoned.Dispose();
            }
        }
    }

    private Pending Begin(OdfPicture picture)
    {
        var bytes = context.CreateScratch();
        try
        {
            using (var content = package.OpenBytes(picture.Source))
            {
                content.CopyTo(bytes);
            }

            bytes.Position = 0;
            var name = picture.Source[(picture.Source.LastIndexOf('/') + 1)..];
            var member = PlaceholderPicture.IsOurs(bytes) ? null : context.BeginPicture(memberPath + picture.Source, new UntrustedText(name), null, bytes);
            return new Pending(picture, bytes, member);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private void End(Queue<Pending> pending)
    {
        using var ended = pending.Dequeue();
        if (ended.Member is not { } member)
        {
            return;
        }

        var result = member.Finish();
        ended.Picture.Clean = result;
        var isThumbnail = ended.Picture.Source == OdfPlanner.ThumbnailEntry;
        if (result is not { Output: not null, OutputFormat: { } format } || !(isThumbnail ? format == Detection.Formats.Png : Array.Exists(Shown, shown => shown == format)))
        {
            tally.Add(ended.Picture.Source, isThumbnail ? OdfCodes.Thumbnail : OdfCodes.Image, isThumbnail ? FindingAction.Removed : FindingAction.Replaced, package.DigestOf(ended.Picture.Source));
            return;
        }

        plan.Name(ended.Picture, format);
        ended.Picture.IsAlive = true;
    }

    /// <summary>A picture whose sanitizer has begun; no member for our own picture, met again.</summary>
    private sealed record Pending(OdfPicture Picture, Stream Bytes, IPendingMember? Member) : IDisposable
    {
        public void Dispose()
        {
            Member?.Dispose();
            Bytes.Dispose();
        }
    }
}
