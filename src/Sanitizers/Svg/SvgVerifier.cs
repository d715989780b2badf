using System.Buffers;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Svg;

/// <summary>
/// Reads a written drawing with a tokenizer of its own that knows only what our writer writes: one declaration, tags, attributes in double quotes, the five
/// entities and character references. Judges every name and every value that could act.
/// </summary>
public sealed class SvgVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Svg];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        if (output.Length > int.MaxValue / 4)
        {
            return "too long to verify";
        }

        var bytes = ArrayPool<byte>.Shared.Rent((int)output.Length + 1);
        try
        {
            context.Budget.ChargeScratch(3 * output.Length);
            var count = output.ReadAtLeast(bytes, (int)output.Length, throwOnEndOfStream: false);
            return System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, count)) ? new SvgScan(Encoding.UTF8.GetString(bytes, 0, count)).Fault() : "not UTF-8";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            context.Budget.ChargeScratch(-3 * output.Length);
        }
    }
}
