using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>Reads p21 and sfc outputs line by line: our order of sections, one statement a line, only signs of the grammar outside of strings, strings that show and lead nowhere, comments only around a feature.</summary>
public sealed class ExchangeVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Step, Detection.Formats.Sfc];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        try
        {
            return Read(output, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            return Read(output, CadCharset.Of(isUtf8: false, ""));
        }
    }

    private static string? Read(Stream output, Encoding encoding)
    {
        output.Position = 0;
        using var reader = new StreamReader(output, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        return Read(reader);
    }

    private static string? Read(StreamReader reader)
    {
        if (reader.ReadLine() != "ISO-10303-21;")
        {
            return "The structure does not begin as one.";
        }

        var section = "";
        var number = 1L;
        while (reader.ReadLine() is { } line)
        {
            number++;
            var isRight = (section, line) switch
            {
                ("", "END-ISO-10303-21;") => reader.Read() < 0,
                ("", "HEADER;") => true,
                ("", _) => line.StartsWith("DATA", StringComparison.Ordinal) && Statement(line),
                (_, "ENDSEC;") => true,
                ("HEADER", _) => line.StartsWith("FILE_", StringComparison.Ordinal) || line.StartsWith("SECTION_", StringComparison.Ordinal) ? Statement(line) : false,
                _ when line.StartsWith("/*SXF", StringComparison.Ordinal) => Feature(reader, line[5..]),
                _ => line.StartsWith('#') && Statement(line),
            };
            if (!isRight)
            {
                return $"The structure holds what we do not write in line {number}.";
            }

            if (line == "END-ISO-10303-21;")
            {
                return null;
            }

            section = line == "ENDSEC;" ? "" : section.Length > 0 ? section : line == "HEADER;" ? "HEADER" : "DATA";
        }

        return "The structure has no end.";
    }

    private static bool Feature(StreamReader reader, string version)
    {
        foreach (var c in version)
        {
            if (!char.IsAsciiDigit(c) && c != '.')
            {
                return false;
            }
        }

        return reader.ReadLine() is { } body && body.StartsWith('#') && Statement(body + ";", isFeature: true) && reader.ReadLine() == "SXF" + version + "*/";
    }

    private static bool Statement(string line, bool isFeature = false)
    {
        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\'')
            {
                if (!String(line, ref i, isFeature))
                {
                    return false;
                }
            }
            else if (c == ';')
            {
                return depth == 0 && i == line.Length - 1;
            }
            else if (c is '(' or ')')
            {
                depth += c == '(' ? 1 : -1;
                if (depth < 0)
                {
                    return false;
                }
            }
            else if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c is not ('_' or '-' or '+' or '.' or ',' or '=' or '#' or '$' or '*' or '"' or '!')
                && !(isFeature && (char.IsAsciiLetterLower(c) || c == ' ')) && !char.IsAsciiHexDigit(c) && c != 'e')
            {
                return false;
            }
        }

        return false;
    }

    // From the opening quote; leaves i at the closing one.
    private static bool String(string line, ref int i, bool isFeature)
    {
        var start = i + 1;
        for (i = start; i < line.Length; i++)
        {
            if (isFeature && line[i] == '\\' && i + 1 < line.Length && line[i + 1] == '\'')
            {
                i++;
            }
            else if (line[i] == '\'' && (i + 1 == line.Length || line[i + 1] != '\''))
            {
                var text = line[start..i];
                return !text.Contains("://", StringComparison.Ordinal) && !text.StartsWith("\\\\\\\\", StringComparison.Ordinal) && text.EnumerateRunes().All(rune => PlainTextVerifier.MayStand(rune.Value));
            }
            else if (line[i] == '\'')
            {
                i++;
            }
        }

        return false;
    }
}
