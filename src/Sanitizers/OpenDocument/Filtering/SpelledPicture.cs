using System.Buffers;
using System.Xml;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.OpenDocument.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Filtering;

/// <summary>A picture in Base64 in the middle of a document.</summary>
internal static class SpelledPicture
{
    // A multiple of three bytes, so that pieces of Base64 join without padding.
    private const int PieceBytes = 3 * 1024;

    /// <summary>From the start tag of office:binary-data to its end tag: decodes, sanitizes, and writes what came of it, or a picture of ours.</summary>
    public static void Rewrite(PartXmlReader reader, OdfScope scope, OdfWriter writer)
    {
        using var bytes = scope.Context.CreateScratch();
        Decode(reader, bytes);
        bytes.Position = 0;
        if (PlaceholderPicture.IsOurs(bytes))
        {
            writer.Base64(PlaceholderPicture.Bytes);
            return;
        }

        using var member = scope.Context.BeginPicture(scope.NextPicturePath(), default, null, bytes);
        using var result = member.Finish();
        if (result is not { Output: { } clean, OutputFormat: { Family: FileFamily.Image } })
        {
            scope.Report(OdfCodes.Image, FindingAction.Replaced);
            writer.Base64(PlaceholderPicture.Bytes);
            return;
        }

        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int count;
            while ((count = clean.ReadAtLeast(piece.AsSpan(0, PieceBytes), PieceBytes, throwOnEndOfStream: false)) > 0)
            {
                writer.Base64(piece.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>Decodes as RFC 2045 does: what is no Base64 is skipped; a picture that suffers from it will not be rebuilt.</summary>
    private static void Decode(PartXmlReader reader, Stream bytes)
    {
        if (reader.Xml.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Xml.Depth;
        var chars = new char[4096];
        Span<byte> decoded = stackalloc byte[3 * 1024];
        Span<char> group = stackalloc char[4096];
        var kept = 0;
        while (reader.Read() && !(reader.Xml.NodeType == XmlNodeType.EndElement && reader.Xml.Depth == depth))
        {
            if (reader.Xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
            {
                continue;
            }

            int count;
            while ((count = reader.ReadText(chars)) > 0)
            {
                foreach (var c in chars.AsSpan(0, count))
                {
                    if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/'))
                    {
                        continue;
                    }

                    group[kept++] = c;
                    if (kept == group.Length)
                    {
                        kept = Flush(group, bytes, decoded);
                    }
                }
            }
        }

        // What padding stood for.
        if (kept % 4 == 1)
        {
            kept--;
        }

        while (kept % 4 != 0)
        {
            group[kept++] = '=';
        }

        Flush(group[..kept], bytes, decoded);
    }

    private static int Flush(ReadOnlySpan<char> group, Stream bytes, Span<byte> decoded)
    {
        if (Convert.TryFromBase64Chars(group, decoded, out var written))
        {
            bytes.Write(decoded[..written]);
        }

        return 0;
    }
}
