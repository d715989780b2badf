using Mugai.Gateway.Configuration;
using Mugai.Policies;

namespace Mugai.Gateway.Tenants;

/// <summary>Every key of a tenant file, the only list of them.</summary>
internal static class TenantKeys
{
    private const int MaxShare = 100;

    public static IReadOnlyList<ConfigKey<Tenant>> All { get; } =
    [
        new("name", ConfigShape.Value, "up to 40 letters, digits and hyphens", "kita-machi", "The tenant's name; without one, the file's.", "団体の名前。省略するとファイル名。",
            (t, v) => t with { Name = Name(v.Single) }),
        new("domains", ConfigShape.List, "domains", "[\"town.kita.example.lg.jp\"]", "The domains of its recipients, each itself alone; mail is accepted for them.", "団体の宛先ドメイン（下位ドメインも 1 つずつ書きます）。受信も許可されます。",
            (t, v) => t with { Domains = v.Each(Domain) }),
        new("policies", ConfigShape.Value, "a file or folder", "kita-machi/", "Its own policy files, asked before those of all.", "この団体のポリシー。全体のポリシーより先に調べます。",
            (t, v) => t with { Policies = Read.Text(v.Single) }),
        new("shadowPolicies", ConfigShape.Value, "a file or folder", "kita-machi-candidate/", "Policy files that its mail is also judged by in place of its own, without effect (`mugai policy shadow`).", "この団体のポリシーに代えて試しに判定するファイル（適用はしません。mugai policy shadow で確認）。",
            (t, v) => t with { ShadowPolicies = Read.Text(v.Single) }),
        new("language", ConfigShape.Value, "ja, en or both", "both", "The language of notices where its own policy files do not say.", "通知の言語（この団体のポリシーに書かれていない場合）。",
            (t, v) => t with { Language = v.Single switch { "ja" => NoticeLanguage.Ja, "en" => NoticeLanguage.En, "both" => NoticeLanguage.Both, _ => throw new FormatException() } }),
        new("noticeSender", ConfigShape.Value, "an address", "mail-admin@town.kita.example.lg.jp", "Whom notices to its people come from.", "この団体の利用者へのお知らせの差出人。",
            (t, v) => t with { NoticeSender = Address(v.Single) }),
        new("delivery.nextHop", ConfigShape.Value, "smtp://HOST:PORT, lmtp://HOST:PORT or maildir:PATH", "smtp://mail.kita.lgwan.example:25", "Where its clean mail goes.", "この団体の無害化済みメールの送り先。",
            (t, v) => t with { NextHop = Read.Text(v.Single) }),
        new("delivery.connections", ConfigShape.Value, "a number", "20", "Connections to its next hop at one time.", "送り先への同時接続数。",
            (t, v) => t with { Connections = Positive(v.Single) }),
        new("delivery.tls", ConfigShape.Value, "none, opportunistic or require", "opportunistic", "TLS towards its next hop.", "送り先への TLS。",
            (t, v) => t with { Tls = Read.OneOf(v.Single, "none", "opportunistic", "require") }),
        new("delivery.tlsCa", ConfigShape.Value, "a PEM file", "/etc/mugai/kita-ca.pem", "Authority that its next hop's certificate must come from.", "送り先の証明書の認証局。",
            (t, v) => t with { TlsCa = Read.Text(v.Single) }),
        new("retention", ConfigShape.Value, "a time, e.g. 90d", "30d", "How long its originals are kept where its policy does not say.", "原本の保存期間（ポリシーに書かれていない場合）。",
            (t, v) => t with { Retention = Read.Duration(v.Single) }),
        new("quota.disk", ConfigShape.Value, "a size, e.g. 20GiB", "20GiB", "Bytes of originals kept for it; above, its new mail is put off (452), nobody else's.", "原本の合計サイズの上限。超えるとこの団体宛の新規メールだけを一時拒否（452）します。",
            (t, v) => t with { Quota = t.Quota with { DiskBytes = Read.Size(v.Single) } }),
        new("quota.messages", ConfigShape.Value, "a number", "200000", "Mails kept for it; above, the same.", "保存するメール数の上限。",
            (t, v) => t with { Quota = t.Quota with { Messages = Read.Number(v.Single) } }),
        new("quota.waiting", ConfigShape.Value, "a number", "5000", "Mails that wait to be cleaned or delivered; above, the same. Keeps a flood outside.", "処理・配送待ちのメール数の上限。大量受信を入口で止めます。",
            (t, v) => t with { Quota = t.Quota with { Waiting = Read.Number(v.Single) } }),
        new("share", ConfigShape.Value, "a number from 1 to 100", "1", "How much of the machine it gets beside the others while there is not enough.", "処理能力が足りないときの、ほかの団体に対する割合。",
            (t, v) => t with { Share = Positive(v.Single) is <= MaxShare and var share ? share : throw new FormatException() }),
    ];

    private static string Name(string text) =>
        text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : throw new FormatException();

    private static string Domain(string text) => text == "*" ? throw new FormatException() : Read.Domain(text);

    private static string Address(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && text[..at].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+') ? $"{text[..at]}@{Domain(text[(at + 1)..])}" : throw new FormatException();
    }

    private static int Positive(string text) => Read.Count(text) is > 0 and var number ? number : throw new FormatException();
}
