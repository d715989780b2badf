using System.Globalization;
using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>A file that stood in a text.</summary>
/// <param name="Name">As its heading says.</param>
/// <param name="Content">What was decoded; the owner of the list disposes it.</param>
/// <param name="Refusal">Why it is none that can be given on; null when it is whole.</param>
internal sealed record YencFile(UntrustedText Name, ScratchStream Content, PartVerdict? Refusal);

/// <summary>
/// Takes files in yEnc (draft 1.3) out of a text while it arrives, as bytes: they mean no characters. From a line <c>=ybegin line= size= name=</c> to the line
/// <c>=yend size= crc32=</c>; a file whose size or sum is another one, or that does not end, is refused, and so is one piece of several. Linear, line by line.
/// </summary>
internal sealed class YencFiles(Budget budget) : IDisposable
{
    // yEnc lines are written with 128 or 256 characters, each of which may be two; names are shorter than a path may be.
    private const int MaxLineBytes = 2_048;
    private const int Shift = 42;
    private const int EscapeShift = 64;

    private readonly List<YencFile> _files = [];
    private byte[] _line = [];
    private int _length;
    private Place _place = Place.LineStart;
    private bool _isOpen;
    private ScratchStream? _content;
    private Crc32 _sum;
    private string _begin = "";
    private string _part = "";

    private enum Place : byte
    {
        LineStart,
        InLine,

        /// <summary>A line that may be a heading is being gathered.</summary>
        Heading,
        Data,
    }

    /// <summary>In their order; complete when the text is.</summary>
    public IReadOnlyList<YencFile> Files => _files;

    /// <summary>The next piece of <paramref name="bytes"/> that is text, which is taken off; false when all was taken.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, bool isFinal, out ReadOnlySpan<byte> text)
    {
        text = default;
        while (text.IsEmpty && !bytes.IsEmpty)
        {
            switch (_place)
            {
                case Place.LineStart when MayBeHeading(bytes):
                    _place = Place.Heading;
                    _length = 0;
                    break;
                case Place.LineStart or Place.InLine:
                    text = TakeText(ref bytes);
                    break;
                case Place.Heading:
                    text = TakeHeading(ref bytes);
                    break;
                default:
                    text = TakeData(ref bytes);
                    break;
            }
        }

        if (isFinal && bytes.IsEmpty && text.IsEmpty)
        {
            text = EndText();
        }

        return !text.IsEmpty;
    }

    /// <summary>True for text in which a file may begin.</summary>
    public static bool MayHold(ReadOnlySpan<byte> text) => text.StartsWith("=ybegin "u8) || text.IndexOf("\n=ybegin "u8) >= 0;

    public void Dispose()
    {
        _content?.Dispose();
        foreach (var file in _files)
        {
            file.Content.Dispose();
        }
    }

    private static bool MayBeHeading(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 ? bytes.StartsWith("=ybegin "u8) : "=ybegin "u8.StartsWith(bytes);

    // Half a heading is text; the last line of a file may have no line end.
    private ReadOnlySpan<byte> EndText()
    {
        var rest = _line.AsSpan(0, _length);
        _length = 0;
        if (_place == Place.Heading)
        {
            _place = Place.InLine;
            return rest;
        }

        if (_place == Place.Data && rest.Length > 0)
        {
            TakeLine(rest);
        }

        EndFile("");
        return default;
    }

    private ReadOnlySpan<byte> TakeText(ref ReadOnlySpan<byte> bytes)
    {
        var next = bytes.IndexOf("\n=y"u8);
        var text = next < 0 ? bytes : bytes[..(next + 1)];
        if (next < 0 && bytes[^1] != '\n' && bytes.LastIndexOf((byte)'\n') is var last and >= 0 && MayBeHeading(bytes[(last + 1)..]))
        {
            // A heading may have begun at the very end.
            text = bytes[..(last + 1)];
        }

        bytes = bytes[text.Length..];
        _place = text[^1] == '\n' ? Place.LineStart : Place.InLine;
        return text;
    }

    // Text that turned out to be no heading; empty while the line goes on, and when it was one.
    private ReadOnlySpan<byte> TakeHeading(ref ReadOnlySpan<byte> bytes)
    {
        var isWhole = Gather(ref bytes);
        var line = _line.AsSpan(0, _length);
        if (!MayBeHeading(line) || (!isWhole && _length == MaxLineBytes))
        {
            _place = isWhole ? Place.LineStart : Place.InLine;
            return line;
        }

        if (!isWhole)
        {
            return default;
        }

        var heading = Encoding.Latin1.GetString(line.TrimEnd("\r\n"u8));
        if (Number(heading, " line=") is null || Number(heading, " size=") is null || !heading.Contains(" name=", StringComparison.Ordinal))
        {
            _place = Place.LineStart;
            return line;
        }

        (_begin, _part, _sum, _isOpen) = (heading, "", default, true);
        _content = new ScratchStream(budget);
        _length = 0;
        _place = Place.Data;
        return default;
    }

    // A line longer than any of a file is text, and the file has not ended.
    private ReadOnlySpan<byte> TakeData(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (_length == 0 && end is >= 0 and < MaxLineBytes)
        {
            TakeLine(bytes[..end].TrimEnd((byte)'\r'));
            bytes = bytes[(end + 1)..];
            return default;
        }

        var isWhole = Gather(ref bytes);
        var line = _line.AsSpan(0, _length);
        if (!isWhole && _length < MaxLineBytes)
        {
            return default;
        }

        _length = 0;
        if (isWhole)
        {
            TakeLine(line.TrimEnd("\r\n"u8));
            return default;
        }

        EndFile("");
        _place = Place.InLine;
        return line;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("=yend "u8))
        {
            EndFile(Encoding.Latin1.GetString(line));
        }
        else if (line.StartsWith("=ypart "u8))
        {
            _part = Encoding.Latin1.GetString(line);
        }
        else if (line.IsEmpty)
        {
            EndFile("");
        }
        else
        {
            Decode(line);
        }
    }

