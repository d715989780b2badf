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
    ];

    private static int AtLeastOne(ConfigText text) => Read.Count(text.Single) is > 0 and var count ? count : throw new FormatException();

    private static ConfigKey<GatewayConfig> Key(
        string path, string expects, string @default, string en, string ja, Func<PeopleOptions, ConfigText, PeopleOptions> apply, ConfigShape shape = ConfigShape.Value) =>
        new(path, shape, expects, @default, en, ja, (c, v) => c with { People = apply(c.People, v) });
}
