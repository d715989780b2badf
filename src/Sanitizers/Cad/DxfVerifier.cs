using System.Globalization;
using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>Reads dxf outputs pair by pair with lists of its own: sections, records, no comment, no bytes, no application's data, no reference to the outside, EOF at the end.</summary>
public sealed class DxfVerifier : IOutputVerifier
{
    private static readonly HashSet<string> Forbidden =
    [
        .. ("OLEFRAME OLE2FRAME VBA_PROJECT ACAD_PROXY_ENTITY ACAD_PROXY_OBJECT IMAGE IMAGEDEF IMAGEDEF_REACTOR PDFUNDERLAY PDFDEFINITION DWFUNDERLAY DWFDEFINITION DGNUNDERLAY DGNDEFINITION "
            + "XRECORD DATALINK FIELD FIELDLIST RTEXT POINTCLOUD POINTCLOUDDEF GEOMAPIMAGE SECTIONOBJECT").Split(' '),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Dxf];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var page = CodePage(output);
        output.Position = 0;
        using var reader = new StreamReader(output, page, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var section = "";
        var record = "";
        var line = 0L;
        while (reader.ReadLine() is { } codeLine && reader.ReadLine() is { } value)
        {
            line += 2;
            if (!int.TryParse(codeLine, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var code) || Hidden(value))
            {
                return At("something that is no group", line);
            }

            if (code == 0)
            {
                record = value;
                if (value == "EOF")
                {
                    return section.Length == 0 && reader.Read() < 0 ? null : At("an end before the end", line);
                }

                if (value == "ENDSEC")
                {
                    section = "";
                }
                else if (Forbidden.Contains(value) || (section.Length == 0) != (value == "SECTION"))
                {
                    return At("a record that may not be there", line);
                }
            }
            else if (code == 2 && record == "SECTION" && section.Length == 0)
            {
                section = value;
                if (value is not ("HEADER" or "CLASSES" or "TABLES" or "BLOCKS" or "ENTITIES" or "OBJECTS"))
                {
                    return At("a section that may not be there", line);
                }
            }
            else if (Judge(code, value, record) is { } fault)
            {
                return At(fault, line);
            }
        }

        return At("no EOF", line);
    }

    private static string? Judge(int code, string value, string record)
    {
        var isText = record is "TEXT" or "MTEXT" or "ATTRIB" or "ATTDEF" or "TOLERANCE" or "MULTILEADER" or "ACAD_TABLE" || record.EndsWith("DIMENSION", StringComparison.Ordinal)
            || record.EndsWith("SURFACE", StringComparison.Ordinal) || record is "3DSOLID" or "BODY" or "REGION";
        return code switch
        {
            999 or (>= 310 and <= 319) or 1004 => "a comment or bytes",
            1001 when value != "ACAD" => "data of an application",
            1 when record == "BLOCK" && value.Length > 0 => "an external reference",
            70 when record == "BLOCK" && int.TryParse(value, CultureInfo.InvariantCulture, out var flags) && (flags & 12) != 0 => "an external reference",
            < 10 or (>= 300 and <= 309) or >= 410 and < 420 or >= 1000 and < 1004 when !isText && LeadsOut(value) => "a path or an address",
            _ => null,
        };
    }

    private static bool LeadsOut(string value) => value.Contains("://", StringComparison.Ordinal) || value.StartsWith("\\\\", StringComparison.Ordinal)
        || (value.Length > 2 && char.IsAsciiLetter(value[0]) && value[1] == ':' && value[2] is ('\\' or '/'));

    private static bool Hidden(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (!PlainTextVerifier.MayStand(rune.Value) || rune.Value is '\n' or '\r')
            {
                return true;
            }
        }

        return false;
    }

    private static string At(string what, long line) => string.Create(CultureInfo.InvariantCulture, $"The drawing holds {what} before line {line}.");

    // UTF-8 if all of it is; else what the header says.
    private static Encoding CodePage(Stream output)
    {
        output.Position = 0;
        using var reader = new StreamReader(output, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        try
        {
            while (reader.ReadLine() is not null)
            {
            }

            return CadCharset.Of(isUtf8: true, "");
        }
        catch (DecoderFallbackException)
        {
            output.Position = 0;
            using var again = new StreamReader(output, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
            while (again.ReadLine() is { } line)
            {
                if (line == "$DWGCODEPAGE")
                {
                    again.ReadLine();
                    return CadCharset.Of(isUtf8: false, again.ReadLine() ?? "");
                }
            }

            return CadCharset.Of(isUtf8: false, "");
        }
    }
}
