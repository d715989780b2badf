using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>Tables of fonts, colors, styles and lists: as many entries as readers have room for.</summary>
internal sealed partial class RtfRewriter
{
    private void PutFont(RtfWord word, int? number)
    {
        if (Top.Place == RtfPlace.FontTable)
        {
            if (++_fonts > RtfLimits.MaxFonts)
            {
                Overfull("fonts");
                return;
            }

            Top.FontPage = 0;
        }

        // CVE-2023-21716 came of numbers that were stored in 16 bits with a sign.
        Put(word, number is { } font ? Math.Clamp(font, 0, short.MaxValue) : null);
    }

    private void PutStyle(RtfWord word, int? number, bool isStarred)
    {
        if (Top.Place == RtfPlace.StyleSheet && ++_styles > RtfLimits.MaxStyles)
        {
            Overfull("styles");
            return;
        }

        Open();
        if (isStarred)
        {
            _out.Star();
        }

        _out.Word(word, Bounded(number));
    }

    private void PutCodePage(RtfWord word, int? number)
    {
        // What the characters were read by; nothing written depends on it but what a program takes for the language.
        if (number is 437 or 850 or 852 or 860 or 862 or 863 or 864 or 865 or 866 or 874 or 932 or 936 or 949 or 950 or 1361 or (>= 1250 and <= 1258))
        {
            Put(word, number);
        }
    }

    private void TakeStyleText(ReadOnlySpan<char> text)
    {
        Open();
        _out.Text(text);
    }

    private void TakeColors(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == ';' && _colors++ < RtfLimits.MaxColors)
            {
                Open();
                _out.Text(";");
            }
        }
    }

    private void TakeDigits(ReadOnlySpan<char> text)
    {
        foreach (ref readonly var c in text)
        {
            if (char.IsAsciiHexDigit(c))
            {
                Open();
                _out.Text(new ReadOnlySpan<char>(in c));
            }
        }
    }

    private void EnterList(RtfWord word, bool isStarred)
    {
        // A group ends one thing: that of the word which came first.
        if (word.Kind == RtfKind.ListOverride && Top.End != RtfScopeEnd.Nothing)
        {
            Skip();
            return;
        }

        if (word.Kind is RtfKind.List or RtfKind.ListOverride)
        {
            _levels = 0;
            if (++_lists > RtfLimits.MaxLists)
            {
                Overfull("lists");
                return;
            }
        }
        else if (++_levels > RtfLimits.MaxLevels)
        {
            // CVE-2014-1761: more levels than the list has room for.
            Overfull("levels");
            return;
        }

        Enter(word, null, isStarred, RtfPlace.Data);
        if (word.Kind == RtfKind.ListOverride)
        {
            (Top.End, _overrideAt) = (RtfScopeEnd.ListOverride, -1);
        }
    }

    // The number follows from the levels that come; readers make room by it.
    private void PutOverrideCount(RtfWord word)
    {
        if (Top.End == RtfScopeEnd.ListOverride && _overrideAt < 0)
        {
            Put(word, 0);
            _overrideAt = _out.Length - 1;
        }
    }

    private void EndOverride()
    {
        if (_overrideAt >= 0)
        {
            _out.Patch(_overrideAt, (byte)('0' + Math.Min(_levels, RtfLimits.MaxLevels)));
            _overrideAt = -1;
        }
    }

    private void EnterPersonal(RtfWord word, bool isStarred)
    {
        if (_context.Policy.Office.RemoveMetadata)
        {
            _tally.Add("", RtfCodes.Metadata, FindingAction.Removed, word.Name);
            Skip();
            return;
        }

        Enter(word, null, isStarred, RtfPlace.Data);
    }

    private void Overfull(string what)
    {
        _tally.Add("", RtfCodes.Table, FindingAction.Removed, what);
        Skip();
    }
}
