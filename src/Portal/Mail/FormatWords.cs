namespace Mugai.Portal.Mail;

/// <summary>What kind of file a short name of a report means, in words that people use; of what they never meet the short name itself.</summary>
public static class FormatWords
{
    public static string Of(string format, PortalText text) => format switch
    {
        "eml" or "msg" => text.Say("メール", "Mail"),
        "docx" or "docm" or "dotx" or "dotm" or "doc" => text.Say("Word 文書", "Word document"),
        "xlsx" or "xlsm" or "xltx" or "xltm" or "xlsb" or "xls" => text.Say("Excel ブック", "Excel workbook"),
        "pptx" or "pptm" or "ppsx" or "ppsm" or "potx" or "potm" or "ppt" => text.Say("PowerPoint スライド", "PowerPoint slides"),
        "office-encrypted" => text.Say("パスワード付き Office 文書", "Office document with a password"),
        "odt" or "ods" or "odp" or "odg" => text.Say("OpenDocument 文書", "OpenDocument file"),
        "jtd" => text.Say("一太郎文書", "Ichitaro document"),
        "pdf" => "PDF",
        "txt" => text.Say("テキスト", "Text"),
        "html" or "mht" => text.Say("Web ページ", "Web page"),
        "jpeg" or "png" or "gif" or "webp" or "avif" or "heic" or "bmp" or "tiff" or "jp2" or "svg" => text.Say($"画像（{format.ToUpperInvariant()}）", $"Picture ({format.ToUpperInvariant()})"),
        "zip" or "7z" or "rar" or "lzh" or "cab" or "tar" or "gz" => text.Say($"圧縮ファイル（{format.ToUpperInvariant()}）", $"Archive ({format.ToUpperInvariant()})"),
        "exe" => text.Say("プログラム", "Program"),
        "unknown" or "" => text.Say("種類不明", "Unknown kind"),
        _ => format,
    };
}
