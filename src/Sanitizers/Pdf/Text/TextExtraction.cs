using System.Text;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>The text of a document in reading order, pages divided by form feeds. What annotations and form fields show comes behind each page's own text.</summary>
internal static class TextExtraction
{
    private const int MaxInherited = 64;

    /// <summary>Appends the text of each page, in the order given.</summary>
    public static void Extract(PdfDocument document, IEnumerable<PdfObject> pages, StringBuilder output, ICharacterCollections? collections = null)
    {
        var fonts = new FontTexts(document, collections);
        foreach (var page in pages)
        {
            document.Budget.ChargeObjects(1);
            var before = output.Length;
            var lines = new TextLines();
            new PageText(document, fonts, lines).Run(Content(document, page), Resources(document, page), Matrix.Identity);
            Annotations(document, page, fonts, lines);
            lines.WriteTo(output);
            output.Append('\f');
            document.Budget.ChargeBytes((output.Length - before) * 2L);
        }
    }

    // Filled-in forms have their words here alone.
    private static void Annotations(PdfDocument document, PdfObject page, FontTexts fonts, TextLines lines)
    {
        foreach (var item in document.Get(page, "Annots"u8).Items)
        {
            var annotation = document.Resolve(item);
            var appearance = document.Get(document.Get(annotation, "AP"u8), "N"u8);
            if (appearance.Kind == PdfKind.Dictionary)
            {
                // One appearance for each state.
                appearance = document.Get(appearance, document.Get(annotation, "AS"u8).Bytes);
            }

            var isHidden = (document.Get(annotation, "F"u8).Integer & 2) != 0;
            document.Budget.ChargeObjects(1);
            if (!isHidden && appearance.IsStream)
            {
                var (rectangle, box) = (Corner(document, annotation, "Rect"u8), Corner(document, appearance, "BBox"u8));
                lines.Break();
                new PageText(document, fonts, lines).Run(Decoded(document, appearance), document.Get(appearance, "Resources"u8), Matrix.Move(rectangle.X - box.X, rectangle.Y - box.Y));
            }
        }
    }

    private static (double X, double Y) Corner(PdfDocument document, PdfObject dictionary, ReadOnlySpan<byte> key)
    {
        var rectangle = document.Get(dictionary, key);
        return (document.Resolve(rectangle.At(0)).Number, document.Resolve(rectangle.At(1)).Number);
    }

    // The streams of a page are one content; a token does not go across their ends.
    private static ReadOnlyMemory<byte> Content(PdfDocument document, PdfObject page)
    {
        var contents = document.Get(page, "Contents"u8);
        if (contents.IsStream)
        {
            return Decoded(document, contents);
        }

        using var all = new MemoryStream();
        foreach (var item in contents.Items)
        {
            all.Write(Decoded(document, document.Resolve(item)).Span);
            all.WriteByte((byte)'\n');
        }

        return all.ToArray();
    }

    private static ReadOnlyMemory<byte> Decoded(PdfDocument document, PdfObject stream) =>
        stream.IsStream && document.Decode(stream) is { HasCodec: false } decoded ? decoded.Bytes : default;

    private static PdfObject Resources(PdfDocument document, PdfObject node)
    {
        for (var level = 0; level < MaxInherited && node.IsDictionary; level++)
        {
            if (document.Get(node, "Resources"u8) is { IsDictionary: true } found)
            {
                return found;
            }

            node = document.Get(node, "Parent"u8);
        }

        return default;
    }
}
