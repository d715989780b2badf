using System.CommandLine;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Commands;

/// <summary><c>--authentication dmarc=fail spf=pass</c>: what the upstream is supposed to have found of a sender; what is not named is unknown.</summary>
internal static class AuthenticationOption
{
    public const string Expects = "spf=RESULT dkim=RESULT dmarc=RESULT (unknown, none, pass, fail, softfail, neutral, temperror, permerror, policy)";

    public const string ExpectsJa = "spf=判定 dkim=判定 dmarc=判定（判定は unknown、none、pass、fail、softfail、neutral、temperror、permerror、policy）";

    public static Option<string[]> Create() => new("--authentication")
    {
        Description = "What the upstream found of the sender, e.g. dmarc=fail / 上流 MTA の送信ドメイン認証の判定", HelpName = "CHECK=RESULT", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
    };

    /// <summary>The results; null when a word is none.</summary>
    public static AuthenticationResults? Read(IEnumerable<string> words)
    {
        var results = default(AuthenticationResults);
        foreach (var word in words)
        {
            if (word.Split('=') is not [var check, var text] || !text.All(char.IsAsciiLetterLower) || !Enum.TryParse<AuthenticationResult>(text, ignoreCase: true, out var result))
            {
                return null;
            }

            if (check is not ("spf" or "dkim" or "dmarc"))
            {
                return null;
            }

            results = check switch { "spf" => results with { Spf = result }, "dkim" => results with { Dkim = result }, _ => results with { Dmarc = result } };
        }

        return results;
    }
}
