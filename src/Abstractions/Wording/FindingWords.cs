namespace Mugai.Wording;

/// <summary>
/// Finding codes in plain words for the notice in a mail. Codes of the daily business, which nearly every mail has and nobody needs to
/// act on, stand in the report alone: people stop reading a notice that is always there.
/// </summary>
public static class FindingWords
{
    private static readonly HashSet<string> Routine = new(StringComparer.Ordinal)
    {
        "mail.html", "mail.header", "mail.badField", "mail.outsideParts", "mail.lineEnds", "mail.uuencode", "mail.yenc", "mail.outlook", "mail.wrongCharset",
        "link.neutralized", "link.shortener", "link.redirect",
        "html.conditionalComment", "html.cutValue", "html.baseHref", "text.charset",
        "ooxml.metadata", "ooxml.thumbnail", "ooxml.printerSettings", "ooxml.unknownElement", "ooxml.unlistedPart", "ooxml.deadReference", "ooxml.customXml",
        "ooxml.font", "ooxml.path", "ooxml.archive", "file.labelMismatch", "archive.comment", "archive.leadingBytes", "archive.trailingBytes", "archive.hiddenBytes", "archive.systemFile",
        "media.metadata", "media.unlisted", "media.padding", "media.timedData",
        "bitmap.profile", "bitmap.badRun", "svg.metadata", "svg.compressed", "svg.unknownAttribute", "svg.doctype", "svg.style", "metafile.comment", "metafile.emfPlus", "metafile.description",
        "metafile.colorProfile", "metafile.badRecord", "metafile.unknownRecord",
        "image.metadata", "image.location", "image.comment", "image.thumbnail", "image.orientation", "image.profile", "image.extraImages", "image.padding", "image.repaired", "image.qrUnchecked",
        "xml.comment", "xml.instruction", "xml.schemaHint", "calendar.property", "calendar.parameter", "calendar.cutLine", "dxf.comment", "dxf.metadata", "dxf.thumbnail", "dxf.class",
        "pdf.metadata", "pdf.private", "pdf.unknown", "pdf.repaired", "pdf.jpegextras", "pdf.alternate", "pdf.content", "pdf.font", "pdf.profile",
        "dxf.group", "dxf.section", "dxf.binary", "dxf.extendedData", "dxf.applicationData", "dxf.deadReference", "p21.comment", "p21.header",
        "legacy.metadata", "cfb.unlistedStream", "xls.record",
        "policy.confirm", // the reason of the part says it, with what to do
    };

