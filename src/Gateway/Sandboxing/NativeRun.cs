using System.Security.Cryptography;
using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>One native step of a job: what goes in, and what came of it until the worker that asked fetches it. Kept in memory while small, as ciphertext when large.</summary>
internal sealed class NativeRun(NativeStartFrame start, string scratchFolder) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly ScratchStore.BlockCache _inputBlock = new();
    private readonly ScratchStore.BlockCache _outputBlock = new();
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

    /// <summary>Appends a page of the input as frames; false when it has none of that number.</summary>
    public bool WriteInputPage(int number, FrameWriter frames) => WritePage(Input, _inputBlock, number, frames, FrameType.Input);

    /// <summary>Appends a page of the output as frames; false when it has none of that number.</summary>
    public bool WriteOutputPage(int number, FrameWriter frames) => WritePage(Output, _outputBlock, number, frames, FrameType.NativeOutput);

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
        _inputBlock.Dispose();
        _outputBlock.Dispose();
        _cancel.Dispose();
    }

    private static bool WritePage(CleanOutput content, ScratchStore.BlockCache cache, int number, FrameWriter frames, FrameType type)
    {
        var at = (long)number * FrameLimits.PageBytes;
        if (number < 0 || at >= content.Length)
        {
            return false;
        }

        for (var end = Math.Min(at + FrameLimits.PageBytes, content.Length); at < end;)
        {
            var read = content.ReadAt(at, frames.ReserveChunk(type, (int)Math.Min(FrameLimits.MaxChunkBytes, end - at)).Span, cache);
            frames.CommitChunk(read);
            at += read;
        }

        return true;
    }
}
