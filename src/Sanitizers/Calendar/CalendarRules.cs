using Mugai.Wording;

namespace Mugai.Sanitizers.Calendar;

/// <summary>How a value is judged.</summary>
internal enum LineKind
{
    /// <summary>Not on the list.</summary>
    None,

    /// <summary>Words for people; cleaned.</summary>
    Text,

    /// <summary>Dates, times, durations, rules: letters, digits and their signs.</summary>
    Code,

    /// <summary>A calendar address: mailto only.</summary>
    Person,
}

/// <summary>The properties, parameters and components that a rebuilt calendar or card is made of. Allow-lists.</summary>
internal static class CalendarRules
{
    public const string Product = "-//Mugai//Sanitizer//EN";

    private static readonly HashSet<string> Components = new(StringComparer.Ordinal) { "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VALARM" };

    private static readonly Dictionary<string, LineKind> Calendar = new(StringComparer.Ordinal)
    {
        ["CALSCALE"] = LineKind.Code, ["METHOD"] = LineKind.Code, ["X-WR-CALNAME"] = LineKind.Text, ["X-WR-CALDESC"] = LineKind.Text, ["X-WR-TIMEZONE"] = LineKind.Text,
        ["NAME"] = LineKind.Text, ["REFRESH-INTERVAL"] = LineKind.Code,
    };

    private static readonly Dictionary<string, LineKind> Entry = new(StringComparer.Ordinal)
    {
        ["UID"] = LineKind.Text, ["DTSTAMP"] = LineKind.Code, ["DTSTART"] = LineKind.Code, ["DTEND"] = LineKind.Code, ["DUE"] = LineKind.Code, ["DURATION"] = LineKind.Code,
        ["SUMMARY"] = LineKind.Text, ["DESCRIPTION"] = LineKind.Text, ["LOCATION"] = LineKind.Text, ["ORGANIZER"] = LineKind.Person, ["ATTENDEE"] = LineKind.Person,
        ["RRULE"] = LineKind.Code, ["EXRULE"] = LineKind.Code, ["EXDATE"] = LineKind.Code, ["RDATE"] = LineKind.Code, ["RECURRENCE-ID"] = LineKind.Code,
        ["SEQUENCE"] = LineKind.Code, ["STATUS"] = LineKind.Code, ["CLASS"] = LineKind.Code, ["PRIORITY"] = LineKind.Code, ["TRANSP"] = LineKind.Code,
        ["CATEGORIES"] = LineKind.Text, ["CREATED"] = LineKind.Code, ["LAST-MODIFIED"] = LineKind.Code, ["GEO"] = LineKind.Code, ["COMMENT"] = LineKind.Text,
        ["CONTACT"] = LineKind.Text, ["PERCENT-COMPLETE"] = LineKind.Code, ["COMPLETED"] = LineKind.Code, ["RESOURCES"] = LineKind.Text, ["RELATED-TO"] = LineKind.Text,
        ["REQUEST-STATUS"] = LineKind.Text, ["FREEBUSY"] = LineKind.Code, ["COLOR"] = LineKind.Code, ["X-MICROSOFT-CDO-BUSYSTATUS"] = LineKind.Code,
        ["X-MICROSOFT-CDO-ALLDAYEVENT"] = LineKind.Code, ["X-MICROSOFT-CDO-IMPORTANCE"] = LineKind.Code,
    };

    private static readonly Dictionary<string, LineKind> Zone = new(StringComparer.Ordinal)
    {
        ["TZID"] = LineKind.Text, ["TZNAME"] = LineKind.Text, ["TZOFFSETFROM"] = LineKind.Code, ["TZOFFSETTO"] = LineKind.Code, ["DTSTART"] = LineKind.Code,
        ["RRULE"] = LineKind.Code, ["RDATE"] = LineKind.Code, ["COMMENT"] = LineKind.Text, ["LAST-MODIFIED"] = LineKind.Code, ["X-LIC-LOCATION"] = LineKind.Text,
    };

