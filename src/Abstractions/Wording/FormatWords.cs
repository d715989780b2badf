namespace Mugai.Wording;

/// <summary>What kind of file a short name of a report means, in words that people use, with the ending that they know it by; of what they never meet the short name itself.</summary>
public static class FormatWords
{
    /// <summary>The kind; of an empty name or "unknown" that it is not known.</summary>
    /// <param name="format">A format's short name, as reports hold it ("docx").</param>
    public static Words Of(string format) => format switch
    {
        "eml" or "msg" => new("メール", "Mail"),
        "docx" or "docm" or "dotx" or "dotm" or "doc" => new("Word 文書", "Word document"),
        "xlsx" or "xlsm" or "xltx" or "xltm" or "xlsb" or "xls" => new("Excel ブック", "Excel workbook"),
        "pptx" or "pptm" or "ppsx" or "ppsm" or "potx" or "potm" or "ppt" => new("PowerPoint スライド", "PowerPoint slides"),
        "office-encrypted" => new("パスワード付き Office 文書", "Office document with a password"),
        "odt" or "ods" or "odp" or "odg" or "ott" or "ots" or "otp" => new("OpenDocument 文書", "OpenDocument file"),
        "jtd" => new("一太郎文書", "Ichitaro document"),
        "xdw" => new("DocuWorks 文書", "DocuWorks document"),
        "mdb" => new("Access データベース", "Access database"),
        "pdf" => new("PDF", "PDF"),
        "txt" => new("テキスト", "Text"),
        "html" or "mht" => new("Web ページ", "Web page"),
        "ics" => new("予定表（ICS）", "Calendar (ICS)"),
        "vcf" => new("連絡先（VCF）", "Contacts (VCF)"),
        "csv" or "tsv" => With("表データ", "Table", format),
        "dwg" or "dxf" or "jww" or "p21" or "sfc" => With("CAD 図面", "CAD drawing", format),
        "dxf-binary" => With("CAD 図面", "CAD drawing", "dxf"),
        "jpeg" or "png" or "gif" or "webp" or "avif" or "heic" or "bmp" or "tiff" or "jp2" or "svg" => With("画像", "Picture", format),
        "mp3" or "wav" or "ogg" or "flac" or "m4a" or "aac" or "aiff" => With("音声", "Sound", format),
        "mp4" or "mov" or "3gp" or "avi" or "mkv" => With("動画", "Film", format),
        "zip" or "7z" or "rar" or "lzh" or "cab" or "tar" or "gz" => With("圧縮ファイル", "Archive", format),
        "iso" or "vhd" or "dmg" => With("ディスクイメージ", "Disk image", format),
        "exe" or "elf" or "macho" or "msi" or "jar" or "apk" => new("プログラム", "Program"),
        "script" or "hta" => new("スクリプト", "Script"),
        "lnk" or "url" => new("ショートカット", "Shortcut"),
        "unknown" or "" => new("種類不明", "Unknown kind"),
        _ => new(format, format),
    };

    private static Words With(string ja, string en, string format) => new($"{ja}（{format.ToUpperInvariant()}）", $"{en} ({format.ToUpperInvariant()})");
}
