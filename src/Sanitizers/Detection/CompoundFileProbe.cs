using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Names a compound file ([MS-CFB]) by what its root storage holds; a file whose tree is broken, by any name in its directory. What cannot be followed at all is still
/// a compound file and Blocked as one.
/// </summary>
internal static class CompoundFileProbe
{
    private static readonly Guid InstallerClass = new("000c1084-0000-0000-c000-000000000046");

    public static bool Is(ReadOnlySpan<byte> head) => CompoundFile.Is(head);

    public static FileFormat Detect(Stream content, string extension)
    {
        var reading = CompoundFile.Read(content);
        if (reading.Entries.Count > 0 && reading.Entries[0].ClassId == InstallerClass)
        {
            return Formats.Msi;
        }

        // Only the root's own: a sheet with a letter embedded in it is a sheet.
        var names = reading.File?.Root.Children.Select(entry => entry.Name) ?? reading.Entries.Select(entry => entry.Name);
        return Name(names.ToHashSet(StringComparer.OrdinalIgnoreCase), extension);
    }

    private static FileFormat Name(HashSet<string> names, string extension)
    {
        if (names.Contains("EncryptedPackage") || (names.Contains("\u0006DataSpaces") && !names.Contains("WordDocument") && !names.Contains("Workbook")))
        {
            return Formats.EncryptedOffice;
        }

        return names.Contains("__properties_version1.0") || names.Contains("__nameid_version1.0") ? Formats.Msg
            : names.Contains("DocumentText") || names.Contains("JSCompDocument") ? Ichitaro(extension)
            : names.Contains("HwpSummaryInformation") || names.Contains("\u0005HwpSummaryInformation") ? Formats.Hwp
            : names.Contains("Quill") ? Formats.Pub
            : names.Contains("WordDocument") ? Formats.Doc
            : names.Contains("Workbook") || names.Contains("Book") ? Formats.Xls
            : names.Contains("PowerPoint Document") ? Formats.Ppt
            : names.Contains("VisioDocument") ? Formats.Vsd
            : names.Contains("Props9") || names.Contains("Props12") || names.Contains("Props14") ? Formats.Mpp
            // Every program of JustSystems writes these; and what nobody knows may at least be called by its name.
            : names.Any(name => name.TrimStart('\u0004').StartsWith("JSRV_", StringComparison.Ordinal)) ? Ichitaro(extension)
            : FileNames.Claimed(extension) is { } claimed && (claimed == Formats.Hanako || claimed == Formats.Sanshiro) ? claimed
            : Formats.Cfb;
    }

    private static FileFormat Ichitaro(string extension) =>
        FileNames.Claimed(extension) is { } claimed && (claimed == Formats.Hanako || claimed == Formats.Sanshiro) ? claimed : Formats.Jtd;
}
