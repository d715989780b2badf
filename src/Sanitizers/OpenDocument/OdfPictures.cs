using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument;

/// <summary>Sends the pictures of a package through their sanitizers, a few at a time, and writes those that came out.</summary>
internal sealed class OdfPictures(OdfPackage package, OdfPlanner plan, ZipWriter zip, FindingTally tally, ISanitizeContext context, string memberPath)
{
    // Pictures that wait for native steps at one time: enough to keep both ends busy, few enough to hold in memory.
    private const int AtOnce = 4;

    // What every office program shows.
    private static readonly FileFormat[] Shown =
    [
        Detection.Formats.Png, Detection.Formats.Jpeg, Detection.Formats.Gif, Detection.Formats.Bmp, Detection.Formats.Tiff, Detection.Formats.Emf, Detection.Formats.Wmf, Detection.Formats.Svg,
    ];

    public void Write(List<(string Path, string MediaType)> written)
    {
        var pending = new Queue<Pending>();
        try
        {
            foreach (var picture in plan.Pictures)
            {
                pending.Enqueue(Begin(picture));
                if (pending.Count == AtOnce)
                {
                    End(pending, written);
                }
            }

            while (pending.Count > 0)
            {
                End(pending, written);
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

    private void End(Queue<Pending> pending, List<(string Path, string MediaType)> written)
    {
        using var ended = pending.Dequeue();
        if (ended.Member is not { } member)
        {
            return;
        }

        using var result = member.Finish();
        if (result is not { Output: { } clean, OutputFormat: { } format } || !Array.Exists(Shown, shown => shown == format))
        {
            tally.Add(ended.Picture.Source, OdfCodes.Image, FindingAction.Replaced, package.DigestOf(ended.Picture.Source));
            return;
        }

        plan.Name(ended.Picture, format);
        ended.Picture.IsAlive = true;
        using var entry = zip.Begin(ended.Picture.Name);
        clean.CopyTo(entry);
        written.Add((ended.Picture.Name, ended.Picture.MediaType));
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
