using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>A font as text extraction needs it: what codes mean and how far each moves (ISO 32000-2, 9.10.2). Outlines are not looked at.</summary>
internal sealed class FontText
{
    private const double DefaultWidth = 0.5;
    private const int MaxWidths = 70_000;
    private const int MaxOrderingBytes = 16;
    private const int MaxCMapBytes = 8 << 20;

    private readonly CharacterMap? _toUnicode;
    private readonly CharacterMap? _codes;
    private readonly CodeCharset? _charset;
    private readonly string[]? _simple;
    private readonly bool _isJapanese;
    private readonly CollectionTable? _collection;
    private readonly Dictionary<int, double> _widths = [];
    private readonly double _defaultWidth;
    private readonly Dictionary<uint, string> _known = [];

    public FontText(PdfDocument document, PdfObject font, FontTexts fonts)
    {
        _toUnicode = Map(document, document.Get(font, "ToUnicode"u8));
        IsType3 = document.Get(font, "Subtype"u8).Is("Type3"u8);
        if (document.Get(font, "Subtype"u8).Is("Type0"u8))
        {
            var encoding = document.Get(font, "Encoding"u8);
            var name = encoding.IsName ? System.Text.Encoding.Latin1.GetString(encoding.Bytes) : "";
            _codes = Map(document, encoding);
            _charset = CodeCharset.Of(name.Length > 0 ? name : _codes?.Parent ?? "");
            IsVertical = name.EndsWith("-V", StringComparison.Ordinal) || name == "V" || _codes is { IsVertical: true };
            var descendant = document.Resolve(document.Get(font, "DescendantFonts"u8).At(0));
            var system = document.Get(descendant, "CIDSystemInfo"u8);
            var ordering = document.Get(system, "Ordering"u8).Bytes;
            _isJapanese = ordering.SequenceEqual("Japan1"u8);
            _collection = _charset is null && ordering.Length <= MaxOrderingBytes && document.Get(system, "Registry"u8).Bytes.SequenceEqual("Adobe"u8)
                ? fonts.TableOf(System.Text.Encoding.Latin1.GetString(ordering))
                : null;
            var width = document.Get(descendant, "DW"u8);
            _defaultWidth = width.IsNumber ? width.Number / 1000 : 1;
            ReadCidWidths(document, document.Get(descendant, "W"u8));
        }
        else
        {
            _simple = ReadEncoding(document, font);
            var missing = document.Get(document.Get(font, "FontDescriptor"u8), "MissingWidth"u8);
            _defaultWidth = missing.IsNumber ? missing.Number / 1000 : DefaultWidth;
            ReadWidths(document, font);
        }
    }

    public bool IsVertical { get; }

    /// <summary>Widths are in the units of its own matrix.</summary>
    public bool IsType3 { get; }

    /// <summary>Bytes of the next code; at least one.</summary>
    public int NextLength(ReadOnlySpan<byte> bytes) => _simple is not null ? 1
        : _codes is { HasCodes: true } ? Math.Max(1, _codes.NextLength(bytes))
        : _charset?.NextLength(bytes) ?? Math.Min(2, bytes.Length);

    /// <summary>The characters of a code; empty when nothing tells.</summary>
    public string Text(ReadOnlySpan<byte> code)
    {
        var number = Number(code);
        var key = number | ((uint)code.Length << 24);
        if (code.Length < 4 && _known.TryGetValue(key, out var known))
        {
            return known;
        }

        var text = _toUnicode?.Text(number, code.Length) ?? FromEncoding(code, number);
        if (code.Length < 4)
        {
            _known[key] = text;
        }

        return text;
    }

    /// <summary>How far the code moves, in text space at size 1.</summary>
    public double Width(ReadOnlySpan<byte> code)
    {
        var number = Number(code);
        return _widths.GetValueOrDefault(_simple is not null ? (int)number : Cid(code, number) ?? -1, _defaultWidth);
    }

    private static uint Number(ReadOnlySpan<byte> code)
    {
        uint number = 0;
        foreach (var b in code)
        {
            number = (number << 8) | b;
        }

        return number;
    }

    private string FromEncoding(ReadOnlySpan<byte> code, uint number)
    {
        if (_simple is not null)
        {
            return _simple[number & 0xFF];
        }

        if (_charset is not null)
        {
            return _charset.Text(code);
        }

        if (Cid(code, number) is not { } cid)
        {
            return "";
        }

        var text = _collection?.Text(cid) ?? "";
        return text.Length == 0 && _isJapanese && JapaneseGlyphs.Character(cid) is var character and not '\0' ? character.ToString() : text;
    }

    private int? Cid(ReadOnlySpan<byte> code, uint number) => _codes is { HasCids: true } ? _codes.Cid(number, code.Length) : _charset is null ? (int)Math.Min(number, ushort.MaxValue) : null;

    private static CharacterMap? Map(PdfDocument document, PdfObject stream) =>
        stream.IsStream && document.Decode(stream, MaxCMapBytes) is { HasCodec: false } decoded ? CharacterMap.Read(decoded.Bytes.Span, document.Budget) : null;

    private static string[] ReadEncoding(PdfDocument document, PdfObject font)
    {
        var encoding = document.Get(font, "Encoding"u8);
        var name = encoding.IsDictionary ? document.Get(encoding, "BaseEncoding"u8) : encoding;
        var characters = SimpleEncodings.Named(name.Bytes) ?? SimpleEncodings.Standard;
        var texts = new string[256];
        for (var i = 0; i < 256; i++)
        {
            texts[i] = characters[i] == '\0' ? "" : characters[i].ToString();
        }

        var code = 0;
        foreach (var item in document.Get(encoding.IsDictionary ? encoding : default, "Differences"u8).Items)
        {
            var value = document.Resolve(item);
            if (value.IsNumber)
            {
                code = (int)Math.Clamp(value.Integer, 0, 256);
            }
            else if (value.IsName && code < 256)
            {
                texts[code++] = GlyphNames.Text(System.Text.Encoding.Latin1.GetString(value.Bytes));
            }
        }

        return texts;
    }

    private void ReadWidths(PdfDocument document, PdfObject font)
    {
        var code = (int)Math.Clamp(document.Get(font, "FirstChar"u8).Integer, 0, 255);
        foreach (var item in document.Get(font, "Widths"u8).Items)
        {
            if (code > 255)
            {
                break;
            }

            _widths[code++] = document.Resolve(item).Number / 1000;
        }
    }

    // c [w w w] or first last w (9.7.4.3).
    private void ReadCidWidths(PdfDocument document, PdfObject widths)
    {
        var (first, last) = (-1, -1);
        foreach (var item in widths.Items)
        {
            var value = document.Resolve(item);
            if (value.IsArray)
            {
                var before = _widths.Count;
                foreach (var width in value.Items)
                {
                    if (_widths.Count < MaxWidths)
                    {
                        _widths[first++] = document.Resolve(width).Number / 1000;
                    }
                }

                document.Budget.ChargeObjects(1 + (_widths.Count - before) / 16);
                (first, last) = (-1, -1);
            }
            else if (first < 0)
            {
                first = (int)Math.Clamp(value.Integer, 0, ushort.MaxValue);
            }
            else if (last < 0)
            {
                last = (int)Math.Clamp(value.Integer, 0, ushort.MaxValue);
            }
            else
            {
                for (var cid = first; cid <= last && _widths.Count < MaxWidths; cid++)
                {
                    _widths[cid] = value.Number / 1000;
                }

                document.Budget.ChargeObjects(Math.Max(0, last - first) / 16);
                (first, last) = (-1, -1);
            }
        }
    }
}
