namespace Mugai;

/// <summary>Why something was Blocked or Held. Values are wire values and never reused; <see cref="ReasonNames"/> holds the report's words.</summary>
public enum Reason : byte
{
    /// <summary>Not blocked and not held.</summary>
    None = 0,

    /// <summary>Encrypted; a password is needed.</summary>
    Encrypted = 1,

    /// <summary>Not readable as what it claims or appears to be.</summary>
    Corrupt = 2,

    /// <summary>Two readers could understand it differently.</summary>
    Ambiguous = 3,

    /// <summary>No sanitizer knows the format.</summary>
    Unsupported = 4,

    /// <summary>A format that never passes: programs, scripts, shortcuts.</summary>
    NeverAllowed = 5,

    /// <summary>Larger than the policy allows.</summary>
    TooBig = 6,

    /// <summary>Nested deeper than the policy allows.</summary>
    TooDeep = 7,

    /// <summary>Asked for more work (bytes, parts, objects) than its size justifies.</summary>
    Budget = 8,

    /// <summary>Took longer than its size justifies.</summary>
    Timeout = 9,

    /// <summary>The worker that read it died.</summary>
    Crashed = 10,

    /// <summary>The policy says so.</summary>
    Policy = 11,

    /// <summary>A scanner says so.</summary>
    Scanner = 12,
}
