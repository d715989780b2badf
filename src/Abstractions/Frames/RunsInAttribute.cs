namespace Mugai.Frames;

/// <summary>
/// Says which kind of worker a sanitizer runs in; without it, <see cref="WorkerKind.Managed"/>. In a worker of another kind the catalog holds a
/// stand-in that sends the part to the parent, which has a worker of the right kind read it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RunsInAttribute(WorkerKind kind) : Attribute
{
    /// <summary>The kind.</summary>
    public WorkerKind Kind { get; } = kind;
}
