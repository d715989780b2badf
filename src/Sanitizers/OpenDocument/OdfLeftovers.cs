using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument;

/// <summary>Says what the entries were that are not in the output. For the report only: nothing is kept or dropped because of its name.</summary>
internal static class OdfLeftovers
{
    private static readonly (string Begins, string Code)[] Codes =
    [
        ("Basic/", OdfCodes.Macro), ("Scripts/", OdfCodes.Macro), ("Dialogs/", OdfCodes.Macro), ("Configurations", OdfCodes.Configuration), ("Thumbnails/", OdfCodes.Thumbnail),
        ("layout-cache", OdfCodes.LayoutCache), ("manifest.rdf", OdfCodes.Rdf), ("Fonts/", OdfCodes.Font), ("Media/", OdfCodes.Media), ("database/", OdfCodes.Database),
    ];

    public static void Report(OdfPackage package, HashSet<string> read, OdfPlanner plan, FindingTally tally)
    {
        var pictures = plan.Pictures.Where(static picture => picture.IsShown || !picture.IsAlive).Select(static picture => picture.Source).ToHashSet(StringComparer.Ordinal);
        var blobs = plan.Documents.SelectMany(static document => document.Blobs).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, entry) in package.Entries)
        {
            // Programs leave empty files behind (Configurations2/accelerator/current.xml); the picture of a chart is drawn anew from the chart.
            if (read.Contains(name) || pictures.Contains(name) || entry.DeclaredSize == 0 || name.StartsWith("ObjectReplacements/", StringComparison.Ordinal))
            {
                continue;
            }

            tally.Add(name, blobs.Contains(name) ? OdfCodes.Ole : CodeOf(name), FindingAction.Removed, package.DigestOf(name));
        }
    }

    /// <summary>Where only the text is wanted: what was in the package beside the document, its pictures and the documents in its frames.</summary>
    public static void ReportActive(OdfPackage package, FindingTally tally)
    {
        foreach (var (name, entry) in package.Entries)
        {
            var type = package.Manifest.TypeOf(name);
            var code = type.Contains("oleobject", StringComparison.OrdinalIgnoreCase) ? OdfCodes.Ole : CodeOf(name);
            if (entry.DeclaredSize > 0 && code != OdfCodes.UnlistedPart)
            {
                tally.Add(name, code, FindingAction.Removed, package.DigestOf(name));
            }
        }
    }

    private static string CodeOf(string name)
    {
        if (name.StartsWith("META-INF/", StringComparison.Ordinal) && name.Contains("signature", StringComparison.OrdinalIgnoreCase))
        {
            return OdfCodes.Signature;
        }

        foreach (var (begins, code) in Codes)
        {
            if (name.StartsWith(begins, StringComparison.Ordinal))
            {
                return code;
            }
        }

        return OdfCodes.UnlistedPart;
    }
}
