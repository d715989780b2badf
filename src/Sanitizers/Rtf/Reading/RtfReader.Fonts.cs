namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>The code page of a byte: that of the font in force, or of the document.</summary>
internal sealed partial class RtfReader
{
    private readonly Dictionary<int, int> _fonts = [];

    private struct Scope
    {
        public int UnicodeSkip;
        public int Font;
        public int AsianFont;
        public int Page;
        public bool IsFontTable;
        public Run Run;
    }

    // Which of its fonts a run of text is set in.
    private enum Run : byte
    {
        Plain,
        Asian,
        Other,
    }

    private void TakeFont(ReadOnlySpan<char> name, int number)
    {
        _scope.Page = Unknown;
        switch (name)
        {
            case "fonttbl":
                (_scope.IsFontTable, _scope.Run) = (true, Run.Plain);
                break;
            case "f" when _scope.IsFontTable:
                (_font, _scope.Font) = (number, number);
                break;
            case "f":
                (_scope.Font, _scope.Run) = (number, Run.Plain);
                break;
            case "af" when _scope.Run == Run.Asian:
                _scope.AsianFont = number;
                break;
            case "fcharset" or "cpg" when _scope.IsFontTable:
                TakePage(name is "cpg" ? number : RtfCharsets.PageOf(number));
                break;
            case "deff":
                (_defaultFont, _scope.Font) = (number, number);
                break;
            case "plain":
                (_scope.Font, _scope.AsianFont, _scope.Run) = (_defaultFont, _defaultFont, Run.Plain);
                break;
            case "dbch":
                _scope.Run = Run.Asian;
                break;
            case "loch" or "hich" or "ltrch":
                _scope.Run = Run.Plain;
                break;
            case "rtlch":
                _scope.Run = Run.Other;
                break;
        }
    }

    private void TakePage(int page)
    {
        if (_fonts.Count < RtfLimits.MaxFonts || _fonts.ContainsKey(_font))
        {
            _fonts[_font] = page;
        }
    }

    private int Page()
    {
        if (_scope.Page == Unknown)
        {
            var page = _scope.Run == Run.Asian ? _fonts.GetValueOrDefault(_scope.AsianFont) : 0;
            page = RtfCharsets.IsDoubleByte(page) ? page : _fonts.GetValueOrDefault(_scope.Font);
            _scope.Page = page == 0 ? _ansi : page;
        }

        return _scope.Page;
    }
}
