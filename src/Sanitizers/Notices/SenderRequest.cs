using Mugai.Wording;
using System.Text;

namespace Mugai.Sanitizers.Notices;

/// <summary>
/// A ready letter to the sender that asks for another form of a file that did not come through: what a clerk would have to think up otherwise. Only where another form
/// helps; nothing of the file but its name is in it.
/// </summary>
internal static class SenderRequest
{
    private const string Line = "----------------------------------------\n";

    private static readonly HashSet<string> Office = new(StringComparer.Ordinal)
    {
        "doc", "dot", "docm", "dotm", "xls", "xlt", "xlsm", "xltm", "xlsb", "xlam", "xla", "ppt", "pot", "pps", "pptm", "potm", "ppsm", "mdb", "accdb", "rtf", "cfb", "ole",
    };

    private static readonly HashSet<string> OfficeEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".doc", ".dot", ".docm", ".dotm", ".xls", ".xlt", ".xlsm", ".xltm", ".xlsb", ".xlam", ".xla", ".ppt", ".pot", ".pps", ".pptm", ".potm", ".ppsm", ".mdb", ".accdb",
    };

    public static void AppendJa(StringBuilder text, FileFacts input, Outcome outcome, Reason reason)
    {
        if (For(input, outcome, reason) is { } ask)
        {
            text.Append("\n送信者に別の形で送り直してもらうときは、次の文をお使いください。\n").Append(Line)
                .Append("お世話になっております。\nお送りいただいた添付ファイル「").Append(PartNotice.Name(input.Name, "名前なし"))
                .Append("」は、当方の情報セキュリティ対策（ファイルの無害化）のため受け取ることができませんでした。\nお手数ですが、").Append(ask.Ja)
                .Append("再度お送りくださいますようお願いいたします。\n").Append(Line);
        }
    }

    public static void AppendEn(StringBuilder text, FileFacts input, Outcome outcome, Reason reason)
    {
        if (For(input, outcome, reason) is { } ask)
        {
            text.Append("\nTo ask the sender for another form, you may use this letter:\n").Append(Line)
                .Append("Thank you for your mail. Our security measures could not let its attachment \"").Append(PartNotice.Name(input.Name, "no name"))
                .Append("\" in.\nPlease send it again ").Append(ask.En).Append(".\n").Append(Line);
        }
    }

    private static Words? For(FileFacts input, Outcome outcome, Reason reason) => reason switch
    {
        _ when outcome != Outcome.Blocked => null,
        Reason.Encrypted => new("パスワードを設定せずに、", "without a password"),
        Reason.NeverAllowed => new("プログラムやスクリプトを含まない形式（PDF、.docx、.xlsx など）に変えて、", "in a form that holds no programs or scripts (PDF, .docx, .xlsx)"),
        Reason.Corrupt or Reason.Unsupported or Reason.Ambiguous or Reason.Policy when IsOffice(input) =>
            new("マクロを含まない形式（Word は .docx、Excel は .xlsx、PowerPoint は .pptx）か PDF で保存し直して、", "saved without macros (.docx, .xlsx, .pptx) or as a PDF"),
        Reason.Corrupt or Reason.Unsupported or Reason.Ambiguous => new("別の形式（PDF、.docx、.xlsx など）で保存し直して、", "saved in another form (PDF, .docx, .xlsx)"),
        Reason.TooBig or Reason.TooDeep => new("小さく分けて、", "in smaller pieces"),
        _ => null,
    };

    private static bool IsOffice(FileFacts input)
    {
        var name = input.Name.DangerousRaw;
        var dot = name.LastIndexOf('.');
        return Office.Contains(input.Format) || (dot >= 0 && OfficeEndings.Contains(name[dot..].Trim()));
    }
}
