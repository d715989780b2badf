using Mugai.Frames;
using Mugai.Gateway.Telemetry;
using Mugai.Gateway.Telemetry.Alerts;
using Mugai.Gateway.Telemetry.Canary;

namespace Mugai.Gateway.Configuration;

/// <summary>Every key of mugai.yaml, the only list of them: binding, unknown-key hints, environment overrides and <c>check --explain</c> read it.</summary>
internal static class GatewayKeys
{
    public static IReadOnlyList<ConfigKey<GatewayConfig>> All { get; } =
    [
        new("smtp.listen", ConfigShape.List, "ADDRESS:PORT", "[\"127.0.0.1:2525\"]", "Where mail is received.", "メールを受信するアドレスとポート。",
            (c, v) => c with { Smtp = c.Smtp with { Listen = v.Each(Read.EndPoint) } }),
        new("smtp.hostname", ConfigShape.Value, "a host name", "gw.city.example.lg.jp", "Our name in the greeting and in Received.", "応答と Received に使う自ホスト名。",
            (c, v) => c with { Smtp = c.Smtp with { Hostname = Read.Domain(v.Single) } }),
        new("smtp.recipientDomains", ConfigShape.List, "domains, \"*\" only for tests", "[\"city.example.lg.jp\"]", "Domains mail is accepted for; nobody else is relayed for.", "受信を許可する宛先ドメイン。これ以外は中継しません。",
            (c, v) => c with { Smtp = c.Smtp with { RecipientDomains = v.Each(Read.Domain) } }),
        new("smtp.allowClients", ConfigShape.List, "addresses or networks (CIDR)", "[\"127.0.0.0/8\", \"::1\"]", "Clients that may send to us: the upstream MTA.", "接続を許可する上流 MTA のアドレス。",
            (c, v) => c with { Smtp = c.Smtp with { AllowClients = v.Each(Read.Network) } }),
        new("smtp.trustedAuthservIds", ConfigShape.List, "host names", "[]", "The names under which the upstream MTA writes Authentication-Results (RFC 8601); only these count for 'authentication' in policies.", "上流 MTA が Authentication-Results に書く名前（RFC 8601 の authserv-id）。ポリシーの authentication はこの名前のものだけを使います。",
            (c, v) => c with { Smtp = c.Smtp with { TrustedAuthservIds = v.Each(id => id == "*" ? throw new FormatException() : Read.Domain(id)).Distinct().ToList() is { Count: <= FrameLimits.MaxHosts } ids ? ids : throw new FormatException() } }),
        new("smtp.maxMessageSize", ConfigShape.Value, "a size", "50MiB", "Largest message (SIZE), enforced while it arrives.", "受信する最大サイズ（受信中も検査）。",
            (c, v) => c with { Smtp = c.Smtp with { MaxMessageSize = Read.Size(v.Single) } }),
        new("smtp.maxRecipients", ConfigShape.Value, "a number", "1000", "Recipients per message.", "1 通あたりの最大宛先数。",
            (c, v) => c with { Smtp = c.Smtp with { MaxRecipients = Read.Count(v.Single) } }),
        new("smtp.maxConnections", ConfigShape.Value, "a number", "500", "Connections at one time.", "同時接続数の上限。",
            (c, v) => c with { Smtp = c.Smtp with { MaxConnections = Read.Count(v.Single) } }),
        new("smtp.maxConnectionsPerClient", ConfigShape.Value, "a number", "200", "Connections at one time from one address.", "1 アドレスからの同時接続数の上限。",
            (c, v) => c with { Smtp = c.Smtp with { MaxConnectionsPerClient = Read.Count(v.Single) } }),
        new("smtp.tls.certificate", ConfigShape.Value, "a PEM file", "/etc/mugai/tls.pem", "Certificate; STARTTLS (1.2 or newer) is offered when set.", "証明書。設定すると STARTTLS（1.2 以上）を提供します。",
            (c, v) => c with { Smtp = c.Smtp with { TlsCertificate = Read.Text(v.Single) } }),
        new("smtp.tls.key", ConfigShape.Value, "a PEM file", "/etc/mugai/tls.key", "Private key of the certificate.", "証明書の秘密鍵。",
            (c, v) => c with { Smtp = c.Smtp with { TlsKey = Read.Text(v.Single) } }),
        new("smtp.recipientList", ConfigShape.Value, "a file", "/etc/mugai/recipients.txt", "Addresses that exist, one a line; others get 550. Read again when it changes.", "存在する宛先の一覧（1 行 1 件）。ない宛先は 550 で拒否。変更時に再読込。",
            (c, v) => c with { Smtp = c.Smtp with { RecipientList = Read.Text(v.Single) } }),
        new("smtp.probeRecipients", ConfigShape.Value, "true or false", "false", "Ask the next hop whether a recipient exists (answers are cached).", "宛先の存在を次段サーバーに問い合わせます（結果は一時保存）。",
            (c, v) => c with { Smtp = c.Smtp with { ProbeRecipients = Read.Switch(v.Single) } }),
        new("smtp.normalizeLineEndsFrom", ConfigShape.List, "addresses or networks (CIDR)", "[]", "Old peers whose bare LF is mended instead of refused.", "改行コードが不正でも補正して受け取る旧式機器のアドレス。",
            (c, v) => c with { Smtp = c.Smtp with { NormalizeLineEndsFrom = v.Each(Read.Network) } }),
        new("smtp.xforwardFrom", ConfigShape.List, "addresses or networks (CIDR)", "[]", "Peers whose XFORWARD is believed.", "XFORWARD を信用する接続元。",
            (c, v) => c with { Smtp = c.Smtp with { XforwardFrom = v.Each(Read.Network) } }),
        new("smtp.proxyFrom", ConfigShape.List, "addresses or networks (CIDR)", "[]", "Load balancers that send a PROXY header.", "PROXY ヘッダーを付ける負荷分散装置。",
            (c, v) => c with { Smtp = c.Smtp with { ProxyFrom = v.Each(Read.Network) } }),
        new("delivery.nextHop", ConfigShape.Value, "smtp://HOST:PORT, lmtp://HOST:PORT or maildir:PATH", "smtp://mail.lgwan.example:25", "Where clean mail goes.", "無害化済みメールの送り先。",
            (c, v) => c with { Delivery = c.Delivery with { NextHop = Read.Text(v.Single) } }),
        new("delivery.bounceVia", ConfigShape.Value, "smtp://HOST:PORT", "smtp://mta.inet.example:25", "Where notifications to outside senders go; none: kept for the administrator.", "外部送信者への不達通知の送り先。未設定なら管理者用に保管。",
            (c, v) => c with { Delivery = c.Delivery with { BounceVia = Read.Text(v.Single) } }),
        new("delivery.connections", ConfigShape.Value, "a number", "20", "Connections to the next hop at one time.", "次段サーバーへの同時接続数。",
            (c, v) => c with { Delivery = c.Delivery with { Connections = Read.Count(v.Single) } }),
        new("delivery.tls", ConfigShape.Value, "none, opportunistic or require", "opportunistic", "TLS towards the next hop.", "次段サーバーへの TLS。",
            (c, v) => c with { Delivery = c.Delivery with { Tls = Read.OneOf(v.Single, "none", "opportunistic", "require") } }),
        new("delivery.tlsCa", ConfigShape.Value, "a PEM file", "/etc/mugai/lgwan-ca.pem", "Authority that the next hop's certificate must come from.", "次段サーバー証明書の認証局。",
            (c, v) => c with { Delivery = c.Delivery with { TlsCa = Read.Text(v.Single) } }),
        new("delivery.expireAfter", ConfigShape.Value, "a duration", "5d", "How long delivery is tried.", "配送を試み続ける期間。",
            (c, v) => c with { Delivery = c.Delivery with { ExpireAfter = Read.Duration(v.Single) } }),
        new("storage.path", ConfigShape.Value, "a folder", "/var/lib/mugai", "Where originals (encrypted), states and the audit log are kept.", "原本（暗号化）・状態・監査ログの保存先。",
            (c, v) => c with { Storage = c.Storage with { Path = Read.Text(v.Single) } }),
        new("storage.masterKeyFile", ConfigShape.Value, "a file outside storage.path", "/etc/mugai/master.key", "The key that wraps all keys; made on first start; keep it apart from backups.", "全ての鍵を守る鍵。初回起動時に作成。バックアップとは別に保管してください。",
            (c, v) => c with { Storage = c.Storage with { MasterKeyFile = Read.Text(v.Single) } }),
        new("storage.reserve", ConfigShape.Value, "a size", "256MiB", "Free space under which no new mail is taken (452); what is stored is still delivered.", "空き容量がこれを下回ると新規受信を止めます（452）。配送は続きます。",
            (c, v) => c with { Storage = c.Storage with { Reserve = Read.Size(v.Single) } }),
        new("quarantine.retention", ConfigShape.Value, "a duration", "30d", "How long originals are kept.", "原本の保存期間。",
            (c, v) => c with { QuarantineRetention = Read.Duration(v.Single) }),
        new("audit.retention", ConfigShape.Value, "a duration", "1y", "How long the audit log is kept.", "監査ログの保存期間。",
            (c, v) => c with { AuditRetention = Read.Duration(v.Single) }),
        new("portal.listen", ConfigShape.Value, "http://ADDRESS:PORT, or https:// with portal.tls", "http://127.0.0.1:8080", "Where the portal, the API and health listen.", "ポータル・API・稼働確認の待ち受け。",
            (c, v) => c with { Portal = c.Portal with { Listen = Read.PortalUrl(v.Single) } }),
        new("portal.tls.certificate", ConfigShape.Value, "a PEM file", "/etc/mugai/portal.pem", "Certificate, with its chain, of https listeners (TLS 1.2 or newer); read again when it changes.", "https の待ち受けの証明書（中間証明書を含む）。TLS 1.2 以上。変更すると読み直します。",
            (c, v) => c with { Portal = c.Portal with { TlsCertificate = Read.Text(v.Single) } }),
        new("portal.tls.key", ConfigShape.Value, "a PEM file", "/etc/mugai/portal.key", "The certificate's key.", "証明書の秘密鍵。",
            (c, v) => c with { Portal = c.Portal with { TlsKey = Read.Text(v.Single) } }),
        new("portal.publicUrl", ConfigShape.Value, "a URL without path", "https://mugai.city.example.lg.jp", "What links in mails begin with.", "メール内リンクの先頭部分。",
            (c, v) => c with { Portal = c.Portal with { PublicUrl = Read.HttpUrl(v.Single) } }),
        new("portal.zone", ConfigShape.Value, "lgwan or internet", "lgwan", "The zone of the listener; originals can be downloaded only in zone internet.", "待ち受けの属する区分。原本の取得は internet のみ。",
            (c, v) => c with { Portal = c.Portal with { Zone = Read.OneOf(v.Single, "lgwan", "internet") } }),
        new("portal.trustedProxies", ConfigShape.List, "addresses or networks (CIDR)", "[]", "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.", "X-Forwarded-For などを信用する前段プロキシーのアドレス。",
            (c, v) => c with { Portal = c.Portal with { TrustedProxies = v.Each(Read.Network) } }),
        .. PeopleKeys.All,
        .. OversightKeys.All,
        new("portal.internetListen", ConfigShape.Value, "http://ADDRESS:PORT, or https:// with portal.tls", "http://192.0.2.10:8081", "A second listener of the portal in zone internet, where approved originals can be downloaded once.", "internet 区分の 2 つ目の待ち受け。承認済みの原本を 1 回だけ取得できます。",
            (c, v) => c with { Portal = c.Portal with { InternetListen = Read.PortalUrl(v.Single) } }),
        new("release.internetVia", ConfigShape.Value, "smtp://HOST:PORT", "smtp://mta.inet.example:25", "Where released originals go: the mail server of the Internet side; none: that way is not offered.", "払い出した原本の送り先（インターネット側メールサーバー）。未設定なら提供しません。",
            (c, v) => c with { Release = c.Release with { InternetVia = Read.Text(v.Single) } }),
        new("release.internetDomain", ConfigShape.Value, "a domain", "inet.city.example.lg.jp", "The domain of the mailboxes there; the part before @ stays.", "インターネット側メールボックスのドメイン（@ より前はそのまま）。",
            (c, v) => c with { Release = c.Release with { InternetDomain = Read.Domain(v.Single) } }),
        .. ScanKeys.All,
        new("workers.count", ConfigShape.Value, "a number", "0", "Warm workers; 0 means one for each processor.", "常駐ワーカー数。0 は CPU 数と同じ。",
            (c, v) => c with { Workers = c.Workers with { Count = Read.Count(v.Single) } }),
        new("workers.native", ConfigShape.Value, "a number", "0", "Pictures and archives read at one time by C libraries; 0 means one for each processor.", "C ライブラリーで同時に処理する画像・書庫の数。0 は CPU 数と同じ。",
            (c, v) => c with { Workers = c.Workers with { Native = Read.Count(v.Single) } }),
        new("workers.nativeMax", ConfigShape.Value, "a number", "0", "Native workers in all, about 50 MiB each, spares included; 0 means two for each processor.", "ネイティブワーカーの最大数(予備を含む。1 つ約 50 MiB)。0 は CPU 数の 2 倍。",
            (c, v) => c with { Workers = c.Workers with { NativeMax = Read.Count(v.Single) } }),
        new("workers.dangerUnsandboxed", ConfigShape.Value, "true or false", "false", "DANGER: run workers without Landlock and seccomp. Only for tests.", "【危険】隔離なしでワーカーを動かします。試験専用。",
            (c, v) => c with { Workers = c.Workers with { DangerUnsandboxed = Read.Switch(v.Single) } }),
        new("workers.plugins", ConfigShape.Map, "FILE: SHA-256", "{ sample.dll: 0123…ef }", "Plug-ins in plugins/ that may be loaded, each pinned by its SHA-256.", "plugins/ から読み込む追加部品と SHA-256。",
            (c, v) => c with { Workers = c.Workers with { Plugins = Plugins(v) } }),
        .. MonitoringKeys.All,
        .. AlertKeys.All,
        .. CanaryKeys.All,
        new("passwordFile", ConfigShape.Value, "a file", "/etc/mugai/passwords.txt", "Passwords to try on encrypted attachments, one a line. Read at start.", "暗号化された添付ファイルに試すパスワードの一覧（1 行 1 件）。起動時に読みます。",
            (c, v) => c with { PasswordFile = Read.Text(v.Single) }),
        new("tenants", ConfigShape.Value, "a file or folder", "tenants/", "Tenants by recipient domain, one file each: own policies, next hop, quota (`mugai check --explain` lists the keys). Read at start; their policies whenever they change.",
            "団体（宛先ドメインごと、1 ファイル 1 団体）の設定。起動時に読みます（団体のポリシーは変更時に読み直します）。",
            (c, v) => c with { Tenants = Read.Text(v.Single) }),
        new("shadowPolicies", ConfigShape.Value, "a file or folder", "candidate/", "Policies that mails are also judged by, without effect: what would be different is counted and logged (`mugai policy shadow`). Read again when they change; a mistake there touches no mail.",
            "適用せずに判定だけを行う試験ポリシー。扱いが変わるメールを数え、ログに残します（mugai policy shadow）。変更時に読み直します。誤りがあってもメールには影響しません。",
            (c, v) => c with { ShadowPolicies = Read.Text(v.Single) }),
        new("policies", ConfigShape.Value, "a file or folder", "policies/", "What happens to whom and to which part.", "誰のどの部分をどう扱うかのポリシー。",
            (c, v) => c with { Policies = Read.Text(v.Single) }),
    ];

    private static Dictionary<string, string> Plugins(ConfigText text)
    {
        var plugins = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Items.Count; i++)
        {
            if (text.Names[i] != Path.GetFileName(text.Names[i]))
            {
                throw new FormatException();
            }

            plugins.Add(text.Names[i], Read.Sha256(text.Items[i]));
        }

        return plugins;
    }
}
