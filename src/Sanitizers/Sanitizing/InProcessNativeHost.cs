using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>Runs native steps in this process: for tests, fuzzing and measuring. Workers are given a host that sends them out.</summary>
public sealed class InProcessNativeHost(SanitizerCatalog catalog) : INativeHost
{
    /// <inheritdoc/>
    public INativeRun Start(string path, string stepName, ReadOnlyMemory<byte> arguments, Stream input, Budget budget)
    {
        var output = new ScratchStream(budget);
        if (catalog.StepNamed(stepName) is not { } found)
        {
            return new Run(NativeResult.Refused(Reason.Unsupported), output);
        }

        input.Position = 0;
        var result = found.Run(input, arguments.Span, output, budget);
        output.Position = 0;
        return new Run(result, output);
    }

    private sealed class Run(NativeResult result, ScratchStream output) : INativeRun
    {
        public Stream Output => result.Reason == Reason.None ? output : throw new InvalidOperationException("The step had no output.");

        public NativeResult Finish() => result;

        public void Dispose() => output.Dispose();
    }
}
