using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Previews;

/// <summary>
/// NAME: one page of a file as a picture, for a person who looks at an original (画面転送: pixels alone cross).
/// KEEPS: what the page looks like. PDF pages come from a program behind the sandbox's walls, whose picture is as hostile as the file: it goes through the picture sanitizer like an attachment.
/// Pictures go through it themselves; a page of a TIFF and a JPEG 2000 become JPEGs on the way, because no browser shows them.
/// REMOVES: everything else. What leaves is a picture that we wrote, verified like every output.
/// LIMITS: <see cref="PageRequest"/>; those of pictures. A format that has no preview is unsupported.
/// </summary>
internal static class PageView
{
    /// <summary>Finding whose count says how many pages there are.</summary>
    public const string PagesCode = "preview.pages";

    /// <summary>A4 at 150 dpi, on which a form's small print can be read.</summary>
    private const int Side = 1_754;

    /// <summary>Writes page <see cref="SinglePart.Page"/> of <paramref name="part"/>.</summary>
    public static PartVerdict Write(PartInput part, Stream output, ISanitizer? own, SanitizeContext context) => part.Format.Name switch
    {
        "pdf" => WritePdf(part, output, context),
        "jpeg" or "png" or "gif" or "webp" or "avif" or "heic" or "bmp" or "jp2" when own is not null && context.Single!.Page == 1 => WritePicture(part, output, own, context),
        "tiff" when own is not null => own.Sanitize(part with { ShownPage = context.Single!.Page }, output, context),
        _ => PartVerdict.Blocked(Reason.Unsupported),
    };

    private static PartVerdict WritePicture(PartInput part, Stream output, ISanitizer own, SanitizeContext context)
    {
        context.Report("", PagesCode, FindingAction.Kept);
        return own.Sanitize(part with { ShownPage = 1 }, output, context);
    }

    private static PartVerdict WritePdf(PartInput part, Stream output, SanitizeContext context)
    {
        part.Content.Position = 0;
        using var run = context.StartNative(PageRequest.StepName, new PageRequest(context.Single!.Page, Side).Encode(), part.Content);
        part.Content.Position = 0;
        using var count = context.StartNative(PageRequest.StepName, new PageRequest(PageRequest.MaxPage, Side).Encode(), part.Content);
        var drawn = run.Finish();
        // A claim like everything that comes from there: it is shown and decides nothing.
        if (count.Finish().Facts is [> 0 and <= PageRequest.MaxPage and var pages])
        {
            context.Report("", PagesCode, FindingAction.Kept, (int)pages);
        }

        if (drawn.Reason != Reason.None)
        {
            return PartVerdict.Blocked(drawn.Reason);
        }

        using var picture = context.SanitizeMember(part.Path + "/page", new UntrustedText("page.png"), null, run.Output);
        if (picture.OutputFormat != Formats.Png || picture.Output is not { } clean)
        {
            return PartVerdict.Blocked(picture.Report.Reason == Reason.None ? Reason.Corrupt : picture.Report.Reason);
        }

        clean.Position = 0;
        clean.CopyTo(output);
        return PartVerdict.Replaced(Formats.Png);
    }
}
