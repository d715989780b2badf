using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Calendar;

/// <summary>
/// Reads ics and vcf outputs line by line with lists of its own: CRLF, at most 75 octets a line, components that nest, properties and parameters that may be there, addresses that
/// are mailto, alarms that display, pictures in base64 with the right first bytes.
/// </summary>
public sealed class CalendarVerifier : IOutputVerifier
{
    private static readonly HashSet<string> IcsNames =
    [
        .. ("BEGIN END VERSION PRODID CALSCALE METHOD X-WR-CALNAME X-WR-CALDESC X-WR-TIMEZONE NAME REFRESH-INTERVAL UID DTSTAMP DTSTART DTEND DUE DURATION SUMMARY DESCRIPTION LOCATION "
            + "ORGANIZER ATTENDEE RRULE EXRULE EXDATE RDATE RECURRENCE-ID SEQUENCE STATUS CLASS PRIORITY TRANSP CATEGORIES CREATED LAST-MODIFIED GEO COMMENT CONTACT PERCENT-COMPLETE "
            + "COMPLETED RESOURCES RELATED-TO REQUEST-STATUS FREEBUSY COLOR X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-CDO-ALLDAYEVENT X-MICROSOFT-CDO-IMPORTANCE TZID TZNAME TZOFFSETFROM "
            + "TZOFFSETTO X-LIC-LOCATION TRIGGER REPEAT ACTION").Split(' '),
    ];

    private static readonly HashSet<string> VcfNames =
    [
        .. ("BEGIN END VERSION FN N NICKNAME BDAY ANNIVERSARY GENDER ADR LABEL TEL EMAIL TZ GEO TITLE ROLE ORG CATEGORIES NOTE REV UID CLASS KIND LANG SORT-STRING "
            + "X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-PHONETIC-MIDDLE-NAME X-PHONETIC-ORG SOUND PHOTO LOGO").Split(' '),
    ];

    private static readonly HashSet<string> ParameterNames =
        [.. "CN ROLE PARTSTAT RSVP CUTYPE TZID VALUE LANGUAGE FBTYPE RANGE RELATED RELTYPE TYPE PREF SORT-AS ENCODING".Split(' ')];

    private static readonly HashSet<string> ComponentNames = [.. "VCALENDAR VEVENT VTODO VJOURNAL VFREEBUSY VTIMEZONE STANDARD DAYLIGHT VALARM".Split(' ')];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ics, Detection.Formats.Vcf];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        var text = new VerifiedText(output);
        var isCard = format == Detection.Formats.Vcf;
        var open = new Stack<string>();
        var any = false;
        var line = new StringBuilder();
        while (text.Peek() >= 0)
        {
            if (!Unfold(text, line))
            {
                return text.Fail("a line that is not folded and ended as we write it");
            }

            if (Judge(line.ToString(), isCard, open, ref any) is { } fault)
            {
                return text.Fail(fault);
            }
        }

        return text.Fault ?? (any && open.Count == 0 ? null : text.Fail("a component without its end"));
    }

    private static bool Unfold(VerifiedText text, StringBuilder line)
    {
        line.Clear();
        do
        {
            var octets = 0;
            if (line.Length > 0)
            {
                text.Next();
                octets = 1;
            }

            int c;
            while ((c = text.Next()) != '\r')
            {
                if (c is < 0 or '\n')
                {
                    return false;
                }

                octets += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
                line.Append(c > 0xFFFF ? "?" : ((char)c).ToString());
            }

            if (octets > 75 || text.Next() != '\n')
            {
                return false;
            }
        }
        while (text.Peek() == ' ');
        return line.Length > 0;
    }

    private static string? Judge(string line, bool isCard, Stack<string> open, ref bool any)
    {
        var end = line.AsSpan().IndexOfAny(':', ';');
        var name = end < 0 ? "" : line[..end];
        if (!(isCard ? VcfNames : IcsNames).Contains(name))
        {
            return "a property that may not be there";
        }

        var at = end;
        var encoding = "";
        while (at < line.Length && line[at] == ';')
        {
            var equals = line.IndexOf('=', at);
            if (equals < 0 || !ParameterNames.Contains(line[(at + 1)..equals]))
            {
                return "a parameter that may not be there";
            }

            var close = line[equals..].Length > 1 && line[equals + 1] == '"' ? line.IndexOf('"', equals + 2) + 1 : line.AsSpan(equals).IndexOfAny(':', ';') + equals;
            if (close <= equals)
            {
                return "a parameter without its end";
            }

            encoding = line[(at + 1)..equals] == "ENCODING" ? line[(equals + 1)..close] : encoding;
            at = close;
        }

        if (at >= line.Length || line[at] != ':')
        {
            return "a line without a value";
        }

        var value = line[(at + 1)..];
        return name switch
        {
            "BEGIN" => Begin(value, isCard, open, ref any),
            "END" => open.Count > 0 && open.Pop() == value ? null : "an end that ends nothing",
            _ when open.Count == 0 => "a property outside of a component",
            "PHOTO" or "LOGO" => IsPicture(value, encoding) ? null : "a picture that is none",
            _ when encoding.Length > 0 => "an encoded value",
            "ORGANIZER" or "ATTENDEE" => value.StartsWith("mailto:", StringComparison.Ordinal) || value == "invalid:nomail" ? null : "an address that is not mailto",
            "ACTION" => value.Equals("DISPLAY", StringComparison.OrdinalIgnoreCase) ? null : "an alarm that acts",
            _ => null,
        };
    }

    private static string? Begin(string component, bool isCard, Stack<string> open, ref bool any)
    {
        var isRight = isCard ? component == "VCARD" && open.Count == 0 : ComponentNames.Contains(component) && (component == "VCALENDAR") == (open.Count == 0) && open.Count < 5;
        open.Push(component);
        any = true;
        return isRight ? null : "a component that may not be there";
    }

    private static bool IsPicture(string value, string encoding)
    {
        if (value.StartsWith("data:image/", StringComparison.Ordinal))
        {
            value = value[(value.IndexOf(',', StringComparison.Ordinal) + 1)..];
        }
        else if (encoding != "b")
        {
            return false;
        }

        return value.Length % 4 == 0 && !value.AsSpan().TrimEnd('=').ContainsAnyExcept(System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
            && (value.StartsWith("iVBORw0KGgo", StringComparison.Ordinal) || value.StartsWith("/9j/", StringComparison.Ordinal) || value.StartsWith("R0lGOD", StringComparison.Ordinal));
    }
}
