using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// The text of an RTF body, or the HTML that Outlook put into it ([MS-OXRTFEX]). Only characters are taken: objects, pictures, fields and whatever else
/// RTF can hold have no place in either. Groups are a list, not calls.
/// </summary>
internal sealed class RtfBody(Stream rtf, CharBuffer output, Budget budget)
{
    private const int MaxHeldBytes = 4096;

    private readonly RtfScanner _scanner = new(rtf);
    private readonly Stack<Group> _groups = new();
    private readonly Dictionary<int, int> _fonts = [];
    private readonly byte[] _held = new byte[MaxHeldBytes];
    private Group _group = new() { UnicodeSkip = 1 };
    private int _heldCount;
    private int _toSkip;
    private int _ansi = 1252;
    private int _font;
    private bool _isStar;

    /// <summary>True when the output is HTML.</summary>
    public bool IsHtml { get; private set; }

    public void Convert()
    {
        while (true)
        {
            var token = _scanner.Read();
            if (token is RtfToken.Byte)
            {
                TakeByte();
                continue;
            }

            Flush();
            switch (token)
            {
                case RtfToken.End:
                    return;
                case RtfToken.GroupBegin:
                    budget.ChargeObjects(1);
                    _groups.Push(_group);
                    _toSkip = 0;
                    _isStar = false;
                    break;
                case RtfToken.GroupEnd:
                    _group = _groups.Count > 0 ? _groups.Pop() : _group;
                    _toSkip = 0;
                    break;
                default:
                    TakeControl(_scanner.Name, _scanner.Number);
                    break;
            }
        }
    }

    private struct Group
    {
        public bool IsSkipped;
        public bool IsTag;
        public bool IsRtfOnly;
        public bool IsFontTable;
        public int UnicodeSkip;
        public int CodePage;
    }

    private bool IsShown => !_group.IsSkipped && !(IsHtml && _group.IsRtfOnly && !_group.IsTag);

    private void TakeByte()
    {
        _isStar = false;
        if (_toSkip > 0)
        {
            _toSkip--;
            return;
        }

        if (!IsShown)
        {
            return;
        }

        var value = _scanner.Value;
        // Neither is the second half of a character in any code page of RTF.
        if (IsHtml && !_group.IsTag && !_scanner.IsEscaped && (value == '<' || value == '&'))
        {
            Flush();
            output.Append(value == '<' ? "&lt;" : "&amp;");
            return;
        }

        if (_heldCount == MaxHeldBytes)
        {
            Flush();
        }

        _held[_heldCount++] = value;
    }

    private void TakeControl(string name, int? number)
    {
        var isStar = _isStar;
        _isStar = false;
        switch (name)
        {
            case "*":
                _isStar = true;
                break;
            case "bin":
                _scanner.Skip(Math.Max(number ?? 0, 0));
                break;
            case "fromhtml":
                IsHtml = number != 0;
                break;
            case "htmltag" when isStar:
                (_group.IsTag, _group.IsSkipped) = (true, _group.IsSkipped || !IsHtml);
                break;
            case "htmlrtf":
                _group.IsRtfOnly = number != 0;
                break;
            case "ansicpg":
                _ansi = number ?? 1252;
                break;
            case "fonttbl":
                (_group.IsSkipped, _group.IsFontTable) = (true, true);
                break;
            case "f":
                _font = number ?? 0;
                _group.CodePage = _group.IsFontTable ? 0 : _fonts.GetValueOrDefault(_font);
                break;
            case "fcharset" when _group.IsFontTable && _fonts.Count < 4096:
                _fonts[_font] = CodePageOf(number ?? 0);
                break;
            case "plain":
                _group.CodePage = 0;
                break;
            case "uc":
                _group.UnicodeSkip = Math.Clamp(number ?? 1, 0, 16);
                break;
            case "u":
                TakeUnicode(number ?? 0);
                break;
            case "colortbl" or "stylesheet" or "info" or "pict" or "object" or "header" or "footer" or "headerl" or "headerr" or "footerl" or "footerr":
                _group.IsSkipped = true;
                break;
            default:
                _group.IsSkipped |= isStar && name != "fldinst";
                if (IsShown)
                {
                    output.Append(Characters(name));
                }

                break;
        }

        // The code of a field is no text; its result is.
        _group.IsSkipped |= name == "fldinst";
    }

    // Inside of tags line ends and tabs of the HTML stand as controls too.
    private static string Characters(string name) => name switch
    {
        "par" or "line" or "row" or "sect" or "page" => "\r\n",
        "tab" or "cell" => "\t",
        "~" => "\u00A0",
        "_" => "\u2011",
        "emdash" => "\u2014",
        "endash" => "\u2013",
        "bullet" => "\u2022",
        "lquote" => "\u2018",
        "rquote" => "\u2019",
        "ldblquote" => "\u201C",
        "rdblquote" => "\u201D",
        "emspace" or "enspace" or "qmspace" => " ",
        _ => "",
    };

    private void TakeUnicode(int number)
    {
        if (IsShown)
        {
            // Numbers above 32767 are written as negative ones; pairs of surrogates come as two.
            output.Append([(char)(ushort)number]);
        }

        _toSkip = _group.UnicodeSkip;
    }

    private void Flush()
    {
        if (_heldCount == 0)
        {
            return;
        }

        var held = _held.AsSpan(0, _heldCount);
        _heldCount = 0;
        if (Ascii.IsValid(held))
        {
            var room = output.GetSpan(held.Length);
            output.Advance(Encoding.ASCII.GetChars(held, room));
            return;
        }

        CharsetDecoder.For(MapiCodePages.Label(_group.CodePage == 0 ? _ansi : _group.CodePage)).Decode(held, isFinal: true, output);
    }

    // RTF specification 1.9.1, "fcharset".
    private static int CodePageOf(int charset) => charset switch
    {
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => 0,
    };
}
