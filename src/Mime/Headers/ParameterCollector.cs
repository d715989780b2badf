using System.Buffers;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// Puts the parameters of a value together: plain ones, extended ones (name*), continuations (name*0, name*1*) of RFC 2231. The reading:
/// the extended form before the plain one, the first of equals; pieces count from 0 up to the first gap. File names may be encoded words
/// or raw bytes, as Outlook and others send them.
/// </summary>
internal sealed class ParameterCollector
{
    // More pieces than ParameterScanner reads cannot come.
    private const int MaxPieces = ParameterScanner.MaxParameters;

    private readonly List<Entry> _entries = [];

    public List<MimeParameter> Parameters { get; } = [];

    public List<MimeDefect> Defects { get; } = [];

    private sealed class Entry(string name)
    {
        public string Name { get; } = name;

        public byte[]? Plain { get; set; }

        public byte[]? Extended { get; set; }

        public SortedDictionary<int, (byte[] Value, bool IsExtended)> Pieces { get; } = [];
    }

    public void Collect(ref ParameterScanner scanner)
    {
        while (scanner.Next())
        {
            Add(scanner.Name, scanner.IsQuoted ? Unquote(scanner.Value) : scanner.Value.ToArray());
        }

        if (scanner.SawBad)
        {
            Report(MimeDefect.BadParameter);
        }

        foreach (var entry in _entries)
        {
            Finish(entry);
        }
    }

    public void Report(MimeDefect defect)
    {
        if (!Defects.Contains(defect))
        {
            Defects.Add(defect);
        }
    }

    private byte[] Unquote(ReadOnlySpan<byte> inside)
    {
        var value = MimeText.Unquote(inside, keepOthers: true, out var hasOthers);
        if (hasOthers)
        {
            Report(MimeDefect.BadParameter);
        }

        return value;
    }

    private void Add(ReadOnlySpan<byte> rawName, byte[] value)
    {
        var star = rawName.IndexOf((byte)'*');
        var name = Encoding.Latin1.GetString(star < 0 ? rawName : rawName[..star]).ToLowerInvariant();
        var entry = _entries.Find(e => e.Name == name);
        if (entry is null)
        {
            entry = new Entry(name);
            _entries.Add(entry);
        }

        if (star < 0)
        {
            Keep(entry.Plain, value, () => entry.Plain = value);
            return;
        }

        var suffix = rawName[(star + 1)..];
        if (suffix.IsEmpty)
        {
            Keep(entry.Extended, value, () => entry.Extended = value);
            return;
        }

        var isExtended = suffix[^1] == '*';
        var digits = isExtended ? suffix[..^1] : suffix;
        if (!TryIndex(digits, out var index))
        {
            Report(MimeDefect.BadParameter);
            return;
        }

        if (!entry.Pieces.TryAdd(index, (value, isExtended)))
        {
            Report(MimeDefect.ConflictingParameters);
        }
    }

    private static bool TryIndex(ReadOnlySpan<byte> digits, out int index)
    {
        index = 0;
        if (digits.IsEmpty || digits.Length > 3 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            index = (index * 10) + digit - '0';
        }

        return index < MaxPieces;
    }

    private void Keep(byte[]? before, byte[] value, Action keep)
    {
        if (before is null)
        {
            keep();
        }
        else if (!before.AsSpan().SequenceEqual(value))
        {
            Report(MimeDefect.ConflictingParameters);
        }
    }

    private void Finish(Entry entry)
    {
        var plain = entry.Plain is null ? null : DecodePlain(entry.Name, entry.Plain);
        var extended = entry.Extended is null ? null : DecodeExtended(entry.Extended);
        var joined = entry.Pieces.Count == 0 ? null : DecodePieces(entry.Pieces);
        var value = extended ?? joined ?? plain;
        if (value is null)
        {
            return;
        }

        if ((joined is not null && joined != value) || (plain is not null && plain != value))
        {
            Report(MimeDefect.ConflictingParameters);
        }

        Parameters.Add(new MimeParameter(entry.Name, value));
    }

    private string DecodePlain(string name, byte[] value)
    {
        if (name is "name" or "filename")
        {
            var decoded = HeaderText.Decode(value);
            if (decoded.HadErrors)
            {
                Report(MimeDefect.UndecodableText);
            }

            return decoded.Text;
        }

        return DecodeBytes(value, charset: null);
    }

    /// <summary>charset'language'percent-encoded; without the quotes all of it is the value.</summary>
    private string DecodeExtended(ReadOnlySpan<byte> value)
    {
        var charset = TakeCharset(ref value);
        return DecodeBytes(Unescape(value), charset);
    }

    private string? DecodePieces(SortedDictionary<int, (byte[] Value, bool IsExtended)> pieces)
    {
        var bytes = new ArrayBufferWriter<byte>();
        string? charset = null;
        var next = 0;
        foreach (var (index, (piece, isExtended)) in pieces)
        {
            if (index != next)
            {
                break;
            }

            ReadOnlySpan<byte> value = piece;
            if (isExtended)
            {
                charset = index == 0 ? TakeCharset(ref value) : charset;
                value = Unescape(value);
            }

            bytes.Write(value);
            next++;
        }

        if (next != pieces.Count)
        {
            Report(MimeDefect.BadParameter);
        }

        return next == 0 ? null : DecodeBytes(bytes.WrittenSpan, charset);
    }

    private string? TakeCharset(ref ReadOnlySpan<byte> value)
    {
        var first = value.IndexOf((byte)'\'');
        var second = first < 0 ? -1 : value[(first + 1)..].IndexOf((byte)'\'');
        if (second < 0)
        {
            Report(MimeDefect.BadParameter);
            return null;
        }

        var charset = Encoding.Latin1.GetString(value[..first]);
        value = value[(first + second + 2)..];
        return charset;
    }

    private byte[] Unescape(ReadOnlySpan<byte> value)
    {
        var output = new byte[value.Length];
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '%')
            {
                output[length++] = value[i];
            }
            else if (i + 2 < value.Length && char.IsAsciiHexDigit((char)value[i + 1]) && char.IsAsciiHexDigit((char)value[i + 2]))
            {
                output[length++] = Convert.FromHexString([(char)value[i + 1], (char)value[i + 2]])[0];
                i += 2;
            }
            else
            {
                Report(MimeDefect.BadParameter);
                output[length++] = value[i];
            }
        }

        return output[..length];
    }

    private string DecodeBytes(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (Ascii.IsValid(bytes) && !bytes.Contains((byte)0x1B) && CharsetLabels.Find(charset).Kind is not (CharsetKind.Utf16 or CharsetKind.Utf16BigEndian or CharsetKind.Utf16LittleEndian or CharsetKind.Refused))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var decoder = CharsetDecoder.For(charset);
        var chars = new ArrayBufferWriter<char>(bytes.Length + 16);
        decoder.Decode(bytes, isFinal: true, chars);
        if (decoder.Defect != MimeDefect.None)
        {
            Report(decoder.Defect);
        }

        return chars.WrittenSpan.ToString();
    }
}
