using Mugai.Sanitizers.Images.Boxes;
using Mugai.Sanitizers.Images.Gif;
using Mugai.Sanitizers.Images.Jpeg;
using Mugai.Sanitizers.Images.Png;
using Mugai.Sanitizers.Images.Tiff;
using Mugai.Sanitizers.Images.Webp;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>Walks the containers of the pictures we wrote: only allow-listed pieces, exact lengths, not one byte that belongs to none.</summary>
public sealed class ImageVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.Jpeg, Detection.Formats.Png, Detection.Formats.Gif, Detection.Formats.Tiff, Detection.Formats.Webp, Detection.Formats.Jp2, Detection.Formats.Avif,
    ];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context) => format.Name switch
    {
        "jpeg" => new JpegVerifier(output).Check(),
        "png" => new PngVerifier(output).Check(),
        "gif" => new GifVerifier(output).Check(),
        "tiff" => new TiffVerifier(output).Check(),
        "webp" => new WebpVerifier(output).Check(),
        "jp2" or "avif" => new BoxVerifier(output).Check(format.Name),
        _ => "no picture",
    };
}
