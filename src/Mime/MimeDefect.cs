namespace Mugai.Mime;

/// <summary>What is not as the standards want it. Values are stable.</summary>
public enum MimeDefect : byte
{
    /// <summary>No defect.</summary>
    None = 0,

    // Bytes. Reported once per entity, at the first place.

    /// <summary>A CR without LF. We do not end a line there.</summary>
    BareCr = 1,

    /// <summary>An LF without CR. We end a line there.</summary>
    BareLf = 2,

    /// <summary>A NUL byte. We keep it as content.</summary>
    Nul = 3,

    // Header section.

    /// <summary>A line of the header section that is no field. We end the header section before it, as Postfix and Sendmail do.</summary>
    BadHeaderLine = 10,

    /// <summary>White space between field name and colon. We ignore it.</summary>
    SpaceBeforeColon = 11,

    /// <summary>A line of white space only inside the header section. We read it as a fold, not as the end.</summary>
    WhitespaceHeaderLine = 12,

    /// <summary>A delimiter line before the header section ended. We end the part there.</summary>
    DelimiterInHeaders = 13,

    /// <summary>An mbox "From " line before the header. We skip it.</summary>
    MboxFromLine = 14,

    /// <summary>More than one Content-Type. The first counts.</summary>
    DuplicateContentType = 15,

    /// <summary>More than one Content-Transfer-Encoding. The first counts.</summary>
    DuplicateTransferEncoding = 16,

    /// <summary>More than one Content-Disposition. The first counts.</summary>
    DuplicateContentDisposition = 17,

    /// <summary>A transfer encoding that RFC 2045 does not name. The body is taken as it is.</summary>
    UnknownTransferEncoding = 18,

    /// <summary>A multipart with an encoding other than 7bit, 8bit or binary (RFC 2045 6.4). We read its parts undecoded.</summary>
    EncodedMultipart = 19,

    // Structure.

    /// <summary>More than one boundary parameter. The first counts.</summary>
    DuplicateBoundary = 30,

    /// <summary>A multipart without a usable boundary. We read it as a leaf.</summary>
    MissingBoundary = 31,

    /// <summary>A boundary with characters or a length that RFC 2046 5.1.1 does not allow, or written so that parsers cut it differently.</summary>
    OddBoundary = 32,

    /// <summary>A boundary that equals, begins or continues the boundary of an outer multipart. The innermost equal one counts.</summary>
    OverlappingBoundary = 33,

    /// <summary>A line that begins with a boundary in use but goes on with other text. We take it as content.</summary>
    DelimiterWithText = 34,

    /// <summary>A multipart that ends without its close delimiter, by an outer delimiter or by the end of input.</summary>
    MissingCloseDelimiter = 35,

    /// <summary>A delimiter of a multipart that was closed already. We take it as epilogue.</summary>
    DelimiterAfterClose = 36,

    /// <summary>A multipart without any part.</summary>
    NoParts = 37,

    /// <summary>Text before the first delimiter. We drop it.</summary>
    HiddenPreamble = 38,

    /// <summary>Text after the close delimiter. We drop it.</summary>
    HiddenEpilogue = 39,

    // Limits.

    /// <summary>The header section is larger than the limits; what is left of it is dropped.</summary>
    HeaderTooLong = 50,

    /// <summary>One header line is longer than the limit; the rest of the header section is dropped.</summary>
    HeaderLineTooLong = 51,

    /// <summary>More header fields than the limit; the rest is dropped.</summary>
    TooManyHeaderFields = 52,

    /// <summary>More parts than the limit; everything that follows is dropped.</summary>
    TooManyParts = 53,

    /// <summary>A multipart deeper than the limit; it is read as a leaf.</summary>
    TooDeep = 54,

    // Values (ContentType, ContentDisposition, HeaderText, decoders).

    /// <summary>Base64 with characters, padding or a length that RFC 4648 does not allow.</summary>
    BadBase64 = 70,

    /// <summary>Quoted-printable with an escape that RFC 2045 6.7 does not allow, or text after a soft line end.</summary>
    BadQuotedPrintable = 71,

    /// <summary>Uuencoded data with wrong lengths or characters.</summary>
    BadUuencode = 72,

    /// <summary>One parameter given several times, in several forms or by several header fields with different values.</summary>
    ConflictingParameters = 73,

    /// <summary>A parameter or value that does not follow the grammar.</summary>
    BadParameter = 74,

    /// <summary>A media type that does not follow the grammar. It is read as application/octet-stream.</summary>
    BadMediaType = 75,

    /// <summary>UTF-7, which hides markup from filters. Its bytes are read as ASCII.</summary>
    RefusedCharset = 76,

    /// <summary>A charset label that nobody knows; the charset was guessed.</summary>
    UnknownCharset = 77,

    /// <summary>Bytes that do not belong to the charset; each became U+FFFD.</summary>
    UndecodableText = 78,

    /// <summary>A charset label that the text contradicts; the charset was detected.</summary>
    WrongCharset = 79,
}
