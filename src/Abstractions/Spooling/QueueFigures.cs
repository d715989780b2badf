namespace Mugai.Spooling;

/// <summary>The queue in two numbers.</summary>
/// <param name="Count">Messages on their way.</param>
/// <param name="Oldest">When the oldest of them came; null when none is.</param>
public readonly record struct QueueFigures(long Count, DateTimeOffset? Oldest);
