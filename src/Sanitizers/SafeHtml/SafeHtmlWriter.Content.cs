using System.Buffers;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.SafeHtml;

/// <summary>Text, links, pictures and the words of forms.</summary>
internal sealed partial class SafeHtmlWriter
{
    private const int MaxLabelChars = 8_192;

    private static readonly HashSet<string> PictureTypes = new(StringComparer.Ordinal) { "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp" };

    private readonly StringBuilder _label = new();
    private LinkTarget _target;
    private bool _hasLink;
    private int _pictures;

    private void Shown(ReadOnlySpan<char> text)
    {
        if (_isHidden)
        {
            return;
        }

        if (!_hasBody)
        {
            // White space before the body belongs to no text (13.2.6.4.6).
            text = text.TrimStart(" \t\n\f");
            if (text.IsEmpty)
            {
                return;
            }

            BeginBody([]);
        }

        _clean.Clear();
        if (_high != '\0')
        {
            var high = _high;
            _high = '\0';
            _characters.Append([high, text[0]], _clean);
            text = text[1..];
        }

        if (text.Length > 0 && char.IsHighSurrogate(text[^1]))
        {
            _high = text[^1];
            text = text[..^1];
        }

        _characters.Append(text, _clean);
        var shown = _clean.ToString();
        Escaped(shown);
        if (_hasLink && _label.Length < MaxLabelChars)
        {
            _label.Append(shown);
        }
    }

    private void FlushSurrogate()
    {
        if (_high != '\0')
        {
            _clean.Clear();
            _characters.Append([_high], _clean);
            _high = '\0';
            Escaped(_clean.ToString());
        }
    }

    private void Link()
    {
        if (_open.ClosedBy("a") is var open and > 0)
        {
            Close(open);
        }

        BeginBody([]);
        var href = Value("href").Trim();
        var target = LinkTarget.Parse(href);
        var style = _links.StyleFor(target);
        if (target.Kind is LinkKind.Dangerous)
        {
            _found.Add(HtmlFindingKind.DangerousLink, href);
        }

        var isFollowed = target.Kind is LinkKind.Web or LinkKind.Mail or LinkKind.Phone;
        var written = href.StartsWith('#') ? "#" + _characters.Clean(href[1..]) : isFollowed && _body is null && style == LinkStyle.Show && (target.Kind == LinkKind.Web || _links.Style == LinkStyle.Show) ? Address(target) : "";
        if (!_open.TryPush(new OpenTag("a", IsWritten: true)))
        {
            _found.Add(HtmlFindingKind.TooDeep);
            return;
        }

        Put("<a");
        foreach (var (attribute, value) in _attributes)
        {
            Attribute(attribute, value);
        }

        if (written.Length > 0)
        {
            Quoted("href", written);
            if (isFollowed)
            {
                Put(" rel=\"noopener noreferrer\"");
            }
        }

        Put(">");
        _target = target;
        _hasLink = isFollowed && style != LinkStyle.Remove;
        _label.Clear();
    }

