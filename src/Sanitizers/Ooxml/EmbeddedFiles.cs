using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// Files inside a package: the workbooks behind charts (a chart's data cannot be edited without), and by policy the objects of texts, sheets and slides, sound and film. Each is sanitized as a file of its own. One that does
/// not come out clean goes; what stays is what it showed.
/// </summary>
internal sealed class EmbeddedFiles(OoxmlPackage package, PackagePlan plan, ZipWriter zip, FindingTally tally, ISanitizeContext context, string memberPath)
{
    /// <summary>Files that Office keeps as parts and opens itself. Others that may stay are packed for the shell.</summary>
    public static IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Docx, Detection.Formats.Xlsx, Detection.Formats.Pptx, Detection.Formats.Vsdx];

    /// <summary>The program that opens a part of that name: the registered name of the class behind Office's own formats.</summary>
    public static string ProgramOf(string partName) => PartName.ExtensionOf(partName) switch
    {
        ".xlsx" => "Excel.Sheet.12",
        ".pptx" => "PowerPoint.Show.12",
        ".vsdx" => "Visio.Drawing.15",
        OlePackage.Extension => OlePackage.Program,
        _ => "Word.Document.12",
    };

    /// <summary>Writes all; relationships to those that go are gone afterwards.</summary>
    public void Write()
    {
        var gone = new HashSet<PlannedPart>();
        foreach (var part in plan.Parts)
        {
            if (part.Kind.Treatment == PartTreatment.Package && !Write(part))
            {
                tally.Add(part.SourceName, part.Kind == PartKind.EmbeddedObject ? OoxmlCodes.Ole : part.Kind == PartKind.Media ? OoxmlCodes.Media : OoxmlCodes.Embedding, FindingAction.Removed, package.DigestOf(part.SourceName));
                gone.Add(part);
            }
        }

        foreach (var part in plan.Parts)
        {
            part.HasLostMedia |= part.Relationships.Exists(r => r.Part?.Kind == PartKind.Media && gone.Contains(r.Part));
            part.Remove(r => r.Part is { } target && gone.Contains(target));
            foreach (var relationship in part.Relationships)
            {
                if (relationship.Part is { Kind.IsEmbedded: true } file)
                {
                    // What comes out decides, not what was declared.
                    relationship.Type = relationship.Type[..(relationship.Type.LastIndexOf('/') + 1)] + (file.Name.EndsWith(OlePackage.Extension, StringComparison.Ordinal) ? PartKind.Object : PartKind.Package);
                }
            }
        }
    }

    private static bool Fits(PartKind kind, FileFormat format) =>
        kind == PartKind.Media ? format.Family == FileFamily.Media : kind.IsEmbedded ? MayBePacked(format) : format.Name == Detection.Formats.Xlsx.Name;

    /// <summary>What people put into texts and tables to hand it on. No pages and no mails: they bring parts of their own.</summary>
    private static bool MayBePacked(FileFormat format) => format.Family is FileFamily.Office or FileFamily.LegacyOffice or FileFamily.Pdf or FileFamily.Image or FileFamily.Text or FileFamily.Archive or FileFamily.Media;

    private bool Write(PlannedPart part)
    {
        using var bytes = context.CreateScratch();
        using (var content = package.OpenBytes(part.Entry!))
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var inner = part.Kind == PartKind.EmbeddedObject ? OlePackage.Open(bytes, context) : null;
        if (part.Kind == PartKind.EmbeddedObject && inner is null)
        {
            return false;
        }

        var name = part.SourceName[(part.SourceName.LastIndexOf('/') + 1)..];
        using var result = context.SanitizeMember(memberPath + part.SourceName, new UntrustedText(name), inner is null ? part.ContentType : null, inner ?? bytes);
        if (result is not { Output: { } clean, OutputFormat: { } format, Report.Outcome: Outcome.Rebuilt } || !Fits(part.Kind, format))
        {
            return false;
        }

        var isPacked = part.Kind.IsEmbedded && !Formats.Any(f => f.Name == format.Name);
        part.Name = PartNames.WithExtension(part.Name, isPacked ? OlePackage.Extension : format.Extension);
        using var entry = zip.Begin(part.Name);
        if (isPacked)
        {
            OlePackage.Write(clean, format.Extension, entry, context);
        }
        else
        {
            clean.CopyTo(entry);
        }

        return true;
    }
}
