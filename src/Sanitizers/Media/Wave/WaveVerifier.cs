using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Wave;

/// <summary>
/// Demands of a WAVE output: RIFF of exactly the file's size, then fmt, perhaps fact, then data and nothing more. Reads field by field in
/// sequence and shares nothing with the sanitizer.
/// </summary>
public sealed class WaveVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Wav];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        using var reader = new BinaryReader(output, System.Text.Encoding.Latin1, leaveOpen: true);
        if (output.Length < 46)
        {
            return "The file is too short for a sound.";
        }

        if (Tag(reader) != "RIFF" || reader.ReadUInt32() != output.Length - 8 || Tag(reader) != "WAVE" || Tag(reader) != "fmt ")
        {
            return "The file does not begin with a RIFF header of its own size and fmt.";
        }

        var size = reader.ReadUInt32();
        if (size is not (16 or 20 or 40) && !(size is >= 26 and <= 50 && (size - 22) % 4 == 0))
        {
            return $"The fmt chunk has {size} bytes.";
        }

        if (output.Length < 20 + size + 8)
        {
            return "The file ends in the fmt chunk.";
        }

        var codec = reader.ReadUInt16();
        output.Seek(14, SeekOrigin.Current);
        if (!(codec is 1 or 3 or 6 or 7 ? size == 16 : codec is 0x11 or 0x31 ? size == 20 : codec == 0xFFFE ? size == 40 : codec == 2))
        {
            return $"Codec {codec} does not have a fmt chunk of {size} bytes.";
        }

        if (size > 16 && reader.ReadUInt16() != size - 18)
        {
            return "The fmt chunk says another length of its extension.";
        }

        output.Position = 20 + size;
        var tag = Tag(reader);
        var length = reader.ReadUInt32();
        if (tag == "fact")
        {
            if (length != 4 || output.Length < output.Position + 12)
            {
                return "The fact chunk is not four bytes long.";
            }

            reader.ReadUInt32();
            tag = Tag(reader);
            length = reader.ReadUInt32();
        }

        if (tag != "data")
        {
            return "There is a chunk that is neither fmt, fact nor data.";
        }

        return length == 0 || output.Position + length + (length & 1) != output.Length ? "The data chunk does not end with the file." : null;
    }

    private static string Tag(BinaryReader reader) => new(reader.ReadChars(4));
}
