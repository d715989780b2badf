using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Ooxml.Text;

/// <summary>
/// The text of one part of Word, PowerPoint or Visio: a line for each paragraph, cells of a table with tabs between them, readings of kanji in brackets behind the word. What was deleted or moved away, field codes and
/// the fallback of newer elements are not text.
/// </summary>
internal sealed class FlowText(PartXmlReader reader, TextCleaner text, PlannedPart part, AltChunks chunks)
{
    private readonly char[] _chunk = new char[4096];
    private StringBuilder? _reading;
    private int _textDepth = -1;
    private int _rows;
    private bool _isInReading;

    public void Write()
    {
        while (reader.Read())
        {
            switch (reader.Xml.NodeType)
            {
                case XmlNodeType.Element:
                    Start();
                    break;
                case XmlNodeType.EndElement:
                    End(reader.Xml.LocalName);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _textDepth >= 0:
                    Text();
                    break;
            }
        }
    }

    private void Start()
    {
        var xml = reader.Xml;
        switch (xml.LocalName)
        {
            case "Fallback" or "moveFrom" or "del" or "sectPr" or "pPr" or "rPr":
            case "fld" when Namespaces.Find(xml.NamespaceURI) == Vocabulary.Drawing:
                // Numbers of slides and the date of the day.
                reader.SkipSubtree();
                break;
            case "altChunk" when Namespaces.Find(xml.NamespaceURI) == Vocabulary.Word:
                Chunk();
                reader.SkipSubtree();
                break;
            case "t" or "Text" when !xml.IsEmptyElement:
                _textDepth = xml.Depth;
                break;
            case "tab" or "ptab":
                Put("\t");
                break;
            case "br" or "cr":
                Put(_rows > 0 ? " " : "\n");
                break;
            case "noBreakHyphen":
                Put("-");
                break;
            case "rt" when !xml.IsEmptyElement:
                _reading = new StringBuilder();
                _isInReading = true;
                break;
            case "tr" when !xml.IsEmptyElement:
                _rows++;
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "t" when reader.Xml.Depth == _textDepth:
                _textDepth = -1;
                break;
            case "Text" when reader.Xml.Depth == _textDepth:
                _textDepth = -1;
                Put("\n");
                break;
            case "p" when _rows > 0:
                Put(" ");
                break;
            case "p":
                Put("\n");
                break;
            case "tc" when _rows > 0:
                Put(_rows == 1 ? "\t" : " / ");
                break;
            case "tr" when _rows > 0:
                _rows--;
                Put(_rows == 0 ? "\n" : " ");
                break;
            case "ruby" when _reading is { Length: > 0 } reading:
                _reading = null;
                Put("(" + reading + ")");
                break;
            case "rt":
                _isInReading = false;
                break;
        }
    }

    private void Text()
    {
        int count;
        while ((count = reader.ReadText(_chunk)) > 0)
        {
            if (_reading is { Length: < 4096 } reading && _isInReading)
            {
                reading.Append(_chunk, 0, count);
            }
            else
            {
                Put(_chunk.AsSpan(0, count));
            }
        }
    }

    private void Chunk()
    {
        var id = PartSurveyor.FileOf(reader.Xml);
        if (chunks.Open(part, id) is not { } content)
        {
            text.Heading(chunks.NoteFor(part, id) + "\n");
            return;
        }

        using (content)
        {
            int count;
            while ((count = content.Read(_chunk)) > 0)
            {
                Put(_chunk.AsSpan(0, count));
            }
        }

        Put("\n");
    }

    private void Put(ReadOnlySpan<char> piece) => text.Write(piece);
}
