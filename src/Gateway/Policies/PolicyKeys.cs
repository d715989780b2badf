using Mugai.Gateway.Configuration;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Policies;

/// <summary>Every key of a policy file, the only list of them.</summary>
internal static class PolicyKeys
{
    public static IReadOnlyList<ConfigKey<PolicyRule>> All { get; } =
    [
        new("name", ConfigShape.Value, "a name", "standard", "The policy's name, in reports and the audit log.", "ポリシー名（報告書と監査ログに残ります）。",
            (r, v) => r with { Policy = r.Policy with { Name = Read.Text(v.Single) } }),
        new("tenant", ConfigShape.Value, "a name", "default", "The tenant whose mail it judges.", "対象の団体。",
            (r, v) => r with { Tenant = Read.Text(v.Single) }),
        new("recipients", ConfigShape.List, "addresses, domains or \"*\"", "[\"*\"]", "For whom. Files are tried in the order of their names; the first that fits decides.", "対象の宛先。ファイル名順に調べ、最初に合ったものが適用されます。",
            (r, v) => r with { Recipients = v.Each(Recipient) }),
        new("language", ConfigShape.Value, "ja, en or both", "both", "The language of notices.", "通知の言語。",
            (r, v) => r with { Policy = r.Policy with { Language = Word<NoticeLanguage>(v.Single) } }),
        new("links", ConfigShape.Value, "defang, show or remove", "defang", "How links stand in text: not clickable, as they are, or the label alone.", "リンクの表示：無効化、そのまま、表示名のみ。",
            (r, v) => r with { Policy = r.Policy with { Links = Word<LinkStyle>(v.Single) } }),
        new("dangerKeepCsvFormulas", ConfigShape.Value, "true or false", "false", "DANGER: leave cells that a spreadsheet would run as a formula.", "【危険】表計算ソフトが数式として実行するセルを残します。",
            (r, v) => r with { Policy = r.Policy with { NeutralizeCsvFormulas = !Read.Switch(v.Single) } }),
        new("passwordWait", ConfigShape.Value, "a time, e.g. 3d, or 0s", "3d", "How long an encrypted attachment waits for a later mail of the same sender that brings its password. 0s: never.",
            "暗号化された添付ファイルが、同じ差出人の後続メールに書かれたパスワードを待つ期間（0s で待ちません）。",
            (r, v) => r with { Policy = r.Policy with { PasswordWait = Read.Duration(v.Single) } }),
        new("imageNoise", ConfigShape.Value, "true or false", "false", "Change the samples of pictures by ±1, so that nothing hidden in them survives; files grow.", "画像の画素値に±1の変化を加え、画像に隠された情報を壊します（ファイルは大きくなります）。",
            (r, v) => r with { Policy = r.Policy with { ImageNoise = Read.Switch(v.Single) } }),
        new("qrCodes", ConfigShape.Value, "leave, list or blur", "list", "QR codes in pictures: not looked for, told of in the notice with what they say, or made unreadable.", "画像の中の QR コード：探さない、内容を通知に示す、読めないように塗りつぶす。",
            (r, v) => r with { Policy = r.Policy with { QrCodes = Word<QrCodeWay>(v.Single) } }),
        new("text.charset", ConfigShape.Value, "utf-8 or keep", "utf-8", "The charset of clean text files: UTF-8, or Shift_JIS kept where a file came in it.", "テキストの文字コード：UTF-8 にそろえる、または Shift_JIS のファイルはそのまま。",
            (r, v) => r with { Policy = r.Policy with { TextCharset = v.Single.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? TextCharset.Utf8 : v.Single.Equals("keep", StringComparison.OrdinalIgnoreCase) ? TextCharset.Keep : throw new FormatException() } }),
        new("text.byteOrderMark", ConfigShape.Value, "auto, always or never", "auto", "The byte-order mark of clean UTF-8 text files: on CSV and TSV and where there was one, on all, on none.", "UTF-8 の BOM：CSV・TSV と元にあったもの、すべて、なし。",
            (r, v) => r with { Policy = r.Policy with { TextMark = Word<TextMark>(v.Single) } }),
        new("pdf.deep", ConfigShape.Value, "true or false", "false", "Undo and pack every stream of a PDF again and encode its JPEG pictures anew; several times slower.", "PDF の中身をすべて展開して圧縮し直し、JPEG 画像も作り直します（数倍の時間がかかります）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { Deep = Read.Switch(v.Single) } } }),
        new("pdf.keepLinks", ConfigShape.Value, "true or false", "true", "Links of a PDF to http, https and mailto can still be clicked; false: they only show.", "PDF の http・https・mailto のリンクを残します（false：見た目だけ残します）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { KeepLinks = Read.Switch(v.Single) } } }),
        new("pdf.keepMetadata", ConfigShape.Value, "true or false", "true", "Title, author and the like of a PDF stay; XMP always goes.", "PDF の表題・作成者などを残します（XMP は常に除きます）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { KeepMetadata = Read.Switch(v.Single) } } }),
        .. Enum.GetValues<FileFamily>().Where(family => family is not (FileFamily.Unknown or FileFamily.Executable or FileFamily.Mail)).Select(Family),
    ];

    private static ConfigKey<PolicyRule> Family(FileFamily family)
    {
        var name = char.ToLowerInvariant(family.ToString()[0]) + family.ToString()[1..];
        return new($"families.{name}", ConfigShape.Value, "sanitize, text or remove", "sanitize",
            $"What happens to {name} files: rebuilt, their text alone, or a notice in their place.", $"{name} ファイルの扱い：無害化、テキスト抽出、除去。",
            (r, v) => r with { Policy = r.Policy with { Families = new Dictionary<FileFamily, PartWay>(r.Policy.Families) { [family] = Word<PartWay>(v.Single) } } });
    }

    private static TEnum Word<TEnum>(string text) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && text.All(char.IsAsciiLetterLower) ? value : throw new FormatException();

    private static string Recipient(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? Read.Domain(text)
            : at > 0 && at < text.Length - 1 ? text[..at] + "@" + Read.Domain(text[(at + 1)..]) : throw new FormatException();
    }
}
