using System.Text;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>
/// Reads replies of an SMTP or LMTP server (RFC 5321 4.2). No I/O; whole lines are consumed, the rest stays with the caller, who
/// needs room for <see cref="MaxLineBytes"/> + 2 bytes. After Malformed the parser is of no more use.
/// </summary>
public sealed class ReplyParser
{
    /// <summary>RFC 5321 4.5.3.1.5 allows 512; servers that quote a whole policy sentence with a link exceed it.</summary>
    public const int MaxLineBytes = 2048;

    /// <summary>An EHLO reply of a large provider has about 20 lines; 128 bounds what one reply may hold in memory.</summary>
    public const int MaxLines = 128;

    private readonly List<string> _lines = [];
    private int _code;

    /// <summary>Why the last call said Malformed.</summary>
    public ReplyDefect Defect { get; private set; }

    /// <summary>Takes whole lines from <paramref name="input"/>. A bare LF ends a line too: some LMTP servers send it, and a client that took it for text would wait for ever.</summary>
    public ReplyParseStatus Parse(ReadOnlySpan<byte> input, out int consumed, out Reply? reply)
    {
        consumed = 0;
        reply = null;
        while (Defect == ReplyDefect.None)
        {
            var rest = input[consumed..];
            var end = rest.IndexOf((byte)'\n');
            if ((end < 0 ? rest.Length : end) > MaxLineBytes + 1)
            {
                return Malformed(ReplyDefect.LineTooLong);
            }

            if (end < 0)
            {
                return ReplyParseStatus.NeedMore;
            }

            var line = rest[..end];
            consumed += end + 1;
            if (!TakeLine(line is [.., (byte)'\r'] ? line[..^1] : line, out var isLast))
            {
                break;
            }

            if (isLast)
            {
                reply = new Reply(_code, [.. _lines]);
                _lines.Clear();
                return ReplyParseStatus.Complete;
            }
        }

        return ReplyParseStatus.Malformed;
    }

    private bool TakeLine(ReadOnlySpan<byte> line, out bool isLast)
    {
        isLast = false;
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2]))
        {
            Defect = ReplyDefect.NoCode;
            return false;
        }

        var code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        if (_lines.Count > 0 && code != _code)
        {
            Defect = ReplyDefect.CodeChanged;
            return false;
        }

        if (_lines.Count == MaxLines)
        {
            Defect = ReplyDefect.TooManyLines;
            return false;
        }

        // RFC 5321 4.2: a bare code without text is to be accepted.
        if (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-'))
        {
            Defect = ReplyDefect.NoSeparator;
            return false;
        }

        _code = code;
        isLast = line.Length == 3 || line[3] == (byte)' ';
        _lines.Add(line.Length <= 4 ? "" : Encoding.UTF8.GetString(line[4..]));
        return true;
    }

    private ReplyParseStatus Malformed(ReplyDefect defect)
    {
        Defect = defect;
        return ReplyParseStatus.Malformed;
    }
}
