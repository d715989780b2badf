using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Policies;

/// <summary>What the log says of policies that change. Event ids are stable.</summary>
internal static partial class PolicyLog
{
    [LoggerMessage(1650, LogLevel.Information, "Policies {Revision} are in force (before: {Before}; {Cause}). / ポリシーを読み込み直しました。")]
    public static partial void Changed(ILogger log, string revision, string before, string cause);

    [LoggerMessage(1651, LogLevel.Error, "{Problem}")]
    public static partial void Mistake(ILogger log, string problem);

    [LoggerMessage(1652, LogLevel.Critical, "{Count} mistake(s) in the policy files: the policies {Revision} of before stay in force. `mugai check` lists them. / ポリシーに誤りがあるため、以前のポリシーを使い続けます。")]
    public static partial void Refused(ILogger log, int count, string revision);

    [LoggerMessage(1653, LogLevel.Error, "The new policies could not be stored and are not in force; tried again. / 新しいポリシーを保存できません。再試行します。")]
    public static partial void NotKept(ILogger log, Exception failure);
}
