namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>Why bytes of a server are no reply.</summary>
public enum ReplyDefect
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>A line does not begin with a code from 200 to 599.</summary>
    NoCode,

    /// <summary>The code is followed by neither a space nor a hyphen.</summary>
    NoSeparator,

    /// <summary>The lines of one reply carry different codes (RFC 5321 4.2.1 forbids it).</summary>
    CodeChanged,

    /// <summary>A line is longer than <see cref="ReplyParser.MaxLineBytes"/>.</summary>
    LineTooLong,

    /// <summary>More than <see cref="ReplyParser.MaxLines"/> lines.</summary>
    TooManyLines,
}

/// <summary>What <see cref="ReplyParser.Parse"/> made of the bytes so far.</summary>
public enum ReplyParseStatus
{
    /// <summary>Keep what was not consumed and come back with more.</summary>
    NeedMore,

    /// <summary>One reply is complete.</summary>
    Complete,

    /// <summary>Not SMTP; the connection has no future.</summary>
    Malformed,
}
