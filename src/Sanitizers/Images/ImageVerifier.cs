using Mugai.Sanitizers.Images.Gif;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Png;
using Mugai.Sanitizers.Images.Tiff;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>Walks the containers of the pictures we wrote: only allow-listed pieces, exact lengths, not one byte that belongs to none.</summary>
public sealed class ImageVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Jpeg, Detection.Formats.Png, Detection.Formats.Gif, Detection.Formats.Tiff];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context) => format.Name switch
    {
        "jpeg" => new JpegVerifier(output).Check(),
        "png" => new PngVerifier(output).Check(),
        "gif" => new GifVerifier(output).Check(),
        "tiff" => new TiffVerifier(output).Check(),
        _ => "no picture",
    };
}
