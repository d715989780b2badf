namespace Mugai.Sanitizers.Html;

/// <summary>The elements that mean something here; every other name is <see cref="Unknown"/>: an inline element without a look of its own.</summary>
internal enum HtmlElement : byte
{
    Unknown, A, Address, Applet, Area, Article, Aside, Audio, B, Base, BaseFont, Bdo, Bgsound, Big, Blockquote, Body, Br, Button, Canvas, Caption,
    Center, Code, Col, Colgroup, Datalist, Dd, Details, Dialog, Dir, Div, Dl, Dt, Em, Embed, Fieldset, Figcaption, Figure, Font, Footer,
    Form, Frame, Frameset, H1, H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html, I, Iframe, Img, Input, Legend, Li, Link, Listing, Main, Marquee,
    Math, Menu, Meta, Nav, Nobr, NoEmbed, NoFrames, NoScript, Object, Ol, Optgroup, Option, P, Param, Plaintext, Portal, Pre, Rp, Rt, Ruby, S, Script,
    Section, Select, Small, Source, Span, Strike, Strong, Style, Summary, Svg, Table, Tbody, Td, Template, Textarea, Tfoot, Th, Thead, Title, Tr,
    Track, Tt, U, Ul, Video, Wbr, Xmp, SvgText,
}

/// <summary>What an element does, beyond what the converter does for it by name.</summary>
[Flags]
internal enum HtmlTraits : ushort
{
    None = 0,

    /// <summary>Has no content and no end tag (WHATWG 13.1.2, void elements, and the old ones).</summary>
    Void = 1,

    /// <summary>Begins and ends a line.</summary>
    Block = 2,

    /// <summary>Stands apart by a blank line.</summary>
    Spaced = 4,

    /// <summary>Ends an open paragraph (13.2.6.4.7, "close a p element").</summary>
    ClosesP = 8,

    /// <summary>Its own end tag is the only one that reaches through it (13.2.4.2, "has an element in scope").</summary>
    Scope = 16,

    /// <summary>The list "special" of 13.2.4.2: an inline end tag does not reach through it.</summary>
    Special = 32,

    /// <summary>The list "formatting" of 13.2.4.3: its end tag works through blocks (adoption agency).</summary>
    Formatting = 64,

    /// <summary>An external thing that can act: plug-in, frame, player.</summary>
    Active = 128,

    /// <summary>A form or one of its controls.</summary>
    Form = 256,

    /// <summary>Its content is never shown.</summary>
    Hidden = 512,

    /// <summary>Ends foreign content (13.2.6.5).</summary>
    Breakout = 1024,
}

/// <summary>Names to <see cref="HtmlElement"/> and each one's <see cref="HtmlTraits"/>.</summary>
internal static class HtmlElements
{
    private static readonly HtmlTraits[] Traits = BuildTraits();

    public static HtmlTraits Of(HtmlElement element) => Traits[(int)element];

    public static bool IsHeading(HtmlElement element) => element is >= HtmlElement.H1 and <= HtmlElement.H6;

