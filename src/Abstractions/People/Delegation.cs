namespace Mugai.People;

/// <summary>An approver's decisions in the hands of another person for a time (代理承認).</summary>
/// <param name="From">Who is absent.</param>
/// <param name="To">Who decides instead.</param>
/// <param name="FirstDay">The first day it holds.</param>
/// <param name="LastDay">The last day it holds.</param>
public sealed record Delegation(string From, string To, DateOnly FirstDay, DateOnly LastDay)
{
    /// <summary>Whether it holds on <paramref name="day"/>.</summary>
    public bool Holds(DateOnly day) => FirstDay <= day && day <= LastDay;
}
