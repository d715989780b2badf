using System.Text;

namespace Mugai.Sanitizers.Calendar;

/// <summary>Writes content lines as UTF-8 with CRLF, folded at 75 octets between characters (RFC 5545, 3.1; RFC 6350, 3.2).</summary>
internal sealed class ContentLineWriter(Stream output)
{
    private const int MaxOctets = 75;

    private readonly StringBuilder _line = new();

    /// <summary>Begins a line.</summary>
    public ContentLineWriter Name(string name)
    {
        _line.Clear().Append(name);
        return this;
    }

    /// <summary>A parameter; quoted where its value needs it (RFC 5545, 3.2).</summary>
    public ContentLineWriter Parameter(string name, string value)
    {
        value = value.Replace("\"", "", StringComparison.Ordinal);
        _line.Append(';').Append(name).Append('=');
        _ = value.AsSpan().ContainsAny(";:,") && name != "TYPE" ? _line.Append('"').Append(value).Append('"') : _line.Append(value.Replace(";", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal));
        return this;
    }

    /// <summary>The value ends the line.</summary>
    public void Value(string value)
    {
        _line.Append(':').Append(value);
        var octets = 0;
        var start = 0;
        var line = _line.ToString();
        for (var i = 0; i < line.Length;)
        {
            var chars = i + 1 < line.Length && char.IsSurrogatePair(line[i], line[i + 1]) ? 2 : 1;
            var bytes = chars == 2 ? 4 : line[i] < 0x80 ? 1 : line[i] < 0x800 ? 2 : 3;
            if (octets + bytes > MaxOctets)
            {
                output.Write(Encoding.UTF8.GetBytes(line[start..i]));
                output.Write("\r\n "u8);
                start = i;
                octets = 1;
            }

            octets += bytes;
            i += chars;
        }

        output.Write(Encoding.UTF8.GetBytes(line[start..]));
        output.Write("\r\n"u8);
    }
}
