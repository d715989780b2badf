using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.People;

/// <summary>Log lines about people: 1700–1799. Next: 1708.</summary>
internal static partial class PeopleLog
{
    [LoggerMessage(1700, LogLevel.Warning, "Nobody has an account yet. Open {Address} and type this one-time set-up code: {Code} / アカウントがありません。{Address} を開き、初期設定コード {Code} を入力してください。")]
    public static partial void SetUp(ILogger log, string address, string code);

    [LoggerMessage(1701, LogLevel.Error, "{Count} rows of people or sessions do not verify and are left out: the database was changed, or the master key is another. / アカウント情報 {Count} 件が検証できません。")]
    public static partial void Damaged(ILogger log, int count);

    [LoggerMessage(1703, LogLevel.Information, "The list of people for {Day} was taken: {Added} added, {Changed} changed, {Disabled} disabled. / 人事異動の一覧（{Day}）を反映しました。")]
    public static partial void ImportTaken(ILogger log, DateOnly day, int added, int changed, int disabled);

    [LoggerMessage(1704, LogLevel.Error, "The list of people for {Day} does not fit the accounts any more and was not taken. Look at it in the portal. / 人事異動の一覧（{Day}）を反映できません。ポータルで確認してください。")]
    public static partial void ImportRefused(ILogger log, DateOnly day);

    [LoggerMessage(1705, LogLevel.Error, "The directory (people.ldap) cannot be asked; people of it cannot sign in. / ディレクトリー（people.ldap）に接続できません。")]
    public static partial void DirectoryUnreachable(ILogger log, Exception failure);

    [LoggerMessage(1706, LogLevel.Error, "The provider (people.oidc) cannot be asked; people of it cannot sign in. / 認証基盤（people.oidc）に接続できません。")]
    public static partial void ProviderUnreachable(ILogger log, Exception? failure);

    [LoggerMessage(1707, LogLevel.Warning, "A sign-in by the provider (people.oidc) came to nothing: {Why} / 認証基盤（people.oidc）でのサインインが完了しませんでした。")]
    public static partial void ProviderRefused(ILogger log, string why);

    [LoggerMessage(1702, LogLevel.Information, "{Count} accounts that nobody used were disabled. / 長期間使われていないアカウント {Count} 件を無効にしました。")]
    public static partial void DisabledUnused(ILogger log, int count);
}
