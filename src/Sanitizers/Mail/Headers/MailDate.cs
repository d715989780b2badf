using Mugai.Wording;
using System.Globalization;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>Date fields (RFC 5322 3.3 and 4.3) to their one canonical form. Dates that no calendar has give null.</summary>
internal static class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] MonthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] DayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>E.g. <c>Fri, 20 Nov 2026 19:16:34 +0900</c>; null when <paramref name="text"/> is no date.</summary>
    public static string? Canonical(ReadOnlySpan<char> text)
    {
        var words = Words(text.Length > 200 ? text[..200] : text);
        var at = 0;
        if (words.Count > 0 && !char.IsAsciiDigit(words[0][0]))
        {
            at++;
        }

        if (words.Count < at + 4 || !Number(words[at], 2, out var day) || Month(words[at + 1]) is not (> 0 and var month) || !Number(words[at + 2], 4, out var year)
            || !Time(words[at + 3], out var hour, out var minute, out var second))
        {
            return null;
        }

        // RFC 5322 4.3: years of two or three digits.
        year += words[at + 2].Length switch { 2 => year < 50 ? 2000 : 1900, 3 => 1900, _ => 0 };
        if (year is < 1900 or > 9999 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var zone = words.Count > at + 4 ? Zone(words[at + 4]) : "-0000";
        var weekday = DayNames[(int)new DateTime(year, month, day).DayOfWeek];
        return zone is null ? null : string.Create(CultureInfo.InvariantCulture, $"{weekday}, {day:00} {MonthNames[month - 1]} {year:0000} {hour:00}:{minute:00}:{second:00} {zone}");
    }

    // Comments are dropped; commas and blanks separate. A sign belongs to the zone that follows it.
    private static List<string> Words(ReadOnlySpan<char> text)
    {
        var words = new List<string>(8);
        var depth = 0;
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            var separates = depth > 0 || c is ' ' or '\t' or '\r' or '\n' or ',' or '(' or ')';
            if (separates && start >= 0)
            {
                words.Add(text[start..i].ToString());
                start = -1;
            }
            else if (!separates && start < 0)
            {
                start = i;
            }

            depth = c == '(' ? depth + 1 : c == ')' && depth > 0 ? depth - 1 : depth;
        }

        return words;
    }

    private static bool Number(string word, int maxDigits, out int value)
    {
        value = 0;
        return word.Length <= maxDigits && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static int Month(string word) => word.Length < 3 ? 0 : Array.IndexOf(Months, word[..3].ToLowerInvariant()) + 1;

    private static bool Time(string word, out int hour, out int minute, out int second)
    {
        hour = minute = second = 0;
        var parts = word.Split(':');
        return parts.Length is 2 or 3 && Number(parts[0], 2, out hour) && Number(parts[1], 2, out minute) && (parts.Length == 2 || Number(parts[2], 2, out second))
            && hour < 24 && minute < 60 && second <= 60;
    }

    private static string? Zone(string word)
    {
        if (word.Length == 5 && word[0] is '+' or '-')
        {
            return Number(word[1..], 4, out var offset) && offset % 100 < 60 ? word : null;
        }

        return word.ToUpperInvariant() switch
        {
            "GMT" or "UT" or "UTC" or "Z" => "+0000",
            "JST" => "+0900",
            "EST" or "CDT" => "-0500",
            "EDT" => "-0400",
            "CST" or "MDT" => "-0600",
            "MST" or "PDT" => "-0700",
            "PST" => "-0800",
            // RFC 5322 4.3: other zones say nothing.
            _ => "-0000",
        };
    }
}
