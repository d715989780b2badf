namespace Mugai.Sanitizers.Html;

/// <summary>What the content of an element is to the tokenizer (WHATWG 13.2.6.2 and the states 13.2.5.1 to 13.2.5.5).</summary>
public enum HtmlContentModel : byte
{
    /// <summary>Markup.</summary>
    Data,

    /// <summary>Text with character references: title, textarea.</summary>
    RcData,

    /// <summary>Text alone: style, xmp, iframe, noembed, noframes.</summary>
    RawText,

    /// <summary>Script with its escaped forms.</summary>
    ScriptData,

    /// <summary>Text up to the end of input: plaintext.</summary>
    PlainText,
}
