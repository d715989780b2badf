using System.Xml;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Hangul;

/// <summary>The text of an HWPX document: a ZIP whose sections are XML, with the characters in elements <c>t</c> of paragraphs <c>p</c> (KS X 6101).</summary>
internal static class HwpxText
{
    private const int MaxSections = 1_024;

    /// <summary>None, or why there is no text.</summary>
    public static Reason Write(Stream content, TextCleaner text, Budget budget)
    {
        var reading = ZipDirectoryReader.Read(content, new ZipLimits(), budget);
        if (reading.Directory is not { } directory)
        {
            return reading.Reason;
        }

        var sections = directory.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        try
        {
            if (sections.TryGetValue(OdfManifest.PartName, out var listed))
            {
                // The package and its encryption are OpenDocument's.
                using var manifest = new PartXmlReader(content, listed, budget);
                if (OdfManifest.Read(manifest) is { HasEncrypted: true })
                {
                    return Reason.Encrypted;
                }
            }

            for (var i = 0; i < MaxSections && sections.TryGetValue($"Contents/section{i}.xml", out var entry); i++)
            {
                using var reader = new PartXmlReader(content, entry, budget);
                Section(reader, text);
            }

            return Reason.None;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            return Reason.Corrupt;
        }
    }

    private static void Section(PartXmlReader reader, TextCleaner text)
    {
        var piece = new char[4_096];
        var inText = 0;
        while (reader.Read())
        {
            var (kind, name) = (reader.Xml.NodeType, reader.Xml.LocalName);
            switch (kind)
            {
                case XmlNodeType.Element when name == "t" && !reader.Xml.IsEmptyElement:
                    inText++;
                    break;
                case XmlNodeType.EndElement when name == "t":
                    inText--;
                    break;
                case XmlNodeType.Element when inText > 0 && name is "lineBreak" or "tab":
                    text.Write(name == "tab" ? "\t" : "\n");
                    break;
                case XmlNodeType.EndElement when name == "p":
                    text.Write("\n");
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when inText > 0:
                    while (reader.ReadText(piece) is > 0 and var count)
                    {
                        text.Write(piece.AsSpan(0, count));
                    }

                    break;
            }
        }
    }
}
