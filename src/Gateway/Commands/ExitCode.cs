namespace Mugai.Gateway.Commands;

/// <summary>The exit codes of every command (DESIGN 4.2). When several hold: Usage before Failure before Refused before Done.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>Our own failure.</summary>
    public const int Failure = 1;

    /// <summary>Usage, a missing input, or a bad configuration.</summary>
    public const int Usage = 2;

    /// <summary><c>sanitize</c>: an input was Blocked or Held (with <c>--strict</c>: or any of its parts).</summary>
    public const int Refused = 3;

    private static readonly int[] Precedence = [Usage, Failure, Refused, Done];

    public static int Worst(int a, int b) => Array.IndexOf(Precedence, a) < Array.IndexOf(Precedence, b) ? a : b;
}
