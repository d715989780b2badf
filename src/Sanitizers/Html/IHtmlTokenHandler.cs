namespace Mugai.Sanitizers.Html;

/// <summary>
/// Takes the tokens of an <see cref="HtmlTokenizer"/> in document order. Spans are valid during the call only. A tag is begun, gets its
/// attributes and is then committed by <see cref="CommitTag"/>; a tag that the end of input cuts off is never committed (WHATWG
/// 13.2.5.6: eof-in-tag), so nothing may take effect before.
/// </summary>
public interface IHtmlTokenHandler
{
    /// <summary>Character tokens. A run may be split anywhere, between surrogates too.</summary>
    void Text(ReadOnlySpan<char> text);

    /// <summary>A tag opens; the name is lower-case and cut at <see cref="HtmlTokenizer.MaxNameChars"/>.</summary>
    void BeginTag(ReadOnlySpan<char> name, bool isEnd);

    /// <summary>An attribute opens (name as above). True asks for its value; otherwise the value is skipped unread.</summary>
    bool BeginAttribute(ReadOnlySpan<char> name);

    /// <summary>The value of an attribute that was asked for, character references resolved.</summary>
    /// <param name="value">At most <see cref="HtmlTokenizer.MaxValueChars"/> characters of it.</param>
    /// <param name="cut">There was more.</param>
    void AttributeValue(ReadOnlySpan<char> value, bool cut);

    /// <summary>The tag is complete.</summary>
    void CommitTag(bool selfClosing);

    /// <summary>A comment, bogus ones too; at most <see cref="HtmlTokenizer.MaxCommentChars"/> characters of it.</summary>
    void Comment(ReadOnlySpan<char> start);
}
