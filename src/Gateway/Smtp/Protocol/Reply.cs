namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>A complete reply of a server (RFC 5321 4.2): one code, one line or several.</summary>
public sealed class Reply
{
    private readonly string[] _lines;

    internal Reply(int code, string[] lines)
    {
        Code = code;
        _lines = lines;
        // RFC 2034 4: the class must agree with the first digit; one that does not says nothing.
        if (ReplyStatus.TryParse(lines[^1], out var status) && status.Class == code / 100)
        {
            Status = status;
        }
    }

    /// <summary>200–599.</summary>
    public int Code { get; }

    /// <summary>The enhanced status code of the last line, when there is one that agrees with <see cref="Code"/>.</summary>
    public ReplyStatus Status { get; }

    /// <summary>The text after the code, line by line, as the server sent it (invalid UTF-8 became U+FFFD).</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>All lines as one, enhanced status code included.</summary>
    public UntrustedText Text => new(_lines.Length == 1 ? _lines[0] : string.Join(' ', _lines));

    /// <summary>2xx.</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>4xx.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>5xx.</summary>
    public bool IsPermanent => Code >= 500;

    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Text.ForLog()}";
}
