using System.Globalization;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.Ooxml.Text;

/// <summary>Which styles of a workbook show numbers as dates or times (ISO/IEC 29500-1 §18.8.30), so that a date is not the number of its day.</summary>
internal sealed class CellFormats
{
    private readonly List<int> _styles = [];
    private readonly Dictionary<int, bool> _dates = [];

    /// <summary>Days count from 1904.</summary>
    public bool Is1904 { get; set; }

    public static CellFormats None { get; } = new();

    public static CellFormats Read(OoxmlPackage package, PlannedPart main)
    {
        var formats = new CellFormats();
        using (var reader = package.OpenXml(main.Entry!))
        {
            while (reader.Read())
            {
                formats.Is1904 |= reader.Xml.NodeType == XmlNodeType.Element && reader.Xml.LocalName == "workbookPr" && reader.Xml.GetAttribute("date1904") is "1" or "true";
            }
        }

        if (main.Relationships.Find(static r => r.Part?.Kind.Name == "styles")?.Part is { Entry: { } entry })
        {
            using var reader = package.OpenXml(entry);
            var isCells = false;
            while (reader.Read())
            {
                var xml = reader.Xml;
                isCells = xml.LocalName == "cellXfs" ? xml.NodeType == XmlNodeType.Element : isCells;
                if (xml.NodeType == XmlNodeType.Element)
                {
                    formats.Look(xml, isCells);
                }
            }
        }

        return formats;
    }

    /// <summary>A number format of the file's own.</summary>
    public void AddFormat(int id, string code) => _dates[id] = IsDate(code);

    /// <summary>The next style of cells.</summary>
    public void AddStyle(int format) => _styles.Add(format);

    public bool ShowsDates(int style) => style < _styles.Count && IsDate(_styles[style]);

    // 31 December 9999, and what lies between the two first days.
    private const int LastDay = 2_958_465;
    private const int Days1904 = 1_462;

    /// <summary>A number as people read it.</summary>
    public string Show(string value, int style) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Show(number, style) : value;

    /// <inheritdoc cref="Show(string, int)"/>
    public string Show(double number, int style)
    {
        if (!ShowsDates(style) || number < 0 || number >= (Is1904 ? LastDay - Days1904 : LastDay) + 1)
        {
            return number.ToString("G15", CultureInfo.InvariantCulture);
        }

        if (number < 1)
        {
            return DateTime.UnixEpoch.AddDays(number).AddMilliseconds(0.5).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        }

        // Day 60 is the 29 February 1900 that never was (§18.17.4.1).
        var start = Is1904 ? new DateTime(1904, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) : new DateTime(1899, 12, number < 60 ? 31 : 30, 0, 0, 0, DateTimeKind.Unspecified);
        var day = start.AddDays(Math.Floor(number));
        return number == Math.Floor(number)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : day.AddMilliseconds(Math.Min(Math.Round((number - Math.Floor(number)) * 86_400), 86_399) * 1000).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private void Look(XmlReader xml, bool isCells)
    {
        if (xml.LocalName == "numFmt" && Number(xml.GetAttribute("numFmtId")) is { } id)
        {
            AddFormat(id, xml.GetAttribute("formatCode") ?? "");
        }
        else if (xml.LocalName == "xf" && isCells)
        {
            AddStyle(Number(xml.GetAttribute("numFmtId")) ?? 0);
        }
    }

    private bool IsDate(int format) => _dates.TryGetValue(format, out var isDate) ? isDate : format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>A letter of a date outside quotes, brackets and escapes, in the first section.</summary>
    private static bool IsDate(string code)
    {
        var (isQuoted, isBracketed) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    isBracketed = true;
                    break;
                case ']':
                    isBracketed = false;
                    break;
                case ';' when !isQuoted:
                    return false;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S' or 'e' or 'g' when !isQuoted && !isBracketed:
                    return !code.StartsWith("General", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
