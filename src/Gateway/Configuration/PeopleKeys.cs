using Mugai.Gateway.People;
using Mugai.People;

namespace Mugai.Gateway.Configuration;

/// <summary>The keys of mugai.yaml about people and their sessions.</summary>
internal static class PeopleKeys
{
    public static IReadOnlyList<ConfigKey<GatewayConfig>> All { get; } =
    [
        Key("people.passwordMinLength", "a number from 8 to 64", "12", "The shortest password.", "パスワードの最短文字数。",
            (p, v) => p with { PasswordMinLength = Read.Count(v.Single) is >= 8 and <= 64 and var length ? length : throw new FormatException() }),
        Key("people.secondFactor", "roles: staff, approver, administrator, auditor; [] only for tests", "[administrator, approver, auditor]", "Roles that need a second factor (TOTP).", "二段階認証を必須とする役割。",
            (p, v) => p with { SecondFactor = v.Each(name => RoleNames.Parse(name) ?? throw new FormatException()) }, ConfigShape.List),
        Key("people.lockAfter", "a number", "5", "Failed tries after which an account is locked for a while.", "アカウントを一時的にロックする連続失敗回数。",
            (p, v) => p with { LockAfter = AtLeastOne(v) }),
        Key("people.lockClientAfter", "a number", "50", "Failed tries from one address, whoever they were for, after which it is refused for a while.", "同じ接続元からの失敗がこの回数に達すると一時的に拒否します。",
            (p, v) => p with { LockClientAfter = AtLeastOne(v) }),
        Key("people.lockFor", "a duration", "15m", "How long a lock holds.", "ロックの継続時間。",
            (p, v) => p with { LockFor = Read.Duration(v.Single) }),
        Key("people.idleTimeout", "a duration", "30m", "A session that is not used for so long ends.", "無操作でサインアウトするまでの時間。",
            (p, v) => p with { IdleTimeout = Read.Duration(v.Single) }),
        Key("people.sessionLength", "a duration", "12h", "The longest session.", "セッションの最長時間。",
            (p, v) => p with { SessionLength = Read.Duration(v.Single) }),
        Key("people.administratorSessionLength", "a duration", "60m", "The longest session of an administrator.", "管理者のセッションの最長時間。",
            (p, v) => p with { AdministratorSessionLength = Read.Duration(v.Single) }),
        Key("people.temporaryFor", "a duration", "7d", "How long a temporary password works.", "仮パスワードの有効期間。",
            (p, v) => p with { TemporaryFor = Read.Duration(v.Single) }),
        Key("people.disableUnusedAfter", "a duration, 0d: never", "90d", "Accounts nobody used for so long are disabled.", "使われていないアカウントを無効にするまでの期間。0d は無効化しません。",
            (p, v) => p with { DisableUnusedAfter = Read.Duration(v.Single) }),
        Ldap("url", "ldaps://HOST:PORT or ldap://HOST:PORT (StartTLS)", "ldaps://dc.city.example.lg.jp", "A directory that checks passwords (LDAP, Active Directory).", "パスワードを確認するディレクトリー（LDAP・Active Directory）。",
            (l, v) => l with { Url = Uri.TryCreate(v.Single, UriKind.Absolute, out var url) && url.Scheme is "ldap" or "ldaps" && url.Host.Length > 0 ? v.Single : throw new FormatException() }),
        Ldap("caFolder", "a folder (openssl rehash)", "/etc/mugai/ldap-ca", "Certificates that the directory's must come from; none: the system's.", "ディレクトリーの証明書を確認する認証局のフォルダー。",
            (l, v) => l with { CaFolder = Read.Text(v.Single) }),
        Ldap("dangerPlaintext", "true or false", "false", "DANGER: no TLS to the directory. Only for tests.", "【危険】暗号化せずに接続します。試験専用。",
            (l, v) => l with { DangerPlaintext = Read.Switch(v.Single) }),
        Ldap("bindDn", "a DN", "cn=mugai,ou=services,dc=city,dc=example", "As whom entries are searched; none: anonymously.", "検索に使うアカウントの DN。",
            (l, v) => l with { BindDn = Read.Text(v.Single) }),
        Ldap("bindPasswordFile", "a file", "/etc/mugai/ldap-password", "Its password.", "そのパスワードのファイル。",
            (l, v) => l with { BindPasswordFile = Read.Text(v.Single) }),
        Ldap("base", "a DN", "dc=city,dc=example", "Below this people and groups are searched.", "検索の起点。",
            (l, v) => l with { Base = Read.Text(v.Single) }),
        Ldap("filter", "a filter with {name}", "(&(objectClass=person)(|(uid={name})(sAMAccountName={name})))", "Finds the entry of a sign-in name.", "サインイン名から利用者を探す条件。",
            (l, v) => l with { Filter = v.Single.Contains("{name}", StringComparison.Ordinal) ? v.Single : throw new FormatException() }),
        Ldap("groupFilter", "a filter with {dn} or {name}", "(|(member={dn})(uniqueMember={dn})(memberUid={name}))", "Finds the groups of an entry.", "利用者の属するグループを探す条件。",
            (l, v) => l with { GroupFilter = v.Single.Contains("{dn}", StringComparison.Ordinal) || v.Single.Contains("{name}", StringComparison.Ordinal) ? v.Single : throw new FormatException() }),
        Ldap("groups", "ROLE: group DN, * for everybody", "{ staff: \"*\", administrator: \"cn=mugai-admins,dc=city,dc=example\" }", "Which group gives which role.", "役割ごとのグループ。",
            (l, v) => l with { Groups = RolesOf(v) }, ConfigShape.Map),
        Ldap("approvers", "DEPARTMENT: group DN", "{ 総務課: \"cn=somu-approvers,dc=city,dc=example\" }", "Whose members decide for which department.", "所属ごとの承認者グループ。",
            (l, v) => l with { Approvers = Named(v) }, ConfigShape.Map),
        Ldap("tenant", "a tenant", "default", "The tenant of its people.", "所属する団体。",
            (l, v) => l with { Tenant = Read.Text(v.Single) }),
        Oidc("issuer", "https://… as in the provider's metadata", "https://idp.city.example.lg.jp/realms/staff", "A provider that people sign in by (OpenID Connect).", "サインインに使う認証基盤（OpenID Connect）の発行者 URL。",
            (o, v) => o with { Issuer = Uri.TryCreate(v.Single, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Query.Length == 0 ? v.Single : throw new FormatException() }),
        Oidc("clientId", "text", "mugai", "The client registered there; redirect URI: publicUrl/sign-in/returned.", "認証基盤に登録したクライアント ID。リダイレクト先は publicUrl/sign-in/returned。",
            (o, v) => o with { ClientId = Read.Text(v.Single) }),
        Oidc("clientSecretFile", "a file", "/etc/mugai/oidc-secret", "Its secret; none: PKCE alone.", "クライアントシークレットのファイル。省略時は PKCE のみ。",
            (o, v) => o with { ClientSecretFile = Read.Text(v.Single) }),
        Oidc("caFile", "a PEM file", "/etc/mugai/idp-ca.pem", "Certificates that the provider's must come from; none: the system's.", "認証基盤の証明書を確認する認証局のファイル。",
            (o, v) => o with { CaFile = Read.Text(v.Single) }),
        Oidc("name", "text", "庁内認証基盤", "What the sign-in button calls the provider.", "サインインボタンに表示する認証基盤の名称。",
            (o, v) => o with { Name = Read.Text(v.Single) }),
        Oidc("scopes", "a list", "[profile, email]", "What is asked for beside openid.", "openid のほかに要求するスコープ。",
            (o, v) => o with { Scopes = v.Each(Read.Text) }, ConfigShape.List),
        Oidc("signInNameClaim", "a claim", "preferred_username", "What becomes the sign-in name.", "サインイン名とするクレーム。",
            (o, v) => o with { Claims = o.Claims with { SignInName = Read.Text(v.Single) } }),
        Oidc("nameClaim", "a claim", "name", "The name that is shown.", "氏名とするクレーム。",
            (o, v) => o with { Claims = o.Claims with { Name = Read.Text(v.Single) } }),
        Oidc("departmentClaim", "a claim", "department", "The department.", "所属とするクレーム。",
            (o, v) => o with { Claims = o.Claims with { Department = Read.Text(v.Single) } }),
        Oidc("groupsClaim", "a claim", "groups", "The groups that give roles.", "役割を決めるグループのクレーム。",
            (o, v) => o with { Claims = o.Claims with { Groups = Read.Text(v.Single) } }),
        Oidc("groups", "ROLE: group, * for everybody", "{ staff: \"*\", administrator: mugai-admins }", "Which group gives which role.", "役割ごとのグループ。",
            (o, v) => o with { Groups = RolesOf(v) }, ConfigShape.Map),
        Oidc("approvers", "DEPARTMENT: group", "{ 総務課: somu-approvers }", "Whose members decide for which department.", "所属ごとの承認者グループ。",
            (o, v) => o with { Approvers = Named(v) }, ConfigShape.Map),
        Oidc("secondFactorMethods", "values of amr", "[mfa, otp, hwk]", "Ways to sign in there that count as the second factor; none: the code is asked for here.", "二段階認証とみなす認証方法（amr）。指定しなければ、この画面で確認コードを求めます。",
            (o, v) => o with { SecondFactorMethods = v.Each(Read.Text) }, ConfigShape.List),
        Oidc("tenant", "a tenant", "default", "The tenant of its people.", "所属する団体。",
            (o, v) => o with { Tenant = Read.Text(v.Single) }),
    ];

    private static Dictionary<Role, string> RolesOf(ConfigText v) =>
        Enumerable.Range(0, v.Items.Count).ToDictionary(i => RoleNames.Parse(v.Names[i]) ?? throw new FormatException(), i => v.Items[i]);

    private static Dictionary<string, string> Named(ConfigText v) => Enumerable.Range(0, v.Items.Count).ToDictionary(i => v.Names[i], i => v.Items[i]);

    private static ConfigKey<GatewayConfig> Oidc(
        string name, string expects, string example, string en, string ja, Func<OidcOptions, ConfigText, OidcOptions> apply, ConfigShape shape = ConfigShape.Value) =>
        Key($"people.oidc.{name}", expects, example, en, ja, (p, v) => p with { Oidc = apply(p.Oidc, v) }, shape);

    private static ConfigKey<GatewayConfig> Ldap(
        string name, string expects, string example, string en, string ja, Func<LdapOptions, ConfigText, LdapOptions> apply, ConfigShape shape = ConfigShape.Value) =>
        Key($"people.ldap.{name}", expects, example, en, ja, (p, v) => p with { Ldap = apply(p.Ldap, v) }, shape);

    private static int AtLeastOne(ConfigText text) => Read.Count(text.Single) is > 0 and var count ? count : throw new FormatException();

    private static ConfigKey<GatewayConfig> Key(
        string path, string expects, string @default, string en, string ja, Func<PeopleOptions, ConfigText, PeopleOptions> apply, ConfigShape shape = ConfigShape.Value) =>
        new(path, shape, expects, @default, en, ja, (c, v) => c with { People = apply(c.People, v) });
}
