namespace Mugai.Sanitizers.Notices;

/// <summary>
/// Finding codes in plain words for the notice in a mail. Codes of the daily business, which nearly every mail has and nobody needs to
/// act on, stand in the report alone: people stop reading a notice that is always there.
/// </summary>
internal static class FindingWords
{
    private static readonly HashSet<string> Routine = new(StringComparer.Ordinal)
    {
        "mail.html", "mail.header", "mail.badField", "mail.outsideParts", "mail.lineEnds", "mail.uuencode",
        "html.conditionalComment", "html.cutValue", "html.baseHref", "text.charset",
        "ooxml.metadata", "ooxml.thumbnail", "ooxml.printerSettings", "ooxml.unknownElement", "ooxml.unlistedPart", "ooxml.deadReference", "ooxml.customXml",
        "xml.comment", "xml.instruction", "xml.schemaHint", "calendar.property", "calendar.parameter", "calendar.cutLine", "dxf.comment", "dxf.metadata", "dxf.thumbnail", "dxf.class",
        "dxf.group", "dxf.section", "dxf.binary", "dxf.extendedData", "dxf.applicationData", "dxf.deadReference", "p21.comment", "p21.header", "ooxml.font", "ooxml.path", "ooxml.archive", "file.labelMismatch",
    };

    private static readonly Dictionary<string, Words> ByCode = new(StringComparer.Ordinal)
    {
        ["file.extensionMismatch"] = new("拡張子と中身が違っていたため、中身に合わせました。", "the file extension did not match the content and was corrected."),
        ["mail.ambiguous"] = new("二通りに解釈できる書き方があったため、一通りに書き直しました。", "it could be read in two ways; one reading was written."),
        ["mail.badAddress"] = new("正しくないメールアドレスがありました。", "some mail addresses were not valid."),
        ["mail.charset"] = new("読み取れない文字がありました。", "some characters could not be decoded."),
        ["mail.duplicateField"] = new("重複したヘッダーがありました。", "some header fields were there twice."),
        ["mail.encrypted"] = new("暗号化された部分を保留しました。", "an encrypted part is on hold."),
        ["mail.invisibleCharacters"] = new("件名や宛名から見えない制御文字を取り除きました。", "invisible control characters were removed from the header."),
        ["mail.signature"] = new("電子署名を外しました（本文を書き直したため署名は合わなくなります）。", "the digital signature was removed (it no longer fits the rewritten mail)."),
    };

    private static readonly (string Prefix, Words Words)[] ByRoom =
    [
        ("html.hiddenText", new("HTML から表示されない文字を取り除きました。", "hidden text was removed from HTML.")),
        ("html.script", new("HTML からスクリプトを取り除きました。", "scripts were removed from HTML.")),
        ("html.eventHandler", new("HTML からスクリプトを取り除きました。", "scripts were removed from HTML.")),
        ("html.form", new("HTML から入力フォームを取り除きました。", "input forms were removed from HTML.")),
        ("html.trackingPixel", new("開封を追跡する画像を取り除きました。", "tracking images were removed.")),
        ("html.externalResource", new("外部から読み込む画像などを取り除きました。", "pictures and styles that load from the Internet were removed.")),
        ("html.linkMismatch", new("表示と行き先が違うリンクがあり、本当の行き先を示しました。", "links led elsewhere than they showed; the real target is shown.")),
        ("html.dangerousLink", new("危険な種類のリンクを取り除きました。", "links of a dangerous kind were removed.")),
        ("html.directionOverride", new("文字の並びを変える制御文字を取り除きました。", "characters that reorder text were removed.")),
        ("html.", new("HTML から危険な要素を取り除きました。", "dangerous elements were removed from HTML.")),
        ("text.csvFormula", new("表計算で式として動くセルを無効にしました。", "cells that a spreadsheet would run as formulas were disarmed.")),
        ("text.sylk", new("表計算が別の形式と誤る書き出しを無効にしました。", "a beginning that a spreadsheet takes for another format was disarmed.")),
        ("text.undecodable", new("読み取れない文字がありました。", "some characters could not be decoded.")),
        ("text.bidi", new("文字の並びを変える制御文字を取り除きました。", "characters that reorder text were removed.")),
        ("text.", new("見えない制御文字を取り除きました。", "invisible control characters were removed.")),
        ("xml.malformed", new("正しい XML ではないため、文字として渡しました。", "it was not well-formed XML and comes as text.")),
        ("xml.", new("XML から、ほかの場所を読み込む・動く部分を取り除きました。", "parts of XML that load or act were removed.")),
        ("calendar.", new("予定・連絡先から、リンク・添付・動く通知を取り除きました。", "links, attachments and alarms that act were removed from the calendar or card.")),
        ("dxf.", new("図面から、外部参照や埋め込みを取り除きました。", "external references and embedded objects were removed from the drawing.")),
        ("p21.", new("図面データから、外部ファイルへの参照を取り除きました。", "references to external files were removed from the drawing data.")),
        ("sfc.", new("図面データから、知らない要素を取り除きました。", "unknown features were removed from the drawing data.")),
        ("ooxml.vba", new("マクロを取り除きました。", "macros were removed.")),
        ("ooxml.macroSheet", new("マクロシートを取り除きました。", "macro sheets were removed.")),
        ("ooxml.activex", new("ActiveX を取り除きました。", "ActiveX controls were removed.")),
        ("ooxml.ole", new("埋め込みオブジェクトを取り除きました。", "embedded objects were removed.")),
        ("ooxml.dde", new("外部プログラムを動かす命令 (DDE) を取り除きました。", "commands that start other programs (DDE) were removed.")),
        ("ooxml.external", new("外部への参照を取り除きました。", "references to the outside were removed.")),
        ("ooxml.", new("Office 文書から危険な要素を取り除きました。", "dangerous elements were removed from the Office document.")),
    ];

    /// <summary>True when the finding alone is no reason for a notice.</summary>
    public static bool IsRoutine(string code) => Routine.Contains(code);

    public static Words Of(string code)
    {
        if (ByCode.TryGetValue(code, out var words))
        {
            return words;
        }

        foreach (var (prefix, general) in ByRoom)
        {
            if (code.StartsWith(prefix, StringComparison.Ordinal))
            {
                return general;
            }
        }

        return new Words($"危険な要素を取り除きました ({code})。", $"dangerous elements were removed ({code}).");
    }
}
