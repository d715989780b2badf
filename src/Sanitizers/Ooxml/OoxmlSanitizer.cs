using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Text;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// Word, Excel, PowerPoint and Visio packages (ISO/IEC 29500, Office 2007 and later), rebuilt part by part and element by element.
/// KEEPS text, formatting, formulas, cached values, charts, diagrams, tables, comments, links to http, https and mailto.
/// REMOVES macros, XLM sheets, ActiveX, OLE, embedded files, DDE, everything fetched from outside, custom UI, connections, signatures, unlisted parts.
/// LIMITS pictures that no sanitizer rebuilds show a placeholder; see docs/formats/ooxml.md.
/// </summary>
public sealed class OoxmlSanitizer : ISanitizer
{
    private readonly ZipLimits _limits;

    /// <summary>With the default limits.</summary>
    public OoxmlSanitizer()
        : this(new ZipLimits())
    {
    }

    /// <summary>With other limits.</summary>
    public OoxmlSanitizer(ZipLimits limits) => _limits = limits;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.Docx, Detection.Formats.Docm, Detection.Formats.Dotx, Detection.Formats.Dotm,
        Detection.Formats.Xlsx, Detection.Formats.Xlsm, Detection.Formats.Xltx, Detection.Formats.Xltm, Detection.Formats.Xlam, Detection.Formats.Xlsb,
        Detection.Formats.Pptx, Detection.Formats.Pptm, Detection.Formats.Ppsx, Detection.Formats.Ppsm, Detection.Formats.Potx, Detection.Formats.Potm, Detection.Formats.Ppam,
        Detection.Formats.Vsdx, Detection.Formats.Vsdm, Detection.Formats.Vstx, Detection.Formats.Vstm, Detection.Formats.Vssx, Detection.Formats.Vssm,
    ];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) =>
        BrokenParts.Guard(context, OoxmlCodes.Malformed, tally => Rebuild(input, output, context, tally));

    private PartVerdict Rebuild(PartInput input, Stream output, ISanitizeContext context, FindingTally tally)
    {
        var reading = ZipDirectoryReader.Read(input.Content, _limits, context.Budget);
        if (reading.Directory is not { } directory)
        {
            tally.Add("", OoxmlCodes.Archive, FindingAction.Removed, reading.Detail);
            return PartVerdict.Blocked(reading.Reason);
        }

        ReportSurroundings(directory, tally);
        var (package, unopened) = OoxmlPackage.Open(input.Content, directory, context.Budget);
        if (package is null)
        {
            tally.Add("", OoxmlCodes.Archive, FindingAction.Removed, "no package");
            return PartVerdict.Blocked(unopened);
        }

        if (package.Kind is not { Clean: { } clean } kind)
        {
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        var (plan, unplanned) = PackagePlanner.Plan(package, kind, context.Policy.Office, tally);
        if (plan is null)
        {
            return PartVerdict.Blocked(unplanned);
        }

        var memberPath = input.Path.TrimEnd('/') + "/";
        using var chunks = new AltChunks(package, tally, context, memberPath);
        if (context.Policy.WayFor(FileFamily.Office) == PartWay.Text)
        {
            var verdict = OfficeText.Write(package, plan, chunks, input.Name, output, context);
            chunks.ReportUnshown(plan);
            return verdict;
        }

        var zip = new ZipWriter(output, context.Budget, ZipEffort.Office);
        var writer = new OoxmlWriter(package, plan, zip, tally, context, memberPath, chunks);
        if (writer.Write() is { } unwritten)
        {
            tally.Add(unwritten, OoxmlCodes.UnknownElement, FindingAction.Removed);
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        chunks.ReportUnshown(plan);
        // A document whose text stood in a chunk alone: an empty page would say that this is all.
        return !writer.IsShown && chunks.HasLost ? PartVerdict.Blocked(Reason.Unsupported) : PartVerdict.Rebuilt(clean);
    }

    private static void ReportSurroundings(ZipDirectory directory, FindingTally tally)
    {
        foreach (var (bytes, code) in ((long, string)[])
            [(directory.LeadingBytes, OoxmlCodes.LeadingBytes), (directory.TrailingBytes, OoxmlCodes.TrailingBytes), (directory.HiddenBytes + directory.CommentBytes, OoxmlCodes.HiddenBytes)])
        {
            if (bytes > 0)
            {
                tally.Add("", code, FindingAction.Removed, bytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
