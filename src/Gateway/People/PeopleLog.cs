using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.People;

/// <summary>Log lines about people: 1700–1799. Next: 1703.</summary>
internal static partial class PeopleLog
{
    [LoggerMessage(1700, LogLevel.Warning, "Nobody has an account yet. Open {Address} and type this one-time set-up code: {Code} / アカウントがありません。{Address} を開き、初期設定コード {Code} を入力してください。")]
    public static partial void SetUp(ILogger log, string address, string code);

    [LoggerMessage(1701, LogLevel.Error, "{Count} rows of people or sessions do not verify and are left out: the database was changed, or the master key is another. / アカウント情報 {Count} 件が検証できません。")]
    public static partial void Damaged(ILogger log, int count);

    [LoggerMessage(1702, LogLevel.Information, "{Count} accounts that nobody used were disabled. / 長期間使われていないアカウント {Count} 件を無効にしました。")]
    public static partial void DisabledUnused(ILogger log, int count);
}
