using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Previews;

/// <summary>
/// Stands for the step that draws a page of a PDF file (<see cref="PageRequest"/>). It is not C code that we load but a program that the host runs, so that whoever asks a worker of ours for it,
/// or has no host, is told that there is none.
/// </summary>
public sealed class PdfPageStep : INativeStep
{
    /// <inheritdoc/>
    public string Name => PageRequest.StepName;

    /// <inheritdoc/>
    public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget) => NativeResult.Refused(Reason.Unsupported);
}