    /// <summary>The element of a lower-case name.</summary>
    public static HtmlElement Find(ReadOnlySpan<char> name) => name switch
    {
        "a" => HtmlElement.A,
        "abbr" or "acronym" => HtmlElement.Unknown,
        "address" => HtmlElement.Address,
        "applet" => HtmlElement.Applet,
        "area" => HtmlElement.Area,
        "article" => HtmlElement.Article,
        "aside" => HtmlElement.Aside,
        "audio" => HtmlElement.Audio,
        "b" => HtmlElement.B,
        "base" => HtmlElement.Base,
        "basefont" => HtmlElement.BaseFont,
        "bdo" => HtmlElement.Bdo,
        "bgsound" => HtmlElement.Bgsound,
        "big" => HtmlElement.Big,
        "blockquote" => HtmlElement.Blockquote,
        "body" => HtmlElement.Body,
        "br" => HtmlElement.Br,
        "button" => HtmlElement.Button,
        "canvas" => HtmlElement.Canvas,
        "caption" => HtmlElement.Caption,
        "center" => HtmlElement.Center,
        "code" => HtmlElement.Code,
        "col" => HtmlElement.Col,
        "colgroup" => HtmlElement.Colgroup,
        "datalist" => HtmlElement.Datalist,
        "dd" => HtmlElement.Dd,
        "details" => HtmlElement.Details,
        "dialog" => HtmlElement.Dialog,
        "dir" => HtmlElement.Dir,
        "div" => HtmlElement.Div,
        "dl" => HtmlElement.Dl,
        "dt" => HtmlElement.Dt,
        "em" => HtmlElement.Em,
        "embed" => HtmlElement.Embed,
        "fieldset" => HtmlElement.Fieldset,
        "figcaption" => HtmlElement.Figcaption,
        "figure" => HtmlElement.Figure,
        "font" => HtmlElement.Font,
        "footer" => HtmlElement.Footer,
        "form" => HtmlElement.Form,
        "frame" => HtmlElement.Frame,
        "frameset" => HtmlElement.Frameset,
        "h1" => HtmlElement.H1,
        "h2" => HtmlElement.H2,
        "h3" => HtmlElement.H3,
        "h4" => HtmlElement.H4,
        "h5" => HtmlElement.H5,
        "h6" => HtmlElement.H6,
        "head" => HtmlElement.Head,
        "header" => HtmlElement.Header,
        "hgroup" => HtmlElement.Hgroup,
        "hr" => HtmlElement.Hr,
        "html" => HtmlElement.Html,
        "i" => HtmlElement.I,
        "iframe" => HtmlElement.Iframe,
        "img" or "image" => HtmlElement.Img,
        "input" => HtmlElement.Input,
        "legend" => HtmlElement.Legend,
        "li" => HtmlElement.Li,
        "link" => HtmlElement.Link,
        "listing" => HtmlElement.Listing,
        "main" => HtmlElement.Main,
        "marquee" => HtmlElement.Marquee,
        "math" => HtmlElement.Math,
        "menu" => HtmlElement.Menu,
        "meta" => HtmlElement.Meta,
        "nav" => HtmlElement.Nav,
        "nobr" => HtmlElement.Nobr,
        "noembed" => HtmlElement.NoEmbed,
        "noframes" => HtmlElement.NoFrames,
        "noscript" => HtmlElement.NoScript,
        "object" => HtmlElement.Object,
        "ol" => HtmlElement.Ol,
        "optgroup" => HtmlElement.Optgroup,
        "option" => HtmlElement.Option,
        "p" => HtmlElement.P,
        "param" => HtmlElement.Param,
        "plaintext" => HtmlElement.Plaintext,
        "portal" => HtmlElement.Portal,
        "pre" => HtmlElement.Pre,
        "rp" => HtmlElement.Rp,
        "rt" or "rtc" => HtmlElement.Rt,
        "ruby" => HtmlElement.Ruby,
        "s" => HtmlElement.S,
        "script" => HtmlElement.Script,
        "search" or "section" => HtmlElement.Section,
        "select" => HtmlElement.Select,
        "small" => HtmlElement.Small,
        "source" => HtmlElement.Source,
        "span" => HtmlElement.Span,
        "strike" => HtmlElement.Strike,
        "strong" => HtmlElement.Strong,
        "style" => HtmlElement.Style,
        "summary" => HtmlElement.Summary,
        "svg" => HtmlElement.Svg,
        "table" => HtmlElement.Table,
        "tbody" => HtmlElement.Tbody,
        "td" => HtmlElement.Td,
        "template" => HtmlElement.Template,
        "text" => HtmlElement.SvgText,
        "textarea" => HtmlElement.Textarea,
        "tfoot" => HtmlElement.Tfoot,
        "th" => HtmlElement.Th,
        "thead" => HtmlElement.Thead,
        "title" => HtmlElement.Title,
        "tr" => HtmlElement.Tr,
        "track" => HtmlElement.Track,
        "tt" => HtmlElement.Tt,
        "u" => HtmlElement.U,
        "ul" => HtmlElement.Ul,
        "video" => HtmlElement.Video,
        "wbr" => HtmlElement.Wbr,
        "xmp" => HtmlElement.Xmp,
        _ => HtmlElement.Unknown,
    };

