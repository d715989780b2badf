using System.Text;
using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>Names the files of the EmbeddedFiles name tree (ISO 32000-2, 7.11.4), so that the report says what is gone.</summary>
internal static class EmbeddedNames
{
    private const int MaxNames = 100;
    private const int MaxNodes = 1_000;
    private const int MaxChars = 120;

    public static void Report(PdfRebuild rebuild, PdfObject root)
    {
        var waiting = new Queue<PdfObject>([rebuild.Resolve(root)]);
        var names = 0;
        for (var nodes = 0; nodes < MaxNodes && names < MaxNames && waiting.TryDequeue(out var node); nodes++)
        {
            foreach (var item in rebuild.Get(node, "Names"u8).Items)
            {
                var file = rebuild.Resolve(item);
                if (file.Kind == PdfKind.Dictionary && names < MaxNames)
                {
                    names++;
                    rebuild.Found(file, PdfCodes.EmbeddedFile, FindingAction.Removed, Name(rebuild, file));
                }
            }

            foreach (var kid in rebuild.Get(node, "Kids"u8).Items)
            {
                if (waiting.Count < MaxNodes)
                {
                    waiting.Enqueue(rebuild.Resolve(kid));
                }
            }
        }

        if (names == 0)
        {
            rebuild.Found(root, PdfCodes.EmbeddedFile, FindingAction.Removed, "EmbeddedFiles");
        }
    }

    private static string Name(PdfRebuild rebuild, PdfObject file)
    {
        var name = rebuild.Get(file, "UF"u8);
        var bytes = (name.Kind == PdfKind.String ? name : rebuild.Get(file, "F"u8)).Bytes;
        var text = bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(bytes[2..]) : Encoding.Latin1.GetString(bytes);
        return text.Length > MaxChars ? text[..MaxChars] : text;
    }
}
