using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace Mugai.Sanitizers.Mail.Verifying;

/// <summary>The body of one leaf of a clean mail: decoded strictly, and when it is text, looked at.</summary>
internal sealed class CleanLeaf
{
    private const int MaxEncodedLine = 76;

    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not (9 or 10 or 12 or 13)).Select(c => (byte)c), 127]);

    private readonly Encoding _encoding;
    private readonly bool _isText;

    // The decoded page, when the leaf is the HTML of a body; line ends are LF, as the pages' own verifier wants them.
    private readonly MemoryStream? _page;

    // Decoded bytes that wait for the rest of a character, then for company: checking in batches is what keeps this cheap.
    private readonly byte[] _decoded = new byte[8 * 1024];
    private int _count;
    private bool _sawPadding;

    private CleanLeaf(Encoding encoding, bool isText, bool isPage = false) => (_encoding, _isText, _page) = (encoding, isText, isPage ? new MemoryStream() : null);

    private enum Encoding
    {
        SevenBit,
        QuotedPrintable,
        Base64,
    }

    /// <summary>What was wrong.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Null when the leaf has a charset or an encoding that we do not write.</summary>
    public static CleanLeaf? For(FieldValue type, string encoding, bool isPage = false)
    {
        var isText = type.MediaType.StartsWith("text/", StringComparison.Ordinal);
        if (isText && type["charset"] == "shift_jis" && encoding == "base64")
        {
            // A text file that the policy keeps in its charset; its own verifier has read it.
            return new CleanLeaf(Encoding.Base64, isText: false);
        }

        if (isText && type["charset"] is not ("utf-8" or "us-ascii"))
        {
            return null;
        }

        return encoding switch
        {
            "7bit" when isText => new CleanLeaf(Encoding.SevenBit, isText, isPage),
            "quoted-printable" when isText => new CleanLeaf(Encoding.QuotedPrintable, isText, isPage),
            "base64" => new CleanLeaf(Encoding.Base64, isText, isPage),
            _ => null,
        };
    }

    /// <summary>One line of the body, without its line end.</summary>
    public bool Take(ReadOnlySpan<byte> line) => _encoding switch
    {
        Encoding.Base64 => TakeBase64(line),
        Encoding.QuotedPrintable => TakeQuotedPrintable(line),
        _ => TakePlain(line),
    };

    /// <summary>The end of the body.</summary>
    public bool End() => Check(isFinal: true);

    /// <summary>The page that the leaf held, after its end; null when it is none.</summary>
    public Stream? TakePage()
    {
        if (_page is not null && _page.Length > 0 && _page.GetBuffer()[_page.Length - 1] == '\n')
        {
            _page.SetLength(_page.Length - 1);
        }

        return _page;
    }

    private bool TakePlain(ReadOnlySpan<byte> line)
    {
        _page?.Write(line);
        _page?.WriteByte((byte)'\n');
        return true;
    }

    private bool TakeBase64(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return true;
        }

        if (_sawPadding || line.Length > MaxEncodedLine || line.Length % 4 != 0 || line.ContainsAny((byte)' ', (byte)'\t') || !Room(line.Length)
            || Base64.DecodeFromUtf8(line, _decoded.AsSpan(_count), out var consumed, out var written) != OperationStatus.Done || consumed != line.Length)
        {
            return Fail("base64 that is not canonical");
        }

        _sawPadding = line[^1] == '=';
        _count += written;
        return true;
    }

    private bool TakeQuotedPrintable(ReadOnlySpan<byte> line)
    {
        if (line.Length > MaxEncodedLine || line.EndsWith(" "u8) || line.EndsWith("\t"u8) || !Room(line.Length))
        {
            return Fail("quoted-printable that is not canonical");
        }

        while (!line.IsEmpty)
        {
            var at = line.IndexOf((byte)'=');
            var plain = at < 0 ? line : line[..at];
            plain.CopyTo(_decoded.AsSpan(_count));
            _count += plain.Length;
            line = line[plain.Length..];
            if (line.Length == 1)
            {
                return true;
            }

            if (line.IsEmpty)
            {
                break;
            }

            if (line.Length < 3 || !Hex(line[1], out var high) || !Hex(line[2], out var low))
            {
                return Fail("a quoted-printable escape that is not canonical");
            }

            _decoded[_count++] = (byte)((high << 4) | low);
            line = line[3..];
        }

        // The line end that stands here is part of the text.
        if (_page is not null)
        {
            if (_count == _decoded.Length && !Check(isFinal: false))
            {
                return false;
            }

            _decoded[_count++] = (byte)'\n';
        }

        return true;
    }

    private bool Room(int needed) => _count + needed <= _decoded.Length || Check(isFinal: false);

    private bool Check(bool isFinal)
    {
        var bytes = _decoded.AsSpan(0, _count);
        if (!_isText)
        {
            _count = 0;
            return true;
        }

        var whole = isFinal ? bytes.Length : bytes.Length - Unfinished(bytes);
        if (!Utf8.IsValid(bytes[..whole]) || bytes[..whole].ContainsAny(Controls))
        {
            return Fail("text that is not UTF-8 or holds control characters");
        }

        Keep(bytes[..whole]);
        bytes[whole..].CopyTo(_decoded);
        _count = bytes.Length - whole;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (_page is not null && !bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\r');
            _page.Write(end < 0 ? bytes : bytes[..end]);
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (end >= 0 && !bytes.StartsWith("\n"u8))
            {
                // Alone, or at the border of a batch: it stays, and the page's verifier refuses it.
                _page.WriteByte((byte)'\r');
            }
        }
    }

    // How many bytes at the end begin a character that goes on in the next batch.
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b >= 0xC0)
            {
                return back < (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) ? back : 0;
            }

            if (b < 0x80)
            {
                break;
            }
        }

        return 0;
    }

    private static bool Hex(byte c, out int value)
    {
        value = c switch
        {
            >= (byte)'0' and <= (byte)'9' => c - '0',
            >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
            _ => -1,
        };
        return value >= 0;
    }

    private bool Fail(string fault)
    {
        Fault = fault;
        return false;
    }
}
