using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>The ftyp box of each format: always the same one, so that a brand can carry nothing.</summary>
internal static class FileType
{
    public static ReadOnlySpan<byte> For(FileFormat format) => format == Formats.Mov ? "\0\0\0\u0014ftypqt  \0\0\0\0qt  "u8
        : format == Formats.M4a ? "\0\0\0\u001CftypM4A \0\0\0\0M4A isommp42"u8
        : format == Formats.ThreeGp ? "\0\0\0\u001Cftyp3gp6\0\0\0\u00003gp6isom3gp4"u8
        : "\0\0\0\u0020ftypisom\0\0\u0002\0isomiso6mp41mp42"u8;
}
