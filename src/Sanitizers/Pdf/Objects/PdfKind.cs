namespace Mugai.Sanitizers.Pdf.Objects;

/// <summary>The kinds of object of ISO 32000-2, 7.3. A stream is an indirect object only.</summary>
internal enum PdfKind : byte
{
    Null,
    Boolean,
    Integer,
    Real,
    String,
    Name,
    Array,
    Dictionary,
    Stream,
    Reference,
}