    private static readonly Dictionary<string, Words> ByCode = new(StringComparer.Ordinal)
    {
        ["file.extensionMismatch"] = new("拡張子と中身が違っていたため、中身に合わせました。", "the file extension did not match the content and was corrected."),
        ["mail.ambiguous"] = new("二通りに解釈できる書き方があったため、一通りに書き直しました。", "it could be read in two ways; one reading was written."),
        ["mail.alternatives"] = new("平文と HTML 形式の本文の内容が異なっていたため、両方を載せました。", "its text and its HTML said different things; both are shown."),
        ["mail.authorName"] = new("差出人の名前が別の人や組織に見えるようになっています。差出人を確かめてください。", "the sender's name may pass for somebody else's; please check who sent it."),
        ["mail.macFile"] = new("Mac の古い形式のファイルを取り除きました。", "files of an old Mac format were removed."),
        ["mail.badAddress"] = new("正しくないメールアドレスがありました。", "some mail addresses were not valid."),
        ["mail.charset"] = new("読み取れない文字がありました。", "some characters could not be decoded."),
        ["mail.duplicateField"] = new("重複したヘッダーがありました。", "some header fields were there twice."),
        ["link.address"] = new("名前ではなく IP アドレスを行き先とするリンクがあります。", "a link leads to an IP address instead of a name."),
        ["link.realHost"] = new("行き先がまぎらわしいリンクがあり、実際の宛先を示しました。", "a link looked as if it led elsewhere; its real host is shown."),
        ["link.scheme"] = new("特殊な種類のリンク (file: など) を無効にしました。", "links of a special kind (file: and others) were disarmed."),
        ["mail.forgedNotice"] = new("本文に、このお知らせに似せた見出しや当システムへのリンクがあり、区別できるように書き直しました（引用のこともあります）。",
            "the sender's text held a heading like this notice's, or a link to this system; both were marked (it may be a quotation)."),
        ["mail.encrypted"] = new("暗号化された部分を保留しました。", "an encrypted part is on hold."),
        ["mail.invisibleCharacters"] = new("件名や宛名から見えない制御文字を取り除きました。", "invisible control characters were removed from the header."),
        ["policy.hold"] = new("担当者の確認を経てお届けする種類のファイルです。", "it is a kind of file that comes after somebody has looked at it."),
        ["policy.reject"] = new("受け取らない種類のファイルです。", "it is a kind of file that is not taken."),
        ["scanner.infected"] = new("ウイルス検査エンジンが検出しました。", "a virus scanner found something."),
        ["scanner.failed"] = new("ウイルス検査を終えられませんでした。", "a virus scanner could not look at it."),
        ["privacy.mynumber"] = new("個人番号（マイナンバー）と思われる 12 桁の数字があります。取り扱いに注意してください。", "it holds numbers that look like My Number (individual numbers); please handle it with care."),
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
        ("mht.", new("保存された Web ページから、ページと画像以外の部品を取り除きました。", "parts of a saved web page other than the page and its pictures were removed.")),
        ("text.csvFormula", new("表計算で式として動くセルを無効にしました。", "cells that a spreadsheet would run as formulas were disarmed.")),
        ("text.sylk", new("表計算が別の形式と誤る書き出しを無効にしました。", "a beginning that a spreadsheet takes for another format was disarmed.")),
        ("text.undecodable", new("読み取れない文字がありました。", "some characters could not be decoded.")),
        ("text.bidi", new("文字の並びを変える制御文字を取り除きました。", "characters that reorder text were removed.")),
        ("text.", new("見えない制御文字を取り除きました。", "invisible control characters were removed.")),
        ("media.foreignBytes", new("音声・動画に混ざっていた別のデータを取り除きました。", "data that is neither sound nor film was removed.")),
        ("media.hiddenBytes", new("再生に使われないデータを取り除きました。", "data that no track plays was removed.")),
        ("media.truncated", new("途中で切れていたため、読めるところまでを書き直しました。", "it was cut off; what could be read was written.")),
        ("media.track", new("字幕・リンクなど、映像と音声以外のトラックを取り除きました。", "tracks other than sound and picture (texts, links) were removed.")),
        ("media.externalReference", new("別のファイルや外部から再生するトラックを取り除きました。", "tracks that play from another file or address were removed.")),
        ("media.", new("音声・動画から不要なデータを取り除きました。", "needless data was removed from sound or film.")),
        ("legacy.vba", new("マクロ（VBA）を取り除きました。", "macros (VBA) were removed.")),
        ("legacy.ole", new("埋め込まれたファイルや部品を取り除きました（絵は残ります）。", "embedded objects were removed (their pictures stay).")),
        ("legacy.hyperlink", new("危険な種類のリンクを取り除きました。", "links of a dangerous kind were removed.")),
        ("legacy.image", new("書き直せない画像を灰色の四角に替えました。", "pictures that could not be rebuilt were replaced by a grey box.")),
        ("legacy.encryption", new("パスワードによる暗号化を解きました。", "the encryption with a password was removed.")),
        ("legacy.", new("古い形式の Office 文書から危険な要素を取り除きました。", "dangerous elements were removed from an old Office file.")),
        ("doc.dde", new("別のプログラムを呼ぶ欄（DDE）を無効にしました。", "fields that call other programs (DDE) were disarmed.")),
        ("doc.template", new("外のひな形への参照を取り除きました。", "the reference to a template was removed.")),
        ("doc.", new("外から取り込む欄やマクロのボタンなどを無効にしました（表示は残ります）。", "fields that fetch or run something were disarmed (what they show stays).")),
        ("xls.macroSheet", new("マクロのシートを取り除きました。", "macro sheets were removed.")),
        ("xls.macroName", new("マクロを呼ぶ名前を無効にしました。", "names that call macros were disarmed.")),
        ("xls.formula", new("危険な式を、最後の値に置き換えました。", "dangerous formulas were replaced by their last value.")),
        ("xls.externalLink", new("ほかのブックやプログラムへのリンクを取り除きました。", "links to other books and programs were removed.")),
        ("xls.pivot", new("ピボットテーブルを普通のセルにしました。", "pivot tables became plain cells.")),
        ("xls.", new("表から危険な要素を取り除きました。", "dangerous elements were removed from a sheet.")),
        ("archive.path", new("外へ書き出そうとするファイル名を直しました。", "file names that led out of the folder were corrected.")),
        ("archive.name", new("使えない文字や見えない文字のあるファイル名を直しました。", "file names with unusable or invisible characters were corrected.")),
        ("archive.duplicateName", new("重なったファイル名に番号を付けました。", "file names that clashed were numbered.")),
        ("archive.link", new("ほかの場所を指すリンクを取り除きました。", "links to other places were removed.")),
        ("archive.device", new("特殊なファイルを取り除きました。", "special files were removed.")),
        ("archive.decrypted", new("パスワードで開き、暗号化しない形で作り直しました。", "it was opened with its password and rebuilt without encryption.")),
        ("archive.encrypted", new("パスワードが必要です。", "a password is needed.")),
        ("archive.method", new("圧縮方式が対応していません。", "its compression method is not supported.")),
        ("archive.multiVolume", new("分割された書庫の一部です。", "it is one part of a split archive.")),
        ("archive.", new("書庫のつくりに問題があります。", "there is something wrong with how the archive is made.")),
        ("bitmap.truncated", new("画像の欠けた部分を黒で補いました。", "missing rows of a picture were filled with black.")),
        ("bitmap.", new("画像に隠されたデータを取り除きました。", "data hidden in a picture was removed.")),
        ("icon.badFrame", new("読み取れないアイコンの画像を取り除きました。", "frames of an icon that could not be read were removed.")),
        ("icon.", new("画像に隠されたデータを取り除きました。", "data hidden in a picture was removed.")),
        ("svg.script", new("図面からスクリプトを取り除きました。", "scripts were removed from a drawing.")),
        ("svg.eventHandler", new("図面からスクリプトを取り除きました。", "scripts were removed from a drawing.")),
        ("svg.externalReference", new("図面から外部への参照を取り除きました。", "references to the outside were removed from a drawing.")),
        ("svg.styleSheet", new("図面から外部への参照を取り除きました。", "references to the outside were removed from a drawing.")),
        ("svg.link", new("図面のリンクを無効にしました（見た目は残ります）。", "links in a drawing were disarmed; what they show stays.")),
        ("svg.image", new("図面の中の画像を取り除きました。", "pictures inside a drawing were removed.")),
        ("svg.", new("図面から危険な要素を取り除きました。", "dangerous elements were removed from a drawing.")),
        ("metafile.bitmap", new("図形の中の読み取れない画像を取り除きました。", "bitmaps of a drawing that could not be read were removed.")),
        ("metafile.truncated", new("図形が途中で切れていました。", "a drawing was cut off.")),
        ("metafile.", new("図形からプリンターなどへの命令を取り除きました。", "commands to drivers were removed from a drawing.")),
        ("image.trailingData", new("画像の後ろに付いていた別のデータを取り除きました。", "data behind the end of the picture was removed.")),
        ("image.hiddenData", new("画像の中に隠れていたデータを取り除きました。", "data hidden inside the picture was removed.")),
        ("image.converted", new("画像を一般的な形式に変換しました。", "the picture was converted to a common format.")),
        ("image.qrCode", new("画像に QR コードがあります。読み取り先:", "there is a QR code in the picture. It says:")),
        ("image.", new("画像から不要なデータを取り除きました。", "needless data was removed from the picture.")),
        ("xml.malformed", new("正しい XML ではないため、文字として渡しました。", "it was not well-formed XML and comes as text.")),
        ("xml.", new("XML から、ほかの場所を読み込む・動く部分を取り除きました。", "parts of XML that load or act were removed.")),
        ("calendar.", new("予定・連絡先から、リンク・添付・動く通知を取り除きました。", "links, attachments and alarms that act were removed from the calendar or card.")),
        ("dxf.", new("図面から、外部参照や埋め込みを取り除きました。", "external references and embedded objects were removed from the drawing.")),
        ("p21.", new("図面データから、外部ファイルへの参照を取り除きました。", "references to external files were removed from the drawing data.")),
        ("sfc.", new("図面データから、知らない要素を取り除きました。", "unknown features were removed from the drawing data.")),
        ("pdf.javascript", new("PDF からスクリプトを取り除きました。", "scripts were removed from a PDF.")),
        ("pdf.launch", new("PDF から、プログラムやファイルを開く動作を取り除きました。", "actions that start programs or open files were removed from a PDF.")),
        ("pdf.remote", new("PDF から、別のファイルを開くリンクを取り除きました。", "links to other files were removed from a PDF.")),
        ("pdf.submit", new("PDF のフォームから送信の動作を取り除きました（入力欄は残ります）。", "a PDF form no longer sends; its fields stay.")),
        ("pdf.link", new("PDF から、許可していない種類のリンクを取り除きました。", "links of a kind that is not allowed were removed from a PDF.")),
        ("pdf.embeddedfile", new("PDF の中のファイルを取り除きました:", "a file inside a PDF was removed:")),
        ("pdf.portfolio", new("PDF ポートフォリオの一覧を取り除きました。", "the folder view of a PDF portfolio was removed.")),
        ("pdf.media", new("PDF から動画・音声・3D を取り除きました。", "film, sound and 3D were removed from a PDF.")),
        ("pdf.xfa", new("PDF の XFA フォームを取り除きました（通常のフォームは残ります）。", "the XFA form of a PDF was removed; an ordinary form stays.")),
        ("pdf.signature", new("PDF の電子署名を外しました（見た目は残ります）。", "the digital signature of a PDF was removed; what it shows stays.")),
        ("pdf.decrypted", new("PDF をパスワードで開き、暗号化しない形で作り直しました。", "a PDF was opened and rebuilt without encryption.")),
        ("pdf.encrypted", new("PDF を開くにはパスワードが必要です。", "a password is needed to open the PDF.")),
        ("pdf.image", new("PDF の中の読み取れない画像を灰色の四角に置き換えました。", "pictures of a PDF that could not be read were replaced by gray boxes.")),
        ("pdf.broken", new("PDF が壊れていて頁がありません。", "the PDF is broken and has no pages.")),
        ("pdf.", new("PDF から動作する部分を取り除きました。", "parts that act were removed from a PDF.")),
        ("ooxml.vba", new("マクロを取り除きました。", "macros were removed.")),
        ("ooxml.macroSheet", new("マクロシートを取り除きました。", "macro sheets were removed.")),
        ("ooxml.activex", new("ActiveX を取り除きました。", "ActiveX controls were removed.")),
        ("ooxml.ole", new("埋め込みオブジェクトを取り除きました。", "embedded objects were removed.")),
        ("ooxml.altChunk", new("取り込まれていた文書を、文字にして同じ場所に置くか、取り除きました。", "included documents were replaced by their text, or removed.")),
        ("ooxml.subDocument", new("別ファイルの文書の読み込みを取り除きました。", "documents of other files, which would be loaded, were removed.")),
        ("ooxml.dde", new("外部プログラムを動かす命令 (DDE) を取り除きました。", "commands that start other programs (DDE) were removed.")),
        ("ooxml.external", new("外部への参照を取り除きました。", "references to the outside were removed.")),
        ("ooxml.", new("Office 文書から危険な要素を取り除きました。", "dangerous elements were removed from the Office document.")),
    ];

    /// <summary>The codes and the beginnings of codes that have words.</summary>
    public static IEnumerable<string> Codes => Routine.Concat(ByCode.Keys).Concat(ByRoom.Select(room => room.Prefix));

    /// <summary>True when the finding alone is no reason for a notice.</summary>
    public static bool IsRoutine(string code) => Routine.Contains(code);

    /// <summary>True when the words are of use only with what was found.</summary>
    public static bool NeedsDetail(string code) => code is "image.qrCode" or "pdf.embeddedfile";

    /// <summary>What a finding means; a code that nobody named is told by its family.</summary>
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
