namespace Mugai.Gateway.Checkup;

/// <summary>How grave it is.</summary>
internal enum Gravity
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth knowing; nothing to do.</summary>
    Note,

    /// <summary>It works, but not as well as it should, or not for long.</summary>
    Warning,

    /// <summary>The gateway does not start, or mail does not flow.</summary>
    Failure,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Gravity">How grave it is.</param>
/// <param name="Name">A short, stable name of what was looked at.</param>
/// <param name="Seen">What was seen: versions, numbers, names. The same in both languages.</param>
/// <param name="English">What it means and what to do; empty when nothing is to be done.</param>
/// <param name="Japanese">The same.</param>
internal sealed record Diagnosis(Gravity Gravity, string Name, string Seen, string English = "", string Japanese = "")
{
    public static Diagnosis Good(string name, string seen) => new(Gravity.Good, name, seen);

    public static Diagnosis Note(string name, string seen, string english = "", string japanese = "") => new(Gravity.Note, name, seen, english, japanese);

    public static Diagnosis Warning(string name, string seen, string english, string japanese) => new(Gravity.Warning, name, seen, english, japanese);

    public static Diagnosis Failure(string name, string seen, string english, string japanese) => new(Gravity.Failure, name, seen, english, japanese);
}
