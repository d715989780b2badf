namespace Mugai;

/// <summary>The words of the report (mugai-report/1) for outcomes, reasons and actions. They are a contract and never change.</summary>
public static class ReasonNames
{
    /// <summary>Lower camel case word of an outcome, e.g. <c>rebuilt</c>.</summary>
    public static string Word(this Outcome outcome) => Camel(outcome.ToString());

    /// <summary>Lower camel case word of a reason, e.g. <c>neverAllowed</c>; null for <see cref="Reason.None"/>.</summary>
    public static string? Word(this Reason reason) => reason == Reason.None ? null : Camel(reason.ToString());

    /// <summary>Lower camel case word of an action, e.g. <c>removed</c>.</summary>
    public static string Word(this FindingAction action) => Camel(action.ToString());

    private static string Camel(string name) => string.Concat(name[..1].ToLowerInvariant(), name.AsSpan(1));
}
