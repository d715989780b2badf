using System.Globalization;
using System.Xml;
using Mugai.Policies;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.OpenDocument.Text;

/// <summary>
/// The text of one part: a line for each paragraph (OpenDocument 1.3 part 3, 5.1), cells with tabs between them, readings of kanji, notes and comments in brackets where they stand. What was deleted
/// (text:tracked-changes), scripts and what stands outside the elements asked for is not text.
/// </summary>
internal sealed class OdfFlow(PartXmlReader reader, TextCleaner text, string root, SanitizePolicy policy)
{
    /// <summary>Asks for the headers of master pages.</summary>
    public const string Headers = "header";

    /// <summary>Asks for the footers of master pages.</summary>
    public const string Footers = "footer";

    // A value far to the right stands behind as many tabs as there are columns before it, as in workbooks of the other kind.
    private const int MaxTabs = 256;

    private const int MaxSpaces = 256;

    private readonly char[] _chunk = new char[4096];
    private int _rootDepth = -1;
    private int _paragraphs;
    private int _tables;
    private int _brackets;
    private int _tabs;
    private int _repeats;
    private int _columns = 1;
    private int _slides;
    private bool _isLineOpen;
    private bool _isBetweenParagraphs;

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
                    End();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _paragraphs > 0:
                    Text();
                    break;
            }
        }
    }

    private void Start()
    {
        var xml = reader.Xml;
        var space = OdfSpaces.Find(xml.NamespaceURI);
        if (_rootDepth < 0)
        {
            if (xml.LocalName == root && space is OdfSpace.Office or OdfSpace.Style && !xml.IsEmptyElement)
            {
                _rootDepth = xml.Depth;
            }

            return;
        }

        switch (space, xml.LocalName)
        {
            case (OdfSpace.Text, "tracked-changes" or "script" or "note-citation" or "page-number" or "table-of-content-source" or "alphabetical-index-source"):
            case (OdfSpace.Office, "forms" or "scripts" or "event-listeners" or "binary-data"):
            case (OdfSpace.Dc or OdfSpace.Meta or OdfSpace.Svg or OdfSpace.Script or OdfSpace.Math or OdfSpace.Form, _):
            case (OdfSpace.Table, "content-validations" or "tracked-changes" or "dde-links"):
            case (OdfSpace.Office, "annotation" or "annotation-end") when policy.Office.RemoveComments:
            case (OdfSpace.Presentation, "notes") when root != "presentation":
                reader.SkipSubtree();
                break;
            case (OdfSpace.Text, "p" or "h") when !xml.IsEmptyElement:
                _paragraphs++;
                break;
            case (OdfSpace.Text, "p" or "h") when _tables == 0 && _brackets == 0:
                Put("\n");
                break;
            case (OdfSpace.Text, "s"):
                Put(new string(' ', Count(OdfSpace.Text, "c", MaxSpaces)));
                break;
            case (OdfSpace.Text, "tab"):
                Put("\t");
                break;
            case (OdfSpace.Text, "line-break"):
                Put(_tables + _brackets > 0 ? " " : "\n");
                break;
            case (OdfSpace.Text, "ruby-text") when !xml.IsEmptyElement:
                Open("(");
                break;
            case (OdfSpace.Text, "note-body") when !xml.IsEmptyElement:
                Open(" [");
                break;
            case (OdfSpace.Office, "annotation") when !xml.IsEmptyElement:
                Open(" [" + TextLabels.Of(policy.Language, "コメント", "Comment") + ": ");
                break;
            case (OdfSpace.Draw, "page"):
                _slides++;
                text.Heading(string.Create(CultureInfo.InvariantCulture, $"{(_slides == 1 ? "" : "\n")}[{(root == "presentation" ? TextLabels.Of(policy.Language, "スライド", "Slide") : TextLabels.Of(policy.Language, "ページ", "Page"))} {_slides}]\n"));
                break;
            case (OdfSpace.Presentation, "notes"):
                text.Heading("[" + TextLabels.Of(policy.Language, "ノート", "Notes") + "]\n");
                break;
            case (OdfSpace.Table, _):
                StartTable(xml);
                break;
        }
    }

    private void StartTable(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "table" when !xml.IsEmptyElement:
                if (_tables++ == 0 && root == "spreadsheet")
                {
                    text.Heading("[" + (xml.GetAttribute("name", OdfSpaces.Table) ?? "") + "]\n");
                }

                break;
            case "table-row" when _tables == 1:
                _repeats = Count(OdfSpace.Table, "number-rows-repeated", int.MaxValue);
                break;
            case "table-cell" or "covered-table-cell" when _tables == 1:
                _columns = Count(OdfSpace.Table, "number-columns-repeated", int.MaxValue);
                if (xml.IsEmptyElement)
                {
                    Tab(_columns);
                }

                break;
        }
    }

    private void End()
    {
        var xml = reader.Xml;
        if (xml.Depth <= _rootDepth)
        {
            _rootDepth = -1;
        }

        switch (OdfSpaces.Find(xml.NamespaceURI), xml.LocalName)
        {
            case (OdfSpace.Text, "p" or "h") when _paragraphs > 0:
                _paragraphs--;
                _isBetweenParagraphs = _tables + _brackets > 0;
                Put(_isBetweenParagraphs ? "" : "\n");
                break;
            case (OdfSpace.Text, "ruby-text") when _brackets > 0:
                Close(")");
                break;
            case (OdfSpace.Text, "note-body") when _brackets > 0:
            case (OdfSpace.Office, "annotation") when _brackets > 0:
                Close("]");
                break;
            case (OdfSpace.Table, "table-cell" or "covered-table-cell") when _tables == 1:
                EndCell();
                break;
            case (OdfSpace.Table, "table-cell") when _tables > 1:
                Put(" / ");
                break;
            case (OdfSpace.Table, "table-row") when _tables == 1:
                EndRow();
                break;
            case (OdfSpace.Table, "table") when _tables > 0:
                _tables--;
                Put(_tables == 0 && root == "spreadsheet" ? "\n" : "");
                break;
        }
    }

    /// <summary>A value that equal cells side by side share stands once, with their number, and takes their columns.</summary>
    private void EndCell()
    {
        if (_columns > 1 && _tabs == 0 && _isLineOpen)
        {
            _isBetweenParagraphs = false;
            Put(string.Create(CultureInfo.InvariantCulture, $" [×{_columns}]"));
        }

        Tab(_columns);
    }

    /// <summary>A row that is said a million times stands once, with its number.</summary>
    private void EndRow()
    {
        _tabs = 0;
        if (!_isLineOpen)
        {
            return;
        }

        Put(_repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $"\t[×{_repeats}]\n") : "\n");
        _isLineOpen = false;
    }

    // Empty cells are told by the tabs in front of the next one that has something.
    private void Tab(int count)
    {
        _tabs = (int)Math.Min((long)_tabs + count, MaxTabs);
        _isBetweenParagraphs = false;
    }

    private void Open(string bracket)
    {
        Put(bracket);
        _brackets++;
        _isBetweenParagraphs = false;
    }

    private void Close(string bracket)
    {
        _brackets--;
        _isBetweenParagraphs = false;
        Put(bracket);
    }

    private void Text()
    {
        int count;
        while ((count = reader.ReadText(_chunk)) > 0)
        {
            Put(_chunk.AsSpan(0, count));
        }
    }

    private void Put(ReadOnlySpan<char> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (_tables > 0)
        {
            for (; _tabs > 0; _tabs--)
            {
                text.Write("\t");
            }

            _isLineOpen |= _paragraphs > 0 || _brackets > 0;
        }

        if (_isBetweenParagraphs)
        {
            _isBetweenParagraphs = false;
            text.Write(" ");
        }

        text.Write(piece);
    }

    private int Count(OdfSpace space, string name, int most)
    {
        var uri = space == OdfSpace.Table ? OdfSpaces.Table : OdfSpaces.Text;
        return int.TryParse(reader.Xml.GetAttribute(name, uri), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, most) : 1;
    }
}
