namespace Mugai.Sanitizing;

/// <summary>A part asked for more than its size justifies. Caught where the sanitizer is called, nowhere else.</summary>
public sealed class BudgetExceededException(Reason reason, string what) : Exception($"The budget for {what} is used up.")
{
    /// <summary>Budget, TooDeep or TooBig.</summary>
    public Reason Reason { get; } = reason;
}
