using System.CommandLine;
using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Commands;

/// <summary>How far back a command looks: <c>--since 7d</c>.</summary>
internal static class SinceOption
{
    public static Option<string> Create() => new("--since") { Description = "How far back, e.g. 7d / さかのぼる期間", HelpName = "TIME", DefaultValueFactory = _ => "7d" };

    /// <summary>The time that was given; null when it is none, and the person has been told.</summary>
    public static TimeSpan? Read(ParseResult parsed, Option<string> since)
    {
        try
        {
            return Configuration.Read.Duration(parsed.GetValue(since)!);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            Say.Error("--since: write a time such as 7d.", "--since は 7d のように指定してください。");
            return null;
        }
    }
}
