using System.Buffers;
using System.Text;
using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>
/// RTF as groups, controls and characters: what a byte means follows from the fonts, \ansicpg, \uc, \u and \upr, which it keeps account of. Groups are a list, not calls. No
/// exception on any input but for the budget.
/// </summary>
internal sealed partial class RtfReader(Stream content, Budget budget)
{
    // More than there are code pages; what a hostile document names are numbers, and those beyond are read as the first.
    private const int MaxPages = 64;

    private const char NoSurrogate = '\0';

    private readonly RtfTokenizer _tokenizer = new(content);
    private readonly Dictionary<int, CharsetDecoder> _decoders = [];
    private readonly ArrayBufferWriter<char> _chars = new();
    private Scope[] _scopes = new Scope[32];
    private Scope _scope = new() { UnicodeSkip = 1, Page = Unknown };
    private CharsetDecoder? _open;
    private int _depth;
    private int _groups;
    private int _toSkip;
    private int _ansi = 1252;
    private int _defaultFont;
    private int _font;
    private char _high = NoSurrogate;
    private bool _isStar;

    private const int Unknown = -1;

    /// <summary>Characters that could not be decoded, so far.</summary>
    public long Replacements => _decoders.Values.Sum(decoder => decoder.Replacements) + _lone;

    private long _lone;

    /// <summary>Groups that are open when the end was reached.</summary>
    public int Depth => _depth;

    /// <summary>Nothing stands behind what was read.</summary>
    public bool IsRestEmpty() => _tokenizer.IsRestEmpty();

    public RtfFault Read(IRtfHandler handler)
    {
        while (!handler.IsDone)
        {
            _tokenizer.IsDoubleByte = RtfCharsets.IsDoubleByte(Page()) && !handler.TakesData;
            var token = _tokenizer.Read();
            switch (token)
            {
                case RtfToken.Text:
                    TakeText(handler, _tokenizer.Text);
                    continue;
                case RtfToken.Hex:
                    TakeHex(handler, _tokenizer.Value);
                    continue;
            }

            Flush(handler);
            switch (token)
            {
                case RtfToken.End:
                    FlushSurrogate(handler);
                    return _tokenizer.IsBinaryCut ? RtfFault.BinaryBeyondEnd : RtfFault.None;
                case RtfToken.GroupBegin:
                    FlushSurrogate(handler);
                    if (Push() is not RtfFault.None and var fault)
                    {
                        return fault;
                    }

                    handler.GroupBegin();
                    break;
                case RtfToken.GroupEnd:
                    FlushSurrogate(handler);
                    Pop();
                    handler.GroupEnd();
                    break;
                case RtfToken.Binary:
                    TakeBinary(handler);
                    break;
                default:
                    TakeControl(handler, _tokenizer.Name, _tokenizer.Number);
                    break;
            }
        }

        return RtfFault.None;
    }

    private RtfFault Push()
    {
        budget.ChargeObjects(1);
        (_toSkip, _isStar) = (0, false);
        if (_depth == RtfLimits.MaxDepth)
        {
            return RtfFault.TooDeep;
        }

        if (_groups++ == RtfLimits.MaxGroups)
        {
            return RtfFault.TooMany;
        }

        if (_depth == _scopes.Length)
        {
            Array.Resize(ref _scopes, 2 * _depth);
        }

        _scopes[_depth++] = _scope;
        return RtfFault.None;
    }

    private void Pop()
    {
        (_toSkip, _isStar) = (0, false);
        if (_depth > 0)
        {
            _scope = _scopes[--_depth];
        }
    }

    private void TakeText(IRtfHandler handler, ReadOnlySpan<byte> bytes)
    {
        _isStar = false;
        if (handler.TakesData)
        {
            handler.Data(bytes);
            return;
        }

        if (_toSkip > 0)
        {
            var skipped = Math.Min(_toSkip, bytes.Length);
            _toSkip -= skipped;
            bytes = bytes[skipped..];
        }

        if (bytes.IsEmpty)
        {
            return;
        }

        FlushSurrogate(handler);
        if (_open is null && Ascii.IsValid(bytes))
        {
            WriteAscii(handler, bytes);
        }
        else
        {
            Decode(handler, bytes);
        }
    }

    private void TakeHex(IRtfHandler handler, byte value)
    {
        _isStar = false;
        if (handler.TakesData)
        {
            return;
        }

        if (_toSkip > 0)
        {
            _toSkip--;
            return;
        }

        FlushSurrogate(handler);

        // No second byte of any code page of RTF is below 40.
        if (value < 0x40 || (value < 0x80 && _open is null))
        {
            Flush(handler);
            handler.Text([(char)value], isEscaped: true);
            return;
        }

        Decode(handler, [value]);
    }

