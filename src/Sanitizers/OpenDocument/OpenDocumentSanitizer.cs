using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.OpenDocument.Text;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument;

/// <summary>
/// NAME: OpenDocument texts, sheets, presentations, drawings and their templates (OASIS OpenDocument 1.3, ISO/IEC 26300), rebuilt part by part and element by element.
/// KEEPS: text, styles, tables, formulas and their values, charts and formulas as objects, pictures, comments, tracked changes, form controls, animations, links to http, https and mailto.
/// REMOVES: Basic and other scripts, event listeners, OLE objects, applets, plug-ins, frames of other files, DDE, linked sections and sheets, databases, addresses that forms are sent to,
/// embedded fonts, printers, signatures, RDF, thumbnails, unlisted parts, elements and attributes.
/// LIMITS: pictures that no sanitizer rebuilds show a placeholder; see docs/formats/opendocument.md.
/// </summary>
public sealed class OpenDocumentSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.Odt, Detection.Formats.Ott, Detection.Formats.Ods, Detection.Formats.Ots, Detection.Formats.Odp, Detection.Formats.Otp, Detection.Formats.Odg, Detection.Formats.Otg,
    ];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) =>
        BrokenParts.Guard(context, OdfCodes.Malformed, tally => Rebuild(input, output, context, tally));

    private static PartVerdict Rebuild(PartInput input, Stream output, ISanitizeContext context, FindingTally tally)
    {
        var reading = ZipDirectoryReader.Read(input.Content, new ZipLimits(), context.Budget);
        if (reading.Directory is not { } directory)
        {
            tally.Add("", OdfCodes.Archive, FindingAction.Removed, reading.Detail);
            return PartVerdict.Blocked(reading.Reason);
        }

        foreach (var (bytes, code) in ((long, string)[])
            [(directory.LeadingBytes, OdfCodes.LeadingBytes), (directory.TrailingBytes, OdfCodes.TrailingBytes), (directory.HiddenBytes + directory.CommentBytes, OdfCodes.HiddenBytes)])
        {
            if (bytes > 0)
            {
                tally.Add("", code, FindingAction.Removed, bytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        var (package, unopened) = OdfPackage.Open(input.Content, directory, context.Budget);
        if (package is null)
        {
            tally.Add(OdfManifest.PartName, OdfCodes.Manifest, FindingAction.Removed);
            return PartVerdict.Blocked(unopened);
        }

        if (package.Manifest.HasEncrypted || package.Entries.ContainsKey("encrypted-package"))
        {
            return PartVerdict.Held(Reason.Encrypted);
        }

        if (OdfKind.Of(package.MediaType) is not { Format: { } format } kind)
        {
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        if (context.Policy.WayFor(FileFamily.Office) == PartWay.Text)
        {
            return OdfText.Write(package, kind, input.Name, output, context, tally);
        }

        var rebuild = new OdfRebuild(package, kind, output, tally, context, input.Path.TrimEnd('/') + "/");
        var reason = rebuild.Run();
        return reason == Reason.None ? PartVerdict.Rebuilt(format) : PartVerdict.Blocked(reason);
    }
}
