namespace Mugai.Sanitizing;

/// <summary>The run of a step that this process cannot have run.</summary>
internal sealed class NoNativeRun : INativeRun
{
    public static NoNativeRun Instance { get; } = new();

    public Stream Output => throw new InvalidOperationException("The step had no output.");

    public NativeResult Finish() => NativeResult.Refused(Reason.Unsupported);

    public void Dispose()
    {
    }
}