    // The real target stands inside the link, where the label is: a label that says so already, ours of an earlier pass too, stays as it is.
    private void EndLink()
    {
        if (!_hasLink)
        {
            return;
        }

        FlushSurrogate();
        _hasLink = false;
        if (_label.Length == 0 && _isHidden)
        {
            return;
        }

        var style = _links.StyleFor(_target);
        var shown = _characters.Clean(_target.Show(style == LinkStyle.Defang));
        var label = _label.ToString();
        if (shown.Length == 0 || label.Contains(shown, StringComparison.Ordinal) || (style == LinkStyle.Show && _target.Kind == LinkKind.Web && LinkLabel.IsTarget(label, _target))
            || (_target.Kind == LinkKind.Mail && label.Contains(_target.Rest, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        Escaped(" [" + shown + "]" + LinkNotes.For(_target, null, _links.Language, out var kinds));
        TextLinks.CountNotes(_found, _target, kinds);
        var claimed = LinkLabel.HostIn(label);
        if (_target.Kind == LinkKind.Web && (_target.HidesHost || (claimed.Length > 0 && !LinkLabel.SameSite(claimed, _target.Host))))
        {
            _found.Add(HtmlFindingKind.LinkMismatch, (claimed.Length > 0 ? claimed : label) + " → " + _target.Host);
            Escaped(_context.Policy.Language switch
            {
                NoticeLanguage.Ja => "【注意: 表示と異なる宛先です】",
                NoticeLanguage.En => "[Caution: leads elsewhere than it shows]",
                _ => "【注意: 表示と異なる宛先です / Caution: leads elsewhere】",
            });
        }
    }

    private string Address(LinkTarget target)
    {
        var address = target.Kind switch
        {
            LinkKind.Web => target.Scheme + "://" + target.Host + target.Rest,
            LinkKind.Mail => "mailto:" + target.Rest,
            _ => target.Scheme + ":" + target.Rest,
        };
        return _characters.Clean(address).Replace(" ", "%20", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
    }

    private void Picture()
    {
        if (_isHidden)
        {
            return;
        }

        var source = Value("src").Trim();
        var isData = source.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
        if (isData ? Embedded(source) : _beside?.Find(source, out var label) is { } beside && Rebuilt(beside, label))
        {
            return;
        }

        if (_body is not null && source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && _body.Picture(source[4..]) is (var content, var format) && PictureTypes.Contains(format.MediaType))
        {
            Write(content, format);
            return;
        }

        if (LinkTarget.IsExternal(source) || LinkTarget.IsExternal(Value("srcset")))
        {
            var isTiny = Value("width").Trim() is "0" or "1" or "2" || Value("height").Trim() is "0" or "1" or "2";
            _found.Add(isTiny ? HtmlFindingKind.TrackingPixel : HtmlFindingKind.ExternalResource, source);
        }
        else if (isData)
        {
            _found.Add(HtmlFindingKind.ActiveContent, source);
        }

        var alt = Value("alt").Trim();
        if (alt.Length > 0)
        {
            Shown((_context.Policy.Language == NoticeLanguage.En ? "[Image: " : "[画像: ") + alt + "]");
        }
    }

    // RFC 2397. The picture is a member of the page and goes through the catalog like any other file.
    private bool Embedded(string source)
    {
        var comma = source.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !source.AsSpan(0, comma).Contains(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(((source.Length - comma) / 4 * 3) + 3);
        try
        {
            if (!Convert.TryFromBase64Chars(source.AsSpan(comma + 1), bytes, out var length) || length == 0)
            {
                return false;
            }

            _context.Budget.ChargeBytes(length);
            using var content = new MemoryStream(bytes, 0, length, writable: false);
            return Rebuilt(content, source[5..source.IndexOfAny([';', ','])].ToLowerInvariant());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private bool Rebuilt(Stream content, string label)
    {
        var path = (_part.Path == "/" ? "" : _part.Path) + "/images/" + ++_pictures;
        using var result = _context.SanitizeMember(path, new UntrustedText("image-" + _pictures), label, content);
        if (result.Output is not { } clean || result.OutputFormat is not { } format || !PictureTypes.Contains(format.MediaType))
        {
            return false;
        }

        clean.Position = 0;
        Write(clean, format);
        return true;
    }

    private void Write(Stream picture, FileFormat format)
    {
        BeginBody([]);
        Put("<img");
        foreach (var (attribute, value) in _attributes)
        {
            Attribute(attribute, value);
        }

        Put(" src=\"data:" + format.MediaType + ";base64,");

        // A multiple of three bytes at a time, so that the pieces join without padding.
        var piece = new byte[24 * 1_024];
        int read;
        while ((read = picture.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false)) > 0)
        {
            Put(Convert.ToBase64String(piece, 0, read));
        }

        Put("\">");
    }

    // A form does nothing any more; what it shows stays as words.
    private void Control()
    {
        if (_tag is not ("option" or "fieldset" or "legend" or "label" or "optgroup" or "output"))
        {
            _found.Add(HtmlFindingKind.Form);
        }

        switch (_tag)
        {
            case "textarea":
                _tokenizer.SwitchTo(HtmlContentModel.RcData);
                break;
            case "input":
                var type = Value("type").Trim().ToLowerInvariant();
                var value = Value("value");
                Shown(type switch
                {
                    "hidden" or "password" or "image" or "file" => "",
                    "checkbox" or "radio" => Has("checked") ? "[x] " : "[ ] ",
                    _ => value.Length > 0 ? "[" + value + "]" : "",
                });
                break;
            case "option" or "legend":
                Shown(" ");
                break;
        }
    }

    private void CountActive()
    {
        switch (_tag)
        {
            case "script":
                _found.Add(HtmlFindingKind.Script, Value("src"));
                break;
            case "iframe" or "frame" or "object" or "embed" or "applet" or "audio" or "video" or "canvas" or "portal" or "bgsound" or "svg":
                var source = Value("src");
                _found.Add(HtmlFindingKind.ActiveContent, source.Length > 0 ? source : Value("data"));
                break;
        }
    }

    private void CountLoads()
    {
        if (LinkTarget.IsExternal(Value("background")) || LinkTarget.IsExternal(Value("src")) || LinkTarget.IsExternal(Value("poster")))
        {
            _found.Add(HtmlFindingKind.ExternalResource, Value("background"));
        }
    }

    private void CountHead()
    {
        if (_tag == "base")
        {
            _found.Add(HtmlFindingKind.BaseHref, Value("href"));
        }
        else if (_tag == "meta" && Value("http-equiv").Trim().Equals("refresh", StringComparison.OrdinalIgnoreCase))
        {
            _found.Add(HtmlFindingKind.MetaRefresh, Value("content"));
        }
        else if (_tag == "link" && LinkTarget.IsExternal(Value("href")))
        {
            _found.Add(HtmlFindingKind.ExternalResource, Value("href"));
        }
    }

    private bool Has(string attribute)
    {
        foreach (var (name, _) in _attributes)
        {
            if (name == attribute)
            {
                return true;
            }
        }

        return false;
    }

    private string Value(string attribute)
    {
        foreach (var (name, value) in _attributes)
        {
            if (name == attribute)
            {
                return value;
            }
        }

        return "";
    }

    private void Quoted(string name, string value)
    {
        Put(" " + name + "=\"");
        Escaped(value);
        Put("\"");
    }

    private void Escaped(string text)
    {
        var from = 0;
        while (text.AsSpan(from).IndexOfAny("<>&\"\r") is var at and >= 0)
        {
            Put(text.AsSpan(from, at));
            Put(text[from + at] switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", _ => "\n" });
            from += at + 1;
        }

        Put(text.AsSpan(from));
    }

    private void Put(ReadOnlySpan<char> text)
    {
        _context.Budget.ChargeBytes(text.Length);
        while (text.Length > 0)
        {
            var piece = text[..Math.Min(text.Length, 16_384)];
            piece.CopyTo(_output.GetSpan(piece.Length));
            _output.Advance(piece.Length);
            text = text[piece.Length..];
        }
    }
}
