using Mugai.Sanitizing;

namespace Mugai.SamplePlugin;

/// <summary>Reads a written note as a stranger would. It shares no code with the sanitizer: a mistake there must not be repeated here.</summary>
public sealed class Rot13NoteVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats => [Rot13NoteSanitizer.Note];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var atLineStart = true;
        int next;
        while ((next = output.ReadByte()) >= 0)
        {
            if (next != '\n' && next is < 0x20 or > 0x7E)
            {
                return $"byte {next} is left";
            }

            if (atLineStart && next == '!')
            {
                return "a command is left";
            }

            atLineStart = next == '\n';
        }

        return null;
    }
}
