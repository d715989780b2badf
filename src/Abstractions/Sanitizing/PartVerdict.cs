namespace Mugai.Sanitizing;

/// <summary>What a sanitizer says of the part it was given. Whatever it wrote is thrown away unless the outcome is Rebuilt or Replaced.</summary>
/// <param name="Outcome">Rebuilt, Replaced, Blocked or Held.</param>
/// <param name="Reason">Why, for Blocked and Held.</param>
/// <param name="OutputFormat">The format of what was written; null when nothing was.</param>
/// <param name="OutputName">The name the clean file gets; null keeps the input's stem with the format's extension.</param>
public readonly record struct PartVerdict(Outcome Outcome, Reason Reason, FileFormat? OutputFormat, string? OutputName = null)
{
    /// <summary>Which of <see cref="ISanitizeContext.Passwords"/> opened it; null when none was needed.</summary>
    public int? PasswordIndex { get; init; }

    /// <summary>Written anew in <paramref name="format"/>.</summary>
    public static PartVerdict Rebuilt(FileFormat format, string? name = null) => new(Outcome.Rebuilt, Reason.None, format, name);

    /// <summary>Something else, in <paramref name="format"/>, stands in its place.</summary>
    public static PartVerdict Replaced(FileFormat format, string? name = null) => new(Outcome.Replaced, Reason.None, format, name);

    /// <summary>Nothing of it leaves.</summary>
    public static PartVerdict Blocked(Reason reason) => new(Outcome.Blocked, reason, null);

    /// <summary>Waits for a password or an approval.</summary>
    public static PartVerdict Held(Reason reason) => new(Outcome.Held, reason, null);
}
