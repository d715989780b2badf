using System.Text.Json;
using Mugai.Portal.Oversight;
using Mugai.Quarantine;
using Mugai.Scanning;

namespace Mugai.Portal.Mail;

/// <summary>What an entry of the audit log holds, for reading: names in words where people meet them often, values as text.</summary>
public static class EntryDetails
{
    private static readonly Dictionary<string, (string Ja, string En)> Words = new(StringComparer.Ordinal)
    {
        ["from"] = ("差出人", "from"), ["to"] = ("宛先", "to"), ["size"] = ("大きさ（バイト）", "size in bytes"), ["client"] = ("接続元", "client"), ["why"] = ("理由", "why"), ["reason"] = ("理由", "reason"),
        ["until"] = ("期限", "until"), ["way"] = ("受け取り方", "way"), ["reply"] = ("応答", "reply"), ["recipient"] = ("宛先の番号", "recipient no."), ["request"] = ("申請番号", "request"), ["parts"] = ("対象", "parts"),
        ["importance"] = ("重要性分類", "class"), ["specificPersonalData"] = ("特定個人情報", "My Number"), ["person"] = ("対象者の番号", "person"), ["act"] = ("操作", "act"), ["roles"] = ("役割", "roles"),
        ["secondFactor"] = ("二段階認証", "second factor"), ["policies"] = ("ポリシー", "policies"), ["protocol"] = ("プロトコル", "protocol"), ["what"] = ("対象", "what"), ["day"] = ("日付", "day"),
        ["helo"] = ("接続元の名乗り", "helo"), ["kind"] = ("種別", "kind"), ["group"] = ("宛先グループ", "group"), ["reportSha256"] = ("記録の照合値", "report SHA-256"), ["nextAttempt"] = ("次の送信", "next try"),
        ["part"] = ("対象", "part"), ["page"] = ("ページ", "page"), ["form"] = ("表示", "form"), ["shown"] = ("表示した", "shown"), ["opened"] = ("開けた", "opened"), ["days"] = ("日数", "days"),
        ["hold"] = ("保留", "hold"), ["tenant"] = ("団体", "tenant"), ["pinned"] = ("延長", "pinned"), ["format"] = ("形式", "format"), ["month"] = ("月", "month"), ["policy"] = ("ポリシー", "policy"),
        ["recipients"] = ("宛先の番号", "recipients"), ["mails"] = ("メール数", "mails"), ["scan"] = ("ウイルス検査", "virus scan"), ["scannedAt"] = ("検査日時", "scanned"), ["scanners"] = ("検査エンジン", "scanners"), ["sha256"] = ("SHA-256", "SHA-256"), ["message"] = ("送ったメール", "mail sent"),
        ["approvers"] = ("承認者の番号", "approvers"), ["passwordTyped"] = ("パスワード入力", "password typed"),
    };

    /// <summary>The fields of a payload (UTF-8 JSON) in their order; what is no object stands as it is.</summary>
    public static IReadOnlyList<((string Ja, string En) Name, string Value)> Of(ReadOnlySpan<byte> payload, PortalText text)
    {
        if (payload.IsEmpty)
        {
            return [];
        }

        try
        {
            var reader = new Utf8JsonReader(payload);
            using var json = JsonDocument.ParseValue(ref reader);
            return json.RootElement.ValueKind == JsonValueKind.Object ? [.. json.RootElement.EnumerateObject().Select(field => (NameOf(field.Name), Show(field.Name, field.Value, text)))] : [(("", ""), Show("", json.RootElement, text))];
        }
        catch (JsonException)
        {
            return [(("", ""), new UntrustedText(System.Text.Encoding.UTF8.GetString(payload)).ForDisplay())];
        }
    }

    private static (string Ja, string En) NameOf(string field) => Words.TryGetValue(field, out var words) ? words : (new UntrustedText(field).ForDisplay(), new UntrustedText(field).ForDisplay());

    private static string Show(string name, JsonElement value, PortalText text) => new UntrustedText(value.ValueKind switch
    {
        JsonValueKind.True => text.Say("はい", "yes"),
        JsonValueKind.False => text.Say("いいえ", "no"),
        JsonValueKind.String when name == "act" => ActWords.Of(value.GetString()!, text),
        JsonValueKind.String when name == "way" && Enum.TryParse<ReleaseWay>(value.GetString(), out var way) => MailWords.Of(way, text),
        JsonValueKind.String when name == "scan" && Enum.TryParse<ScanVerdict>(value.GetString(), ignoreCase: true, out var verdict) => MailWords.Of(verdict, text),
        JsonValueKind.String when name is "until" or "scannedAt" or "nextAttempt" && value.TryGetDateTimeOffset(out var moment) => text.Moment(moment),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number) => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object) =>
            string.Join(", ", value.EnumerateArray().Select(item => string.Join(" ", item.EnumerateObject().Select(field => field.Value.ToString())))),
        _ => value.GetRawText(),
    }).ForDisplay();
}
