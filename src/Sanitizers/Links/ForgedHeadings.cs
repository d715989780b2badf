using System.Buffers;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Mail.Bodies;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// Finds lines of the sender's text that pass for the heading of a notice of ours (people learn to trust it) and writes them so that nobody takes them for one. A heading
/// is told by its letters alone, whatever stands around and between them; a sentence that speaks of the notice is none.
/// </summary>
internal sealed class ForgedHeadings
{
    private const int MaxLineBytes = 240;

    private static readonly char[] Brackets = [.. "[]()<>{}【】「」『』［］（）〔〕《》〈〉＜＞"];

    private static readonly SearchValues<byte> Lead = SearchValues.Create(" \t>|*#=-_"u8);

    private static readonly char[] Around = [.. Brackets, ' ', '\u3000'];

    private static readonly string[] Ours = ["無害化のお知らせ", "添付ファイルのお届け", "Sanitization notice", "Sanitisation notice", "Attachments of an earlier mail"];

    private readonly SanitizePolicy _policy;
    private readonly string[] _headings;
    private readonly char[] _firsts;

    public ForgedHeadings(SanitizePolicy policy)
    {
        _policy = policy;
        _headings = [.. Ours
            .Concat([FirstLine(policy.Notice.Ja), FirstLine(policy.Notice.En)]).Select(Letters).Where(heading => heading.Length >= 3).Distinct()];
        _firsts = [.. _headings.Select(heading => heading[0]).Distinct()];
    }

    // Most lines begin with a letter that no heading begins with.
    private bool MayBeHeading(ReadOnlySpan<byte> line)
    {
        var first = line.IndexOfAnyExcept(Lead);
        return first >= 0 && (line[first] >= 0x80 || !char.IsAsciiLetterOrDigit((char)line[first])
            || _firsts.AsSpan().Contains(char.ToLowerInvariant((char)line[first])));
    }

    /// <summary>Appends <paramref name="text"/> with its forged headings marked; false when there is none and nothing was written.</summary>
    public bool Mark(ReadOnlySpan<byte> text, BodyText output, HtmlFindings found)
    {
        var copied = 0;
        var at = 0;
        while (at < text.Length)
        {
            var length = text[at..].IndexOf((byte)'\n');
            length = length < 0 ? text.Length - at : length + 1;
            if (length <= MaxLineBytes && MayBeHeading(text.Slice(at, length)) && Find(text.Slice(at, length)) is (var from, var to) && to > 0)
            {
                output.Append(text[copied..(at + from)]);
                output.Append(_policy.Language == NoticeLanguage.En ? "(sender's words: " : "（送信者の文: ");
                output.Append(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text[(at + from)..(at + to)]).Trim(Around)));
                output.Append(_policy.Language == NoticeLanguage.En ? ")" : "）");
                copied = at + to;
                found.Add(HtmlFindingKind.ForgedNotice);
            }

            at += length;
        }

        if (copied == 0)
        {
            return false;
        }

        output.Append(text[copied..]);
        return true;
    }

    // The heading with the brackets around it.
    private (int From, int To) Find(ReadOnlySpan<byte> line)
    {
        var at = 0;
        var from = -1;
        while (at < line.Length)
        {
            if (Rune.DecodeFromUtf8(line[at..], out var rune, out var length) != OperationStatus.Done)
            {
                return default;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                break;
            }

            // An opening bracket goes with the heading; marks of quotes and bullets before it stay.
            from = IsBracket(rune) && rune.Value != '>' ? (from < 0 ? at : from) : Rune.IsWhiteSpace(rune) ? from : -1;
            at += length;
        }

        if (at == line.Length)
        {
            return default;
        }

        if (!_firsts.AsSpan().Contains(Rune.DecodeFromUtf8(line[at..], out var initial, out _) == OperationStatus.Done && initial.IsBmp ? Folded((char)initial.Value) : '\0'))
        {
            return default;
        }

        foreach (var heading in _headings)
        {
            if (Ends(line, at, heading) is var end and > 0)
            {
                return (from < 0 ? at : from, end);
            }
        }

        return default;
    }

    // Where the letters of the heading end, a closing bracket included; 0 when they are others, or when the sentence goes on.
    private static int Ends(ReadOnlySpan<byte> line, int at, string heading)
    {
        var taken = 0;
        var end = 0;
        while (at < line.Length)
        {
            if (Rune.DecodeFromUtf8(line[at..], out var rune, out var length) != OperationStatus.Done)
            {
                return 0;
            }

            at += length;
            if (taken == heading.Length)
            {
                if (Rune.IsWhiteSpace(rune))
                {
                    continue;
                }

                return IsBracket(rune) ? at : end == at - length && Rune.IsLetterOrDigit(rune) ? 0 : end;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                if (!rune.IsBmp || Folded((char)rune.Value) != heading[taken])
                {
                    return 0;
                }

                taken++;
                end = at;
            }
        }

        return taken == heading.Length ? end : 0;
    }

    private static bool IsBracket(Rune rune) => rune.IsBmp && Brackets.Contains((char)rune.Value);

    private static string FirstLine(string template) => template.Split('\n').FirstOrDefault(line => line.Trim().Length > 0, "");

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(Folded));

    private static char Folded(char c) => char.ToLowerInvariant(c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c);
}
