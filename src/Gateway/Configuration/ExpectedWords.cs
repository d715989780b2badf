using System.Collections.Frozen;

namespace Mugai.Gateway.Configuration;

/// <summary>What a right value looks like, in Japanese: every text that a key gives as what it expects. A test asks for each key.</summary>
internal static class ExpectedWords
{
    private static readonly FrozenDictionary<string, string> s_texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a name"] = "名前",
        ["a sentence"] = "1 文の説明",
        ["a number"] = "数",
        ["a number from 1 to 100"] = "1～100 の数",
        ["a number from 2 to 16"] = "2～16 の数",
        ["a number from 1 to 30000"] = "1～30000 の数",
        ["a size, e.g. 1GiB"] = "大きさ（例：1GiB）",
        ["a time from 1s, e.g. 30s"] = "1s 以上の時間（例：30s）",
        ["a size"] = "大きさ（例：10MiB）",
        ["a size, e.g. 10MiB"] = "大きさ（例：10MiB）",
        ["a size, e.g. 20GiB"] = "大きさ（例：20GiB）",
        ["a time, 0d: never"] = "期間（0d で行いません）",
        ["a time, e.g. 3d"] = "期間（例：3d）",
        ["a time, e.g. 3d, or 0s"] = "期間（例：3d）または 0s",
        ["a time, e.g. 7d"] = "期間（例：7d）",
        ["a time, e.g. 90d"] = "期間（例：90d）",
        ["a duration"] = "期間（例：30s、10m、1h、3d）",
        ["a duration, 0s: never"] = "期間（0s で行いません）",
        ["a duration, 0d: never"] = "期間（0d で行いません）",
        ["a day, e.g. 2027-03-31"] = "日付（例：2027-03-31）",
        ["a time zone"] = "タイムゾーン（例：Asia/Tokyo）",
        ["hours (HH:MM)"] = "時刻（HH:MM）",
        ["a file"] = "ファイル",
        ["a folder"] = "フォルダー",
        ["a file or folder"] = "ファイルまたはフォルダー",
        ["a file outside storage.path"] = "storage.path の外のファイル",
        ["a PEM file"] = "PEM 形式のファイル",
        ["FILE: SHA-256"] = "ファイル名: SHA-256",
        ["files in a folder below, e.g. shared/words.yaml"] = "下のフォルダーにあるファイル（例：shared/words.yaml）",
        ["an address"] = "メールアドレス",
        ["addresses or networks (CIDR)"] = "IP アドレスまたはネットワーク（CIDR）",
        ["addresses, domains, \"*.domain\" for all below one, file:LIST.csv, or \"*\""] = "アドレス、ドメイン、\"*.ドメイン\"（下位すべて）、file:一覧.csv、または \"*\"",
        ["addresses, domains, \"*.domain\" for all below one, file:LIST.csv, or \"<>\""] = "アドレス、ドメイン、\"*.ドメイン\"（下位すべて）、file:一覧.csv、または \"<>\"",
        ["a domain"] = "ドメイン",
        ["domains"] = "ドメイン",
        ["domains, \"*\" only for tests"] = "ドメイン（\"*\" は試験用のみ）",
        ["domains, at most 100"] = "ドメイン（100 個まで）",
        ["a host name"] = "ホスト名",
        ["host names"] = "ホスト名",
        ["host names, at most 100"] = "ホスト名（100 個まで）",
        ["networks"] = "ネットワーク（例：192.0.2.0/24）",
        ["departments"] = "所属の名前",
        ["names of departments"] = "所属の名前",
        ["formats by their short names, e.g. [docm, xlsm]"] = "形式の短い名前（例：[docm, xlsm]）",
        ["finding codes, or a room as in \"ooxml.*\""] = "検出事項のコード、または \"ooxml.*\" のような分類全体",
        ["up to 32 characters, e.g. \"[無害化]\""] = "32 文字まで（例：\"[無害化]\"）",
        ["up to 40 letters, digits and hyphens"] = "英数字とハイフン 40 文字まで",
        ["text of up to 2,000 characters with {findings} on a line of its own, and {request} where you like; no other braces"] =
            "2,000 文字までの文面。{findings} だけの行を 1 つ含み、{request} は任意の場所に書けます。ほかの波括弧は使えません",
        ["text"] = "文字列",
        ["a list"] = "一覧",
        ["a tenant"] = "団体の名前",
        ["addresses"] = "メールアドレス",
        ["names of parts"] = "部品の名前",
        ["roles: staff, approver, administrator, auditor; [] only for tests"] = "役割：staff、approver、administrator、auditor（[] は試験用のみ）",
        ["a number from 8 to 64"] = "8～64 の数",
        ["a claim"] = "クレームの名前",
        ["values of amr"] = "amr の値",
        ["https://… as in the provider's metadata"] = "プロバイダーのメタデータにあるとおりの https://…",
        ["ROLE: group, * for everybody"] = "役割: グループ（全員なら *）",
        ["ROLE: group DN, * for everybody"] = "役割: グループの DN（全員なら *）",
        ["DEPARTMENT: group"] = "所属: グループ",
        ["DEPARTMENT: group DN"] = "所属: グループの DN",
        ["a DN"] = "DN（識別名）",
        ["a filter with {name}"] = "{name} を含む検索フィルター",
        ["a filter with {dn} or {name}"] = "{dn} または {name} を含む検索フィルター",
        ["a folder (openssl rehash)"] = "フォルダー（openssl rehash 済み）",
        ["ldaps://HOST:PORT or ldap://HOST:PORT (StartTLS)"] = "ldaps://ホスト:ポート番号、または ldap://ホスト:ポート番号（StartTLS）",
        ["NAME: clamd:/SOCKET, clamd://HOST:3310 or icap://HOST:1344/SERVICE"] = "名前: clamd:/ソケット、clamd://ホスト:3310、または icap://ホスト:1344/サービス名",
        ["http://ADDRESS:PORT"] = "http://アドレス:ポート番号",
        ["udp://, tcp:// or tls://HOST:PORT"] = "udp://、tcp:// または tls://ホスト:ポート番号",
        ["ADDRESS:PORT"] = "アドレス:ポート番号",
        ["a URL without path"] = "パスのない URL",
        ["http://ADDRESS:PORT, or https:// with portal.tls"] = "http://アドレス:ポート番号、または portal.tls を設定して https://",
        ["smtp://HOST:PORT"] = "smtp://ホスト:ポート番号",
        ["smtp://HOST:PORT, lmtp://HOST:PORT or maildir:PATH"] = "smtp://ホスト:ポート番号、lmtp://ホスト:ポート番号、または maildir:パス",
        ["udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT"] = "udp://ホスト:ポート番号、tcp://ホスト:ポート番号、または tls://ホスト:ポート番号",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The text in Japanese; words to choose from stay as they are written in the file.</summary>
    public static string Ja(string expects) => s_texts.GetValueOrDefault(expects) ?? (KeySchema.Words(expects) is { Count: > 0 } words ? $"{string.Join("、", words)} のいずれか" : expects);

    /// <summary>True when <see cref="Ja"/> says something else than the English text.</summary>
    public static bool Knows(string expects) => Ja(expects) != expects;
}
