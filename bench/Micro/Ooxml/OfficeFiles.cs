using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Mugai.Micro.Ooxml;

/// <summary>Office files of a wanted size, the same in every run: what a word processor and a spreadsheet write, with text that does not compress away.</summary>
internal static class OfficeFiles
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Paragraphs of several runs, and a table now and then.</summary>
    public static byte[] Document(int paragraphs)
    {
        var random = new Dice(7);
        return Package(
            ("word/document.xml", Word + "document.main+xml", body =>
            {
                body.Write(Head + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
                    + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"w14\"><w:body>");
                for (var i = 0; i < paragraphs; i++)
                {
                    if (i % 40 == 0)
                    {
                        Table(body, random);
                    }

                    Paragraph(body, random);
                }

                body.Write("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1985\" w:right=\"1701\" w:bottom=\"1701\" w:left=\"1701\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
            }),
            ("word/styles.xml", Word + "styles+xml", styles => styles.Write(
                Head + "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style></w:styles>")));
    }

    /// <summary>One sheet of ten columns: shared strings, numbers with a style, formulas with their values.</summary>
    public static byte[] Workbook(int rows)
    {
        var random = new Dice(11);
        return Package(
            ("xl/workbook.xml", Sheets + "sheet.main+xml", book => book.Write(
                Head + "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + Relationships + "\"><sheets><sheet name=\"台帳\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")),
            ("xl/worksheets/sheet1.xml", Sheets + "worksheet+xml", sheet =>
            {
                sheet.Write(Head + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
                for (var row = 1; row <= rows; row++)
                {
                    Row(sheet, row, random);
                }

                sheet.Write("</sheetData></worksheet>");
            }),
            ("xl/styles.xml", Sheets + "styles+xml", styles => styles.Write(
                Head + "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Yu Gothic\"/></font></fonts><fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills>"
                + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
                + "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>")),
            ("xl/sharedStrings.xml", Sheets + "sharedStrings+xml", strings =>
            {
                strings.Write(Head + "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"20000\" uniqueCount=\"20000\">");
                for (var i = 0; i < 20_000; i++)
                {
                    strings.Write("<si><t>" + random.Text(6) + "</t></si>");
                }

                strings.Write("</sst>");
            }));
    }

    private static void Row(TextWriter sheet, int row, Dice random)
    {
        sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row}\" spans=\"1:10\">"));
        for (var column = 0; column < 10; column++)
        {
            var name = (char)('A' + column);
            sheet.Write((column % 5) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{name}{row}\" t=\"s\"><v>{random.Next(20_000)}</v></c>"),
                4 => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{name}{row}\" s=\"1\"><f>SUM({(char)(name - 2)}{row}:{(char)(name - 1)}{row})*1.08</f><v>{random.Next(1_000_000)}.25</v></c>"),
                _ => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{name}{row}\" s=\"1\"><v>{random.Next(1_000_000)}.{random.Next(100)}</v></c>"),
            });
        }

        sheet.Write("</row>");
    }

    private static void Paragraph(TextWriter body, Dice random)
    {
        body.Write(string.Create(CultureInfo.InvariantCulture, $"<w:p w14:paraId=\"{random.Next(0x7fffffff):X8}\" w14:textId=\"77777777\" w:rsidR=\"00A1{random.Next(65_536):X4}\" w:rsidRDefault=\"00A12B34\"><w:pPr><w:pStyle w:val=\"a\"/><w:ind w:firstLineChars=\"100\" w:firstLine=\"210\"/></w:pPr>"));
        for (var run = 0; run < 5; run++)
        {
            body.Write("<w:r><w:rPr><w:rFonts w:ascii=\"MS Mincho\" w:eastAsia=\"MS Mincho\" w:hAnsi=\"MS Mincho\" w:hint=\"eastAsia\"/><w:sz w:val=\"21\"/></w:rPr><w:t>" + random.Text(12) + "</w:t></w:r>");
        }

        body.Write("</w:p>");
    }

    private static void Table(TextWriter body, Dice random)
    {
        body.Write("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"2831\"/><w:gridCol w:w=\"2831\"/></w:tblGrid>");
        for (var row = 0; row < 6; row++)
        {
            body.Write("<w:tr><w:tc><w:tcPr><w:tcW w:w=\"2831\" w:type=\"dxa\"/></w:tcPr>");
            Paragraph(body, random);
            body.Write("</w:tc><w:tc><w:tcPr><w:tcW w:w=\"2831\" w:type=\"dxa\"/></w:tcPr>");
            Paragraph(body, random);
            body.Write("</w:tc></w:tr>");
        }

        body.Write("</w:tbl>");
    }

    /// <summary>The first part is the main one and leads to the others.</summary>
    private static byte[] Package(params (string Name, string Type, Action<TextWriter> Write)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var main = parts[0].Name;
            var folder = main[..(main.IndexOf('/', StringComparison.Ordinal) + 1)];
            Add(zip, "[Content_Types].xml", list => list.Write(
                Head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + string.Concat(parts.Select(part => $"<Override PartName=\"/{part.Name}\" ContentType=\"{part.Type}\"/>")) + "</Types>"));
            Add(zip, "_rels/.rels", list => list.Write(
                Head + $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relationships}/officeDocument\" Target=\"{main}\"/></Relationships>"));
            Add(zip, folder + "_rels/" + main[folder.Length..] + ".rels", list => list.Write(
                Head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(parts.Skip(1).Select((part, at) => $"<Relationship Id=\"rId{at + 1}\" Type=\"{Relationships}/{part.Type[(part.Type.LastIndexOf('.') + 1)..^4]}\" Target=\"{part.Name[folder.Length..]}\"/>")) + "</Relationships>"));
            foreach (var part in parts)
            {
                Add(zip, part.Name, part.Write);
            }
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Optimal).Open(), new UTF8Encoding(false));
        write(writer);
    }

    /// <summary>Repeatable numbers and words (a linear congruential generator).</summary>
    private sealed class Dice(ulong seed)
    {
        private const string Characters = "予算案について次とおり通知令和八年度市民課税務福祉道路計画委員会資料審査決定申請書類提出期限金額合計前年比増減率説明会議録";

        private ulong _state = seed;

        public int Next(int below)
        {
            _state = (_state * 6364136223846793005) + 1442695040888963407;
            return (int)((_state >> 33) % (ulong)below);
        }

        public string Text(int chars)
        {
            var text = new StringBuilder();
            while (text.Length < chars)
            {
                text.Append(Characters[Next(Characters.Length)]);
            }

            return text.ToString();
        }
    }
}
