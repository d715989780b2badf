using System.Security.Cryptography;
using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>One native step of a job: what goes in, and what came of it until the worker that asked fetches it. Kept in memory while small, as ciphertext when large.</summary>
internal sealed class NativeRun(NativeStartFrame start, string scratchFolder) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private int _ends;

    public StepFrame Step { get; } = start.Step;

    public string Path { get; } = start.Path;

    public bool Alone { get; } = start.Alone;

    public CleanOutput Input { get; } = new(scratchFolder);

    public CleanOutput Output { get; } = new(scratchFolder);

    public bool IsFilled => Input.Length == Step.Size;

    public CancellationToken Canceled => _cancel.Token;

    /// <summary>Its result, once the input is complete. Fails with what is our own failure alone.</summary>
    public Task<NativeResultFrame>? Execution { get; set; }

    public void Cancel() => _cancel.Cancel();

    /// <summary>The password, if there was one, is gone.</summary>
    public void ForgetArguments() => CryptographicOperations.ZeroMemory(Step.Arguments);

    /// <summary>Called by the run when it ends and by the job when it wants it no more; the second of them clears up.</summary>
    public void End()
    {
        if (Interlocked.Increment(ref _ends) == 2)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        ForgetArguments();
        Input.Dispose();
        Output.Dispose();
        _cancel.Dispose();
    }
}
