using System.Globalization;
using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Text;

/// <summary>The text of a workbook: each sheet under its name, a line for each row, tabs between the columns, then its comments. Numbers and dates as the cell's format means them, without its decoration.</summary>
internal sealed class WorkbookText(OoxmlPackage package, PlannedPart main, ISanitizeContext context, TextCleaner text, Func<string, string, string> label)
{
    // A value far to the right stands behind as many tabs as there are columns before it; more of them help nobody.
    private const int MaxTabs = 256;
    private const int MaxCellChars = 32_767;

    private readonly SharedItems _strings = new(context.Budget);
    private readonly StringBuilder _value = new();
    private readonly char[] _chunk = new char[4_096];
    private CellFormats _formats = CellFormats.None;

    public void Write()
    {
        try
        {
            WriteAll();
        }
        finally
        {
            _strings.GiveBack();
        }
    }

    private void WriteAll()
    {
        ReadStrings();
        _formats = CellFormats.Read(package, main);
        var isFirst = true;
        foreach (var (name, sheet) in PartOrder.Named(package, main, "sheet"))
        {
            text.Heading((isFirst ? "[" : "\n[") + name + "]\n");
            isFirst = false;
            if (sheet.Kind.Name == "worksheet")
            {
                WriteSheet(sheet);
                WriteComments(sheet);
            }
        }
    }

    private void ReadStrings()
    {
        if (main.Relationships.Find(static r => r.Part?.Kind.Name == "sharedStrings")?.Part is not { Entry: { } entry })
        {
            return;
        }

        using var reader = package.OpenXml(entry);
        while (reader.Read())
        {
            if (reader.Xml.NodeType == XmlNodeType.Element && reader.Xml.LocalName == "si")
            {
                _strings.Add(Rich(reader));
            }
        }
    }

    /// <summary>The runs of the element in hand, without the readings of its kanji.</summary>
    private string Rich(PartXmlReader reader)
    {
        _value.Clear();
        if (reader.Xml.IsEmptyElement)
        {
            return "";
        }

        var depth = reader.Xml.Depth;
        var isText = false;
        while (reader.Read() && reader.Xml.Depth > depth)
        {
            switch (reader.Xml.NodeType)
            {
                case XmlNodeType.Element when reader.Xml.LocalName == "rPh":
                    reader.SkipSubtree();
                    break;
                case XmlNodeType.Element:
                    isText = reader.Xml.LocalName == "t" && !reader.Xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when isText && _value.Length < MaxCellChars:
                    Take(reader);
                    break;
            }
        }

        return OneLine(_value.ToString());
    }

    /// <summary>The text in hand, in pieces and up to what a cell can hold: one of a gigabyte must not become a string.</summary>
    private void Take(PartXmlReader reader)
    {
        int count;
        while ((count = reader.ReadText(_chunk)) > 0)
        {
            _value.Append(_chunk, 0, Math.Min(count, MaxCellChars - _value.Length));
        }
    }

    private static string OneLine(string value) => value.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');

    private void WriteSheet(PlannedPart sheet)
    {
        using var reader = package.OpenXml(sheet.Entry!);
        var (column, next, isRowOpen) = (0, 0, false);
        while (reader.Read())
        {
            var xml = reader.Xml;
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row")
            {
                if (isRowOpen)
                {
                    text.Write("\n");
                }

                (column, next, isRowOpen) = (0, 0, false);
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c" && Namespaces.Find(xml.NamespaceURI) == Vocabulary.Sheet)
            {
                var at = ColumnOf(xml.GetAttribute("r")) ?? next;
                next = at + 1;
                if (Value(reader) is not { Length: > 0 } value)
                {
                    continue;
                }

                for (var tabs = Math.Min(at - column, MaxTabs); tabs > 0; tabs--)
                {
                    text.Write("\t");
                }

                (column, isRowOpen) = (at, true);
                text.Write(value);
            }
        }
    }

    private string Value(PartXmlReader reader)
    {
        var xml = reader.Xml;
        var type = xml.GetAttribute("t") ?? "n";
        var style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var depth = xml.Depth;
        var value = "";
        while (reader.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "is")
            {
                value = Rich(reader);
            }
            else if (xml.LocalName == "v" && !xml.IsEmptyElement)
            {
                _value.Clear();
                if (reader.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
                {
                    Take(reader);
                }

                value = _value.ToString();
            }
        }

        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? _strings[index] : "",
            "b" => value == "1" ? "TRUE" : "FALSE",
            "n" => _formats.Show(value, style),
            _ => OneLine(value),
        };
    }

    private void WriteComments(PlannedPart sheet)
    {
        if (sheet.Relationships.Find(static r => r.Part?.Kind.Name == "comments")?.Part is not { Entry: { } entry })
        {
            return;
        }

        text.Write("[" + label("コメント", "Comments") + "]\n");
        using var reader = package.OpenXml(entry);
        while (reader.Read())
        {
            if (reader.Xml.NodeType == XmlNodeType.Element && reader.Xml.LocalName == "comment")
            {
                var place = reader.Xml.GetAttribute("ref") ?? "";
                text.Write(place + ": " + Rich(reader) + "\n");
            }
        }
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetter(c))
            {
                break;
            }

            column = (column * 26) + (c & 0x1F);
            if (column > 16_384)
            {
                return null;
            }
        }

        return column == 0 ? null : column - 1;
    }
}
