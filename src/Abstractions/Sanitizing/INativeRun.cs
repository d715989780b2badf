namespace Mugai.Sanitizing;

/// <summary>A native step that was started and may still be running. Dispose it.</summary>
public interface INativeRun : IDisposable
{
    /// <summary>Waits for its end. A step whose process died, ran out of time or lied ends with <see cref="Reason.Crashed"/>, <see cref="Reason.Timeout"/> or <see cref="Reason.Budget"/>.</summary>
    NativeResult Finish();

    /// <summary>After <see cref="Finish"/> said <see cref="Reason.None"/>: what the step wrote, seekable, at 0. Unverified. Lives until this is disposed.</summary>
    Stream Output { get; }
}