    private static HtmlTraits[] BuildTraits()
    {
        var traits = new HtmlTraits[256];
        Add(traits, HtmlTraits.Void, [HtmlElement.Area, HtmlElement.Base, HtmlElement.BaseFont, HtmlElement.Bgsound, HtmlElement.Br, HtmlElement.Col,
            HtmlElement.Embed, HtmlElement.Frame, HtmlElement.Hr, HtmlElement.Img, HtmlElement.Input, HtmlElement.Link, HtmlElement.Meta, HtmlElement.Param,
            HtmlElement.Source, HtmlElement.Track, HtmlElement.Wbr]);
        Add(traits, HtmlTraits.Block, [HtmlElement.Address, HtmlElement.Article, HtmlElement.Aside, HtmlElement.Body, HtmlElement.Caption, HtmlElement.Center,
            HtmlElement.Dd, HtmlElement.Details, HtmlElement.Dialog, HtmlElement.Div, HtmlElement.Dt, HtmlElement.Figcaption, HtmlElement.Footer,
            HtmlElement.Form, HtmlElement.Header, HtmlElement.Hgroup, HtmlElement.Legend, HtmlElement.Li, HtmlElement.Main, HtmlElement.Marquee,
            HtmlElement.Nav, HtmlElement.Optgroup, HtmlElement.Section, HtmlElement.Summary, HtmlElement.SvgText, HtmlElement.Tbody, HtmlElement.Tfoot,
            HtmlElement.Thead]);
        Add(traits, HtmlTraits.Block | HtmlTraits.Spaced, [HtmlElement.Blockquote, HtmlElement.Dir, HtmlElement.Dl, HtmlElement.Fieldset, HtmlElement.Figure,
            HtmlElement.H1, HtmlElement.H2, HtmlElement.H3, HtmlElement.H4, HtmlElement.H5, HtmlElement.H6, HtmlElement.Listing, HtmlElement.Menu,
            HtmlElement.Ol, HtmlElement.P, HtmlElement.Plaintext, HtmlElement.Pre, HtmlElement.Ul, HtmlElement.Xmp]);
        Add(traits, HtmlTraits.ClosesP, [HtmlElement.Address, HtmlElement.Article, HtmlElement.Aside, HtmlElement.Blockquote, HtmlElement.Center,
            HtmlElement.Dd, HtmlElement.Details, HtmlElement.Dialog, HtmlElement.Dir, HtmlElement.Div, HtmlElement.Dl, HtmlElement.Dt, HtmlElement.Fieldset,
            HtmlElement.Figcaption, HtmlElement.Figure, HtmlElement.Footer, HtmlElement.Form, HtmlElement.H1, HtmlElement.H2, HtmlElement.H3,
            HtmlElement.H4, HtmlElement.H5, HtmlElement.H6, HtmlElement.Header, HtmlElement.Hgroup, HtmlElement.Hr, HtmlElement.Li, HtmlElement.Listing,
            HtmlElement.Main, HtmlElement.Menu, HtmlElement.Nav, HtmlElement.Ol, HtmlElement.P, HtmlElement.Plaintext, HtmlElement.Pre,
            HtmlElement.Section, HtmlElement.Summary, HtmlElement.Table, HtmlElement.Ul, HtmlElement.Xmp]);
        Add(traits, HtmlTraits.Scope, [HtmlElement.Applet, HtmlElement.Caption, HtmlElement.Marquee, HtmlElement.Object, HtmlElement.Table, HtmlElement.Td,
            HtmlElement.Template, HtmlElement.Th]);
        Add(traits, HtmlTraits.Special, [HtmlElement.Address, HtmlElement.Applet, HtmlElement.Article, HtmlElement.Aside, HtmlElement.Blockquote,
            HtmlElement.Body, HtmlElement.Button, HtmlElement.Caption, HtmlElement.Center, HtmlElement.Dd, HtmlElement.Details, HtmlElement.Dir,
            HtmlElement.Div, HtmlElement.Dl, HtmlElement.Dt, HtmlElement.Fieldset, HtmlElement.Figcaption, HtmlElement.Figure, HtmlElement.Footer,
            HtmlElement.Form, HtmlElement.Frameset, HtmlElement.H1, HtmlElement.H2, HtmlElement.H3, HtmlElement.H4, HtmlElement.H5, HtmlElement.H6,
            HtmlElement.Header, HtmlElement.Hgroup, HtmlElement.Li, HtmlElement.Listing, HtmlElement.Main, HtmlElement.Marquee, HtmlElement.Menu,
            HtmlElement.Nav, HtmlElement.Object, HtmlElement.Ol, HtmlElement.P, HtmlElement.Pre, HtmlElement.Section, HtmlElement.Select,
            HtmlElement.Summary, HtmlElement.Table, HtmlElement.Tbody, HtmlElement.Td, HtmlElement.Template, HtmlElement.Tfoot, HtmlElement.Th,
            HtmlElement.Thead, HtmlElement.Tr, HtmlElement.Ul]);
        Add(traits, HtmlTraits.Formatting, [HtmlElement.A, HtmlElement.B, HtmlElement.Big, HtmlElement.Code, HtmlElement.Em, HtmlElement.Font,
            HtmlElement.I, HtmlElement.Nobr, HtmlElement.S, HtmlElement.Small, HtmlElement.Strike, HtmlElement.Strong, HtmlElement.Tt, HtmlElement.U]);
        Add(traits, HtmlTraits.Active, [HtmlElement.Applet, HtmlElement.Audio, HtmlElement.Bgsound, HtmlElement.Canvas, HtmlElement.Embed, HtmlElement.Frame,
            HtmlElement.Iframe, HtmlElement.Object, HtmlElement.Portal, HtmlElement.Svg, HtmlElement.Video]);
        Add(traits, HtmlTraits.Form, [HtmlElement.Button, HtmlElement.Form, HtmlElement.Input, HtmlElement.Select, HtmlElement.Textarea]);
        Add(traits, HtmlTraits.Hidden, [HtmlElement.Datalist, HtmlElement.Rp, HtmlElement.Template]);
        Add(traits, HtmlTraits.Breakout, [HtmlElement.B, HtmlElement.Big, HtmlElement.Blockquote, HtmlElement.Body, HtmlElement.Br, HtmlElement.Center,
            HtmlElement.Code, HtmlElement.Dd, HtmlElement.Div, HtmlElement.Dl, HtmlElement.Dt, HtmlElement.Em, HtmlElement.Embed, HtmlElement.H1,
            HtmlElement.H2, HtmlElement.H3, HtmlElement.H4, HtmlElement.H5, HtmlElement.H6, HtmlElement.Head, HtmlElement.Hr, HtmlElement.I,
            HtmlElement.Img, HtmlElement.Li, HtmlElement.Listing, HtmlElement.Menu, HtmlElement.Meta, HtmlElement.Nobr, HtmlElement.Ol, HtmlElement.P,
            HtmlElement.Pre, HtmlElement.Ruby, HtmlElement.S, HtmlElement.Small, HtmlElement.Span, HtmlElement.Strong, HtmlElement.Strike,
            HtmlElement.Table, HtmlElement.Tt, HtmlElement.U, HtmlElement.Ul]);
        return traits;
    }

    private static void Add(HtmlTraits[] traits, HtmlTraits trait, ReadOnlySpan<HtmlElement> elements)
    {
        foreach (var element in elements)
        {
            traits[(int)element] |= trait;
        }
    }
}
