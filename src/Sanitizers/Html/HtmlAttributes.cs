namespace Mugai.Sanitizers.Html;

/// <summary>The attributes that mean something here; the values of all others are skipped unread.</summary>
internal enum HtmlAttribute : byte
{
    None, Href, Src, Alt, Style, Class, Id, Width, Height, Hidden, BgColor, Color, Background, Type, Value, Start, HttpEquiv, Content, Role, Border,
    ColSpan, RowSpan, Rel, Data, Poster, Reversed, Checked, Dir, SrcSet,
}

/// <summary>The attributes of the tag that is being read; the first of a name counts (13.2.5.33, duplicate-attribute). Buffers are reused.</summary>
internal sealed class HtmlAttributes
{
    private readonly int[] _start = new int[32];
    private readonly int[] _length = new int[32];
    private char[] _values = new char[2_048];
    private int _used;
    private uint _seen;
    private HtmlAttribute _open;

    /// <summary>Event handler attributes of this tag.</summary>
    public int EventHandlers { get; private set; }

    /// <summary>A value that means something was longer than the tokenizer keeps.</summary>
    public bool HasCut { get; private set; }

    public bool IsEmpty => _seen == 0;

    public void Reset()
    {
        _seen = 0;
        _used = 0;
        EventHandlers = 0;
        HasCut = false;
    }

    /// <summary>True when the value is wanted.</summary>
    public bool Begin(ReadOnlySpan<char> name)
    {
        _open = Find(name);
        if (_open == HtmlAttribute.None)
        {
            EventHandlers += name.Length > 3 && name.StartsWith("on") && char.IsAsciiLetter(name[2]) ? 1 : 0;
            return false;
        }

        var bit = 1u << (int)_open;
        if ((_seen & bit) != 0)
        {
            return false;
        }

        _seen |= bit;
        _length[(int)_open] = 0;
        return true;
    }

    public void Value(ReadOnlySpan<char> value, bool cut)
    {
        if (_used + value.Length > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(_values.Length * 2, _used + value.Length));
        }

        value.CopyTo(_values.AsSpan(_used));
        _start[(int)_open] = _used;
        _length[(int)_open] = value.Length;
        _used += value.Length;
        HasCut |= cut && _open is HtmlAttribute.Href or HtmlAttribute.Style or HtmlAttribute.Alt or HtmlAttribute.Value && cut;
    }

    public bool Has(HtmlAttribute attribute) => (_seen & (1u << (int)attribute)) != 0;

    public ReadOnlySpan<char> this[HtmlAttribute attribute] =>
        Has(attribute) ? _values.AsSpan(_start[(int)attribute], _length[(int)attribute]) : [];

    /// <summary>The leading integer of a value (2.3.4.1), or <paramref name="fallback"/>.</summary>
    public int Integer(HtmlAttribute attribute, int fallback)
    {
        var value = this[attribute].Trim();
        var sign = value.Length > 0 && value[0] is '-' or '+' ? 1 : 0;
        var digits = value[sign..];
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? digits : digits[..end];
        if (digits.Length is 0 or > 9)
        {
            return fallback;
        }

        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return sign == 1 && value[0] == '-' ? -number : number;
    }

    private static HtmlAttribute Find(ReadOnlySpan<char> name) => name switch
    {
        "href" or "xlink:href" => HtmlAttribute.Href,
        "src" => HtmlAttribute.Src,
        "alt" => HtmlAttribute.Alt,
        "style" => HtmlAttribute.Style,
        "class" => HtmlAttribute.Class,
        "id" => HtmlAttribute.Id,
        "width" => HtmlAttribute.Width,
        "height" => HtmlAttribute.Height,
        "hidden" => HtmlAttribute.Hidden,
        "bgcolor" => HtmlAttribute.BgColor,
        "color" => HtmlAttribute.Color,
        "background" => HtmlAttribute.Background,
        "type" => HtmlAttribute.Type,
        "value" => HtmlAttribute.Value,
        "start" => HtmlAttribute.Start,
        "http-equiv" => HtmlAttribute.HttpEquiv,
        "content" => HtmlAttribute.Content,
        "role" => HtmlAttribute.Role,
        "border" => HtmlAttribute.Border,
        "colspan" => HtmlAttribute.ColSpan,
        "rowspan" => HtmlAttribute.RowSpan,
        "rel" => HtmlAttribute.Rel,
        "data" => HtmlAttribute.Data,
        "poster" => HtmlAttribute.Poster,
        "reversed" => HtmlAttribute.Reversed,
        "checked" => HtmlAttribute.Checked,
        "dir" => HtmlAttribute.Dir,
        "srcset" => HtmlAttribute.SrcSet,
        _ => HtmlAttribute.None,
    };
}
