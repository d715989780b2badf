using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// The verifier's look at a file that is packed for the shell: one stream in the compound file, the file in it one that this run wrote and whose own verifier passed it, and no byte in the part that does not
/// follow from that file.
/// </summary>
internal static class PackedFileTrace
{
    private const int LongestExtension = 8;

    /// <summary>Null when nothing was found.</summary>
    public static string? Read(ZipArchiveEntry entry, ISanitizeContext context)
    {
        using var part = context.CreateScratch();
        using (var content = entry.Open())
        {
            content.CopyTo(part);
        }

        if (CompoundFile.Read(part).File is not { Root.Children: [{ IsStorage: false } only] } file || file.Open(only) is not { } stream)
        {
            return "An object is more than a file that is packed.";
        }

        using (stream)
        {
            return Packed(stream, part, context);
        }
    }

    private static string? Packed(Stream stream, Stream part, ISanitizeContext context)
    {
        // Size of all, two bytes, then the name: "file" and the extension.
        Span<byte> begin = stackalloc byte[10 + LongestExtension];
        stream.Position = 0;
        begin = begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
        var end = begin.Length < 10 ? -1 : begin[6..].IndexOf((byte)0);
        var name = end < 4 ? "" : Encoding.ASCII.GetString(begin.Slice(6, end));
        if (!name.StartsWith("file.", StringComparison.Ordinal))
        {
            return "An object is not packed as this product packs files.";
        }

        var extension = name[4..];
        var head = OlePackage.Head(extension, 0).Length;
        if (stream.Length < head)
        {
            return "An object is cut off.";
        }

        using var inner = new WindowStream(stream, head, stream.Length - head);
        if (context is not IContainerRun run || run.VerifiedFormat(Digests.Of(inner)) is not { } format || !IsNamed(extension, format))
        {
            return "An object holds a file that was not verified.";
        }

        using var again = context.CreateScratch();
        OlePackage.Write(inner, extension, again, context);
        return Digests.Of(again) == Digests.Of(part) ? null : "An object holds bytes beside its file.";
    }

    private static bool IsNamed(string extension, string format) => Detection.Formats.All.Any(known => known.Name == format && known.Extension == extension);
}