    private void WriteAscii(IRtfHandler handler, ReadOnlySpan<byte> bytes)
    {
        _chars.ResetWrittenCount();
        Ascii.ToUtf16(bytes, _chars.GetSpan(bytes.Length), out var count);
        _chars.Advance(count);
        handler.Text(_chars.WrittenSpan, isEscaped: false);
    }

    private void Decode(IRtfHandler handler, ReadOnlySpan<byte> bytes)
    {
        var page = Page();
        _chars.ResetWrittenCount();
        if (page == RtfCharsets.Symbol)
        {
            var span = _chars.GetSpan(bytes.Length);
            for (var i = 0; i < bytes.Length; i++)
            {
                span[i] = (char)(bytes[i] < 0x80 ? bytes[i] : 0xF000 | bytes[i]);
            }

            _chars.Advance(bytes.Length);
        }
        else
        {
            _open ??= DecoderOf(page);
            _open.Decode(bytes, isFinal: false, _chars);
        }

        Hand(handler);
    }

    private CharsetDecoder DecoderOf(int page)
    {
        if (_decoders.TryGetValue(page, out var decoder))
        {
            return decoder;
        }

        if (_decoders.Count == MaxPages)
        {
            return _decoders.Values.First();
        }

        decoder = RtfCharsets.Decoder(page);
        _decoders.Add(page, decoder);
        return decoder;
    }

    private void Flush(IRtfHandler handler)
    {
        if (_open is null)
        {
            return;
        }

        _chars.ResetWrittenCount();
        _open.Decode([], isFinal: true, _chars);
        _open = null;
        Hand(handler);
    }

    private void Hand(IRtfHandler handler)
    {
        if (_chars.WrittenCount > 0)
        {
            handler.Text(_chars.WrittenSpan, isEscaped: false);
        }
    }

    private void TakeBinary(IRtfHandler handler)
    {
        _isStar = false;
        var isSkipped = _toSkip > 0;
        _toSkip -= isSkipped ? 1 : 0;
        ReadOnlySpan<byte> bytes;
        while (!(bytes = _tokenizer.ReadBinary()).IsEmpty)
        {
            if (!isSkipped)
            {
                handler.Binary(bytes);
            }
        }
    }

    private void TakeControl(IRtfHandler handler, ReadOnlySpan<char> name, int? number)
    {
        var isStar = _isStar;
        _isStar = false;
        budget.ChargeObjects(1);
        switch (name)
        {
            case "u" when number is { } code:
                TakeUnicode(handler, code);
                return;
            case "*":
                _isStar = true;
                return;
        }

        _toSkip = 0;
        FlushSurrogate(handler);
        switch (name)
        {
            case "uc":
                _scope.UnicodeSkip = Math.Clamp(number ?? 1, 0, 16);
                return;
            case "f" or "af" or "fcharset" or "cpg" or "fonttbl" or "deff" or "plain" or "loch" or "hich" or "dbch" or "ltrch" or "rtlch":
                TakeFont(name, number ?? 0);
                break;
            case "ansicpg":
                (_ansi, _scope.Page) = (number ?? 1252, Unknown);
                break;
            case "mac" or "pc" or "pca":
                (_ansi, _scope.Page) = (name is "mac" ? 10000 : name is "pc" ? 437 : 850, Unknown);
                break;
        }

        handler.Control(name, number, isStar);
    }

    private void TakeUnicode(IRtfHandler handler, int number)
    {
        // Numbers above 32767 are written as negative ones; pairs of surrogates come as two.
        var c = (char)(ushort)number;
        _toSkip = _scope.UnicodeSkip;
        if (char.IsLowSurrogate(c) && _high != NoSurrogate)
        {
            ReadOnlySpan<char> pair = [_high, c];
            _high = NoSurrogate;
            handler.Text(pair, isEscaped: false);
            return;
        }

        FlushSurrogate(handler);
        if (char.IsHighSurrogate(c))
        {
            _high = c;
            return;
        }

        _lone += char.IsLowSurrogate(c) ? 1 : 0;
        handler.Text([char.IsLowSurrogate(c) ? '\uFFFD' : c], isEscaped: false);
    }

    private void FlushSurrogate(IRtfHandler handler)
    {
        if (_high != NoSurrogate)
        {
            _high = NoSurrogate;
            _lone++;
            handler.Text("\uFFFD", isEscaped: false);
        }
    }
}
