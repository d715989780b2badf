namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>What <see cref="PdfLexer"/> tells apart (ISO 32000-2, 7.2).</summary>
internal enum PdfToken : byte
{
    /// <summary>The bytes are over.</summary>
    End,
    Integer,

    /// <summary>A number with a point, or one too large for 64 bits.</summary>
    Real,

    /// <summary>Token bytes are those behind the solidus.</summary>
    Name,

    /// <summary>Token bytes are those between the parentheses, escapes and all.</summary>
    LiteralString,

    /// <summary>Token bytes are those between the angle brackets.</summary>
    HexString,
    ArrayOpen,
    ArrayClose,
    DictionaryOpen,
    DictionaryClose,
    BraceOpen,
    BraceClose,

    /// <summary>Any other run of regular characters, or a stray closing parenthesis or angle bracket.</summary>
    Keyword,
}
