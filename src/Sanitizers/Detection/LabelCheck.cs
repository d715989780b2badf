using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>Whether a MIME label and a content can both be honest.</summary>
internal static class LabelCheck
{
    /// <summary>
    /// True when the label names another family than the content has. Labels that say nothing (octet-stream, application/x-…) and the
    /// usual carelessness (an archive label on a package, an old Office label on a new file, text/plain on any text) are no finding.
    /// </summary>
    public static bool Disagrees(string? label, FileFormat format)
    {
        if (string.IsNullOrEmpty(label) || format.Family == FileFamily.Unknown)
        {
            return false;
        }

        var claimed = Family(label.ToLowerInvariant());
        return claimed != FileFamily.Unknown && claimed != format.Family && (claimed, format.Family) is not
            ((FileFamily.LegacyOffice, FileFamily.Office) or (FileFamily.Office, FileFamily.LegacyOffice) or (FileFamily.Archive, FileFamily.Office)
            or (FileFamily.Text, FileFamily.Mail) or (FileFamily.Text, FileFamily.Calendar) or (FileFamily.Text, FileFamily.Cad) or (FileFamily.Cad, FileFamily.Image) or (FileFamily.Image, FileFamily.Cad));
    }

    private static FileFamily Family(string label) => label switch
    {
        "text/html" or "application/xhtml+xml" => FileFamily.Html,
        "message/rfc822" or "application/vnd.ms-outlook" => FileFamily.Mail,
        "text/calendar" or "text/vcard" or "text/x-vcard" or "text/directory" => FileFamily.Calendar,
        "application/pdf" => FileFamily.Pdf,
        "application/zip" or "application/x-zip-compressed" or "application/gzip" or "application/x-7z-compressed" or "application/vnd.rar" => FileFamily.Archive,
        "application/msword" or "application/vnd.ms-excel" or "application/vnd.ms-powerpoint" or "application/rtf" => FileFamily.LegacyOffice,
        _ when label.StartsWith("image/vnd.d", StringComparison.Ordinal) => FileFamily.Cad,
        _ when label.StartsWith("image/", StringComparison.Ordinal) => FileFamily.Image,
        _ when label.StartsWith("audio/", StringComparison.Ordinal) || label.StartsWith("video/", StringComparison.Ordinal) => FileFamily.Media,
        _ when label.StartsWith("text/", StringComparison.Ordinal) => FileFamily.Text,
        _ when label.StartsWith("application/vnd.openxmlformats", StringComparison.Ordinal) || label.StartsWith("application/vnd.oasis", StringComparison.Ordinal) => FileFamily.Office,
        _ => FileFamily.Unknown,
    };
}