    private static readonly Dictionary<string, LineKind> Alarm = new(StringComparer.Ordinal)
    {
        ["TRIGGER"] = LineKind.Code, ["DURATION"] = LineKind.Code, ["REPEAT"] = LineKind.Code, ["DESCRIPTION"] = LineKind.Text, ["SUMMARY"] = LineKind.Text, ["ACTION"] = LineKind.Code,
    };

    private static readonly Dictionary<string, LineKind> Card = new(StringComparer.Ordinal)
    {
        ["FN"] = LineKind.Text, ["N"] = LineKind.Text, ["NICKNAME"] = LineKind.Text, ["BDAY"] = LineKind.Code, ["ANNIVERSARY"] = LineKind.Code, ["GENDER"] = LineKind.Text,
        ["ADR"] = LineKind.Text, ["LABEL"] = LineKind.Text, ["TEL"] = LineKind.Text, ["EMAIL"] = LineKind.Text, ["TZ"] = LineKind.Text, ["GEO"] = LineKind.Code,
        ["TITLE"] = LineKind.Text, ["ROLE"] = LineKind.Text, ["ORG"] = LineKind.Text, ["CATEGORIES"] = LineKind.Text, ["NOTE"] = LineKind.Text, ["REV"] = LineKind.Code,
        ["UID"] = LineKind.Text, ["CLASS"] = LineKind.Code, ["KIND"] = LineKind.Code, ["LANG"] = LineKind.Code, ["SORT-STRING"] = LineKind.Text,
        ["X-PHONETIC-FIRST-NAME"] = LineKind.Text, ["X-PHONETIC-LAST-NAME"] = LineKind.Text, ["X-PHONETIC-MIDDLE-NAME"] = LineKind.Text, ["X-PHONETIC-ORG"] = LineKind.Text,
        ["SOUND"] = LineKind.Text,
    };

    private static readonly HashSet<string> Parameters = new(StringComparer.Ordinal)
    {
        "CN", "ROLE", "PARTSTAT", "RSVP", "CUTYPE", "TZID", "VALUE", "LANGUAGE", "FBTYPE", "RANGE", "RELATED", "RELTYPE", "TYPE", "PREF", "SORT-AS",
    };

    public static bool IsComponent(string name) => Components.Contains(name);

    public static LineKind Kind(string component, string name) => (component switch
    {
        "VCALENDAR" => Calendar,
        "VTIMEZONE" or "STANDARD" or "DAYLIGHT" => Zone,
        "VALARM" => Alarm,
        "VCARD" => Card,
        _ => Entry,
    }).GetValueOrDefault(name);

    public static bool IsParameter(string name) => Parameters.Contains(name);

    /// <summary>The finding for a property that is not kept.</summary>
    public static string Code(string name) => name switch
    {
        "ATTACH" or "AGENT" or "KEY" or "SOUND" => "calendar.attachment",
        "PHOTO" or "LOGO" or "IMAGE" => "calendar.photo",
        "URL" or "TZURL" or "SOURCE" or "CONFERENCE" or "FBURL" or "CALURI" or "CALADRURI" or "IMPP" or "X-GOOGLE-CONFERENCE" => "calendar.url",
        "X-ALT-DESC" or "STYLED-DESCRIPTION" or "STRUCTURED-DATA" => "calendar.html",
        "AALARM" or "DALARM" or "MALARM" or "PALARM" => "calendar.alarm",
        _ => "calendar.property",
    };

    /// <summary>True for values of dates, rules and words of the standards.</summary>
    public static bool IsCode(string value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '+' or ':' or ';' or ',' or '=' or '/' or '.' or '_'))
            {
                return false;
            }
        }

        return value.Length is > 0 and <= 4_096 && !value.Contains("//", StringComparison.Ordinal);
    }

    /// <summary>True for an address a reply can go to: <c>mailto:</c> and visible ASCII without quotes, spaces and parameters.</summary>
    public static bool IsPerson(string value)
    {
        if (!value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || value.Length is < 10 or > 330)
        {
            return false;
        }

        foreach (var c in value.AsSpan(7))
        {
            if (c is <= ' ' or > '~' or '"' or '<' or '>' or '?' or '&' or '%' or ':' or ';' or ',' or '/' or '\\')
            {
                return false;
            }
        }

        return value.IndexOf('@', StringComparison.Ordinal) > 7;
    }
}
