using System.Text;

namespace Mugai.Mime;

/// <summary>Parameters of Content-Type and Content-Disposition as pieces "name=value" for a <see cref="FieldWriter"/>.</summary>
internal static class ParameterText
{
    // With blank, "; " and the name such a value still fits into a line.
    private const int MaxSimple = 60;

    // Longer quoted strings are continued by RFC 2231, which few old readers know.
    private const int MaxQuoted = 200;

    /// <summary>
    /// ASCII: a token or a quoted string. Otherwise RFC 2231 in UTF-8, continued in pieces of whole characters; with
    /// <paramref name="withWords"/> preceded by the same name as encoded words in quotes, which Outlook reads.
    /// </summary>
    public static IEnumerable<string> Pieces(string name, string value, bool withWords)
    {
        var clean = FieldWriter.Clean(value);
        var isAscii = !clean.AsSpan().ContainsAnyExceptInRange(' ', '~');
        if (isAscii && clean.Length <= MaxQuoted && !clean.Contains("=?", StringComparison.Ordinal))
        {
            yield return name + "=" + (IsToken(clean) ? clean : Quote(clean));
            yield break;
        }

        if (withWords)
        {
            yield return name + "=\"" + string.Join("\r\n ", FieldWriter.SplitWords(clean, MaxSimple)) + "\"";
        }

        foreach (var piece in Extended(name, clean))
        {
            yield return piece;
        }
    }

    private static List<string> Extended(string name, string value)
    {
        var runs = new List<string>();
        var run = new StringBuilder("UTF-8''");
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(utf8);
            if (run.Length + (count * 3) > MaxSimple)
            {
                runs.Add(run.ToString());
                run.Clear();
            }

            foreach (var b in utf8[..count])
            {
                if (IsAttributeChar(b))
                {
                    run.Append((char)b);
                }
                else
                {
                    run.Append('%').Append(Convert.ToHexString([b]));
                }
            }
        }

        runs.Add(run.ToString());
        if (runs.Count == 1)
        {
            return [name + "*=" + runs[0]];
        }

        return [.. runs.Select((text, i) => FormattableString.Invariant($"{name}*{i}*={text}"))];
    }

    /// <summary>attribute-char of RFC 2231 7, a little stricter.</summary>
    private static bool IsAttributeChar(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.';

    private static bool IsToken(string ascii) => ascii.Length > 0 && ascii.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+');

    private static string Quote(string ascii) => "\"" + ascii.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
