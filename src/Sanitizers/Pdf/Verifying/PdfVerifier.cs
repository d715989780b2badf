using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Verifying;

/// <summary>
/// Reads a written PDF with a reader of its own that knows only what our writer writes (one cross-reference stream, objects where it says, object streams, no
/// earlier revision) and looks at every object from the catalog on: nothing may act, nothing may lie there unreferenced, pages must be where the tree counts them.
/// </summary>
public sealed class PdfVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Pdf];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        if (output.Length > int.MaxValue - (64 << 10))
        {
            return "too long to verify";
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)output.Length);
        output.Position = 0;
        output.ReadExactly(bytes);
        var file = new WrittenFile(bytes, context.Budget);
        return file.Read() ?? new WrittenWalk(file, context.Policy.Pdf, context.Budget).Fault();
    }
}
