using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mugai.Sanitizers.Mail.Verifying;

/// <summary>
/// Accepts exactly the mails that we write, line by line: CRLF only, at most 998 bytes and 7 bits per line, fields of the allow-list, each
/// once, one text/plain or one multipart/mixed of text/plain, message/rfc822 and listed attachments, nothing outside the parts. Messages
/// inside messages are open at the same time on a stack, without recursion. A body may also be one multipart/alternative of text/plain and a page, which
/// <paramref name="verifyPage"/> judges.
/// </summary>
internal sealed class CleanMailParser(IReadOnlySet<string> attachmentTypes, Func<Stream, string?> verifyPage)
{
    private const int MaxLine = 998;

    // A mail in a mail is 2 (BudgetLimits.MaxDepth allows 16); one more than anything that is written.
    private const int MaxMessages = 17;

    private static readonly SearchValues<byte> Printable = SearchValues.Create([.. Enumerable.Range(32, 95).Select(c => (byte)c), (byte)'\t']);

    private static readonly HashSet<string> MessageFields = new(StringComparer.Ordinal)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Received", "List-Id",
        "List-Help", "List-Unsubscribe", "List-Subscribe", "List-Post", "List-Owner", "List-Archive", "Importance", "Priority", "X-Priority", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
    };

    private static readonly HashSet<string> PartFields = new(StringComparer.Ordinal) { "Content-Type", "Content-Transfer-Encoding", "Content-Disposition" };

    private readonly List<OpenMessage> _messages = [new OpenMessage()];
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly StringBuilder _value = new();
    private string _name = "";
    private CleanLeaf? _leaf;
    private State _state = State.Header;
    private bool _isPartHeader;
    private long _line;

    private enum State
    {
        /// <summary>In the header section of a message or a part.</summary>
        Header,

        /// <summary>A multipart's header is over: its first delimiter must come.</summary>
        FirstDelimiter,

        /// <summary>In a leaf's body.</summary>
        Body,

        /// <summary>A multipart was closed: only a delimiter of an outer one may come.</summary>
        Closed,
    }

    /// <summary>What is wrong, or null so far.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes the whole lines of <paramref name="bytes"/> and returns how many bytes those are.</summary>
    public int Push(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (Fault is null)
        {
            // One search a line: whatever is not printable must be the CRLF that ends it.
            var rest = bytes[taken..];
            var end = rest.IndexOfAnyExcept(Printable);
            if (end > MaxLine || (end < 0 && rest.Length > MaxLine))
            {
                Fail("a line longer than 998 bytes");
                break;
            }

            if (end < 0 || (end + 1 == rest.Length && rest[end] == '\r'))
            {
                break;
            }

            if (rest[end] != '\r' || rest[end + 1] != '\n')
            {
                Fail(rest[end] is (byte)'\r' or (byte)'\n' ? "a line that does not end with CRLF" : "a byte that is no printable ASCII");
                break;
            }

            _line++;
            TakeLine(rest[..end]);
            taken += end + 2;
        }

        return taken;
    }

    /// <summary>The end of the mail; null when all was well.</summary>
    public string? Finish()
    {
        if (Fault is not null)
        {
            return Fault;
        }

        if (_state == State.Body && _messages[^1].Boundary is null && _messages.Count == 1)
        {
            EndLeaf();
        }
        else if (_state != State.Closed || _messages.Count != 1)
        {
            Fail("the end of the mail inside an open part");
        }

        return Fault;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        // Whatever looks like a delimiter of any open multipart is one to somebody, so it must be the one that is due.
        if (line.StartsWith("--"u8) && IsNearDelimiter(line))
        {
            TakeDelimiter(line);
            return;
        }

        switch (_state)
        {
            case State.Header:
                TakeHeaderLine(line);
                break;
            case State.Body when !_leaf!.Take(line):
                Fail(_leaf.Fault);
                break;
            case State.FirstDelimiter:
                Fail("text before the first part");
                break;
            case State.Closed when !line.IsEmpty:
                Fail("text after the last part");
                break;
        }
    }

    private bool IsNearDelimiter(ReadOnlySpan<byte> line)
    {
        foreach (var message in _messages)
        {
            if (message.Boundary is { } boundary && line[2..].StartsWith(boundary))
            {
                return true;
            }
        }

        return false;
    }

    private void TakeDelimiter(ReadOnlySpan<byte> line)
    {
        if (_state == State.Header)
        {
            Fail("a delimiter inside a header");
            return;
        }

        // A nested message without parts of its own, or with all of them closed, ends where the outer multipart goes on.
        if (_state == State.Body)
        {
            EndLeaf();
            if (_messages[^1].Boundary is null)
            {
                _messages.RemoveAt(_messages.Count - 1);
            }
        }
        else if (_state == State.Closed)
        {
            _messages.RemoveAt(_messages.Count - 1);
        }

        if (_messages.Count == 0 || _messages[^1].Boundary is not { } boundary || !line[2..].StartsWith(boundary))
        {
            Fail("a delimiter of a multipart that is not the innermost one");
            return;
        }

        var rest = line[(2 + boundary.Length)..];
        var isLast = rest.SequenceEqual("--"u8);
        var level = _messages[^1];
        level.Parts += isLast ? 0 : 1;
        if (level.IsAlternative && (isLast ? level.Parts != 2 : level.Parts > 2))
        {
            Fail("alternatives that are not one text and one page");
        }

        if (isLast && _state != State.FirstDelimiter)
        {
            _state = State.Closed;
        }
        else if (rest.IsEmpty)
        {
            BeginHeader(isPart: true);
        }
        else
        {
            Fail("a delimiter with text behind it");
        }
    }

    private void BeginHeader(bool isPart)
    {
        _fields.Clear();
        _name = "";
        _value.Clear();
        _isPartHeader = isPart;
        _state = State.Header;
    }

    private void TakeHeaderLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            EndField();
            EndHeader();
            return;
        }

        if (line[0] is (byte)' ' or (byte)'\t')
        {
            if (_name.Length == 0 || line.Trim(" \t"u8).IsEmpty)
            {
                Fail("a folded line without a field or without text");
                return;
            }

            _value.Append(Encoding.ASCII.GetString(line));
            return;
        }

        EndField();
        var colon = line.IndexOf((byte)':');
        if (colon > 0 && colon + 1 < line.Length && line[colon + 1] != ' ')
        {
            Fail("a field without a space behind its colon");
            return;
        }

        _name = colon <= 0 ? "" : Encoding.ASCII.GetString(line[..colon]);
        if (!(_isPartHeader ? PartFields : MessageFields).Contains(_name) || (_fields.ContainsKey(_name) && _name != "Received"))
        {
            Fail("a field that is not on the list, or is there twice");
            return;
        }

        _value.Append(Encoding.ASCII.GetString(line[(colon + 1)..]));
    }

    private void EndField()
    {
        if (_name.Length == 0)
        {
            return;
        }

        // A long value may begin on the next line, but it must begin.
        var value = _value.ToString().Trim(' ');
        if (value.Length == 0 || !EncodedWordCheck.IsClean(value))
        {
            Fail("a field without a value, or an encoded word that is not well formed or hides control characters");
        }

        _fields[_name] = value;
        _name = "";
        _value.Clear();
    }

    private void EndHeader()
    {
        var type = FieldValue.Parse(_fields.GetValueOrDefault("Content-Type", ""));
        var encoding = _fields.GetValueOrDefault("Content-Transfer-Encoding", "7bit");
        if (type is null || (!_isPartHeader && _fields.GetValueOrDefault("MIME-Version") != "1.0"))
        {
            Fail("a Content-Type that is not well formed, or no MIME-Version");
            return;
        }

        if (_messages[^1] is { IsAlternative: true } choice && _isPartHeader)
        {
            BeginAlternative(type, encoding, choice.Parts);
        }
        else if (type.MediaType == "multipart/mixed" && !_isPartHeader)
        {
            BeginMultipart(type);
        }
        else if (type.MediaType == "multipart/alternative" && !_fields.ContainsKey("Content-Disposition") && encoding == "7bit" && (!_isPartHeader || _messages[^1].Parts == 1))
        {
            if (_isPartHeader)
            {
                // The body among attachments: it comes first, and closes before they go on.
                _messages.Add(new OpenMessage());
            }

            _messages[^1].IsAlternative = true;
            BeginMultipart(type);
        }
        else if (type.MediaType == "message/rfc822" && _isPartHeader)
        {
            BeginMessage(encoding);
        }
        else if (type.MediaType == "text/plain" || (_isPartHeader && attachmentTypes.Contains(type.MediaType) && MayStand(type)))
        {
            _leaf = CleanLeaf.For(type, encoding);
            _state = State.Body;
            if (_leaf is null)
            {
                Fail("a leaf with another charset or encoding than ours");
            }
        }
        else
        {
            Fail("a part of a type that must not leave");
        }
    }

    private void BeginAlternative(FieldValue type, string encoding, int part)
    {
        var isPage = part == 2;
        _leaf = type.MediaType == (isPage ? "text/html" : "text/plain") && !_fields.ContainsKey("Content-Disposition") ? CleanLeaf.For(type, encoding, isPage) : null;
        _state = State.Body;
        if (_leaf is null || type["charset"] != "utf-8")
        {
            Fail("alternatives that are not one text and one page");
        }
    }

    // The body is text (DESIGN 1): a page leaves as a file of its own only.
    private bool MayStand(FieldValue type) =>
        type.MediaType != "text/html" || _fields.GetValueOrDefault("Content-Disposition", "").StartsWith("attachment;", StringComparison.Ordinal);

    private void BeginMultipart(FieldValue type)
    {
        var boundary = Encoding.ASCII.GetBytes(type["boundary"] ?? "");
        if (boundary.Length is < 16 or > 70)
        {
            Fail("a boundary that is not ours");
            return;
        }

        foreach (var open in _messages)
        {
            if (open.Boundary is { } other && (boundary.AsSpan().StartsWith(other) || other.AsSpan().StartsWith(boundary)))
            {
                Fail("a boundary that begins like another one");
                return;
            }
        }

        _messages[^1].Boundary = boundary;
        _state = State.FirstDelimiter;
    }

    private void BeginMessage(string encoding)
    {
        if (encoding != "7bit" || _messages.Count >= MaxMessages)
        {
            Fail("a message in a message that is encoded or too deep");
            return;
        }

        _messages.Add(new OpenMessage());
        BeginHeader(isPart: false);
    }

    private void EndLeaf()
    {
        if (!_leaf!.End())
        {
            Fail(_leaf.Fault);
        }
        else if (_leaf.TakePage() is { } page && verifyPage(page) is { } fault)
        {
            Fail("a page that is not ours: " + fault);
        }

        _leaf = null;
    }

    private void Fail(string what) => Fault ??= string.Create(CultureInfo.InvariantCulture, $"Line {_line}: {what}.");

    /// <summary>A message whose end has not come.</summary>
    private sealed class OpenMessage
    {
        /// <summary>Its multipart's boundary; null while it has none.</summary>
        public byte[]? Boundary { get; set; }

        /// <summary>It is a body in two forms, or the part that is one.</summary>
        public bool IsAlternative { get; set; }

        /// <summary>Parts of the alternatives so far.</summary>
        public int Parts { get; set; }
    }
}
