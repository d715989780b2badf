using System.Buffers;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Calendar;

/// <summary>Takes the lines that stay.</summary>
internal interface ILineSink
{
    void Line(string name, IReadOnlyList<LineParameter> parameters, string value);
}

/// <summary>As a calendar or card.</summary>
internal sealed class FoldedLines(ContentLineWriter writer) : ILineSink
{
    public void Line(string name, IReadOnlyList<LineParameter> parameters, string value)
    {
        writer.Name(name);
        foreach (var parameter in parameters)
        {
            writer.Parameter(parameter.Name, parameter.Value);
        }

        writer.Value(value);
    }
}

/// <summary>As text for people: a line a property, its name before it, what only machines read left out.</summary>
internal sealed class PlainLines(Utf8TextWriter writer) : ILineSink
{
    public void Line(string name, IReadOnlyList<LineParameter> parameters, string value)
    {
        if (name is "BEGIN" or "VERSION" or "PRODID" or "UID" or "DTSTAMP" or "SEQUENCE" or "PHOTO" or "LOGO" or "REV" || name.StartsWith("TZ", StringComparison.Ordinal))
        {
            return;
        }

        if (name == "END")
        {
            writer.Write("\r\n");
            return;
        }

        var text = value.Replace("\\n", "\r\n  ", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal)
            .Replace("\\\\", "\\", StringComparison.Ordinal);
        writer.Write(name + ": " + text + "\r\n");
    }
}