    private void Decode(ReadOnlySpan<byte> line)
    {
        Span<byte> decoded = stackalloc byte[MaxLineBytes];
        var count = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var isEscape = line[i] == '=' && i + 1 < line.Length;
            decoded[count++] = unchecked((byte)(isEscape ? line[++i] - EscapeShift - Shift : line[i] - Shift));
        }

        _sum.Append(decoded[..count]);
        _content!.Write(decoded[..count]);
    }

    private void EndFile(string end)
    {
        _place = Place.LineStart;
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        var content = _content!;
        _content = null;
        var name = HeaderText.Decode(Encoding.Latin1.GetBytes(_begin[(_begin.IndexOf(" name=", StringComparison.Ordinal) + 6)..].Trim().Trim('"'))).Text;
        content.Position = 0;
        _files.Add(new YencFile(new UntrustedText(name), content, Refusal(content.Length, end)));
    }

    private PartVerdict? Refusal(long length, string end)
    {
        var isPiece = _part.Length > 0 && (Number(_part, " begin=") is not 1 || Number(_part, " end=") != Number(_begin, " size="));
        var claimed = Value(end, _part.Length > 0 ? " pcrc32=" : " crc32=");
        return end.Length == 0 || Number(end, " size=") != length || (!isPiece && Number(_begin, " size=") != length) || (claimed is not null && !IsSum(claimed))
            ? PartVerdict.Blocked(Reason.Corrupt)
            : isPiece ? PartVerdict.Blocked(Reason.Unsupported) : null;
    }

    /// <summary>Gathers a line into the buffer, its line end included; false when it goes on.</summary>
    private bool Gather(ref ReadOnlySpan<byte> bytes)
    {
        if (_line.Length == 0)
        {
            _line = new byte[MaxLineBytes];
        }

        var end = bytes.IndexOf((byte)'\n');
        var take = Math.Min(end < 0 ? bytes.Length : end + 1, MaxLineBytes - _length);
        bytes[..take].CopyTo(_line.AsSpan(_length));
        _length += take;
        bytes = bytes[take..];
        return take > 0 && _line[_length - 1] == '\n';
    }

    private static long? Number(string line, string key) =>
        Value(line, key) is { } value && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Written with and without leading zeros, in either case.
    private bool IsSum(string value) => uint.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sum) && sum == _sum.Value;

    // Everything behind name= is the name, so nothing in it is a key.
    private static string? Value(string line, string key)
    {
        var name = line.IndexOf(" name=", StringComparison.Ordinal);
        var at = line.IndexOf(key, StringComparison.Ordinal);
        if (at < 0 || (name >= 0 && at > name))
        {
            return null;
        }

        var start = at + key.Length;
        var end = line.IndexOf(' ', start);
        return end < 0 ? line[start..] : line[start..end];
    }
}
