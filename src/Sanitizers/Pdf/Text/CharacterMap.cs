using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>
/// A CMap read from a stream (ISO 32000-2, 9.7.5 and 9.10.3): how long codes are, and the characters or CIDs they stand for. Ranges stay ranges, so that
/// a map of a few bytes costs a few bytes; nothing in it is run.
/// </summary>
internal sealed class CharacterMap
{
    // The largest real map has some 20,000; a ToUnicode of every CID of Adobe-Japan1 has 23,000.
    private const int MaxEntries = 200_000;
    private const int MaxTextBytes = 128;

    private readonly List<CodeSpace> _spaces = [];
    private readonly List<Entry> _texts = [];
    private readonly List<Entry> _cids = [];

    /// <summary>Name of the predefined map that this one goes on from; empty for none.</summary>
    public string Parent { get; private set; } = "";

    public bool HasCodes => _spaces.Count > 0;

    public bool HasCids => _cids.Count > 0;

    public bool IsVertical { get; private set; }

    public static CharacterMap Read(ReadOnlySpan<byte> data, Budget budget)
    {
        var map = new CharacterMap();
        var lexer = new PdfLexer(data);
        var section = "";
        var entries = 0;
        var lastName = "";
        long lastInteger = 0;
        while (lexer.Read() is var token && token != PdfToken.End && entries < MaxEntries)
        {
            if (token == PdfToken.Keyword)
            {
                var word = lexer.Length < 32 ? System.Text.Encoding.Latin1.GetString(lexer.TokenBytes) : "";
                section = word.StartsWith("begin", StringComparison.Ordinal) ? word[5..] : "";
                map.Parent = word == "usecmap" ? lastName : map.Parent;
                map.IsVertical |= word == "def" && lastName == "WMode" && lastInteger == 1;
            }
            else if (token == PdfToken.Name)
            {
                lastName = lexer.Length < 64 ? System.Text.Encoding.Latin1.GetString(lexer.TokenBytes) : "";
            }
            else if (token == PdfToken.Integer)
            {
                lastInteger = lexer.Integer;
            }
            else if (token == PdfToken.HexString && section.Length > 0)
            {
                map.Take(section, ref lexer);
                entries++;
            }
        }

        budget.ChargeObjects(entries);
        map.Sort();
        return map;
    }

    /// <summary>The next code of a string and its length; codes that no code space has are as long as the shortest.</summary>
    public int NextLength(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(4, bytes.Length); length++)
        {
            foreach (var space in _spaces)
            {
                if (space.Length == length && space.Holds(bytes[..length]))
                {
                    return length;
                }
            }
        }

        return Math.Min(bytes.Length, _spaces.Count == 0 ? 1 : _spaces.Min(space => space.Length));
    }

    /// <summary>What a code stands for; null when the map does not say.</summary>
    public string? Text(uint code, int length)
    {
        if (Find(_texts, code, length) is not { } entry || entry.Text is null)
        {
            return null;
        }

        var steps = (int)(code - entry.First);
        return steps == 0 || entry.Text.Length == 0 ? entry.Text : entry.Text[..^1] + (char)(entry.Text[^1] + steps);
    }

    /// <summary>The CID of a code; null when the map does not say.</summary>
    public int? Cid(uint code, int length) => Find(_cids, code, length) is { } entry ? entry.Cid + (int)(code - entry.First) : null;

    private static Entry? Find(List<Entry> entries, uint code, int length)
    {
        var (low, high) = (0, entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var entry = entries[middle];
            var order = entry.Length != length ? entry.Length.CompareTo(length) : entry.First > code ? 1 : entry.Last < code ? -1 : 0;
            if (order == 0)
            {
                return entry;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private void Sort()
    {
        // Ranges that overlap (broken maps) are found or not, but never loop.
        _texts.Sort();
        _cids.Sort();
    }

    private void Take(string section, ref PdfLexer lexer)
    {
        var (first, length) = Code(lexer.TokenBytes);
        var (last, lastLength) = (first, length);
        if (section is "codespacerange" or "bfrange" or "cidrange")
        {
            if (lexer.Read() != PdfToken.HexString)
            {
                return;
            }

            (last, lastLength) = Code(lexer.TokenBytes);
        }

        if (length is 0 or > 4 || lastLength != length || last < first)
        {
            return;
        }

        switch (section)
        {
            case "codespacerange":
                _spaces.Add(new CodeSpace(length, first, last));
                break;
            case "cidchar" or "cidrange" when lexer.Read() == PdfToken.Integer:
                _cids.Add(new Entry(length, first, last, null, (int)Math.Clamp(lexer.Integer, 0, ushort.MaxValue)));
                break;
            case "bfchar" or "bfrange":
                TakeText(ref lexer, length, first, last);
                break;
        }
    }

    private void TakeText(ref PdfLexer lexer, int length, uint first, uint last)
    {
        switch (lexer.Read())
        {
            case PdfToken.HexString:
                _texts.Add(new Entry(length, first, last, Utf16(lexer.TokenBytes), 0));
                break;
            case PdfToken.Name:
                _texts.Add(new Entry(length, first, first, GlyphNames.Text(System.Text.Encoding.Latin1.GetString(lexer.TokenBytes[..Math.Min(lexer.Length, 64)])), 0));
                break;
            case PdfToken.ArrayOpen:
                for (var code = first; code <= last && _texts.Count < MaxEntries && lexer.Read() == PdfToken.HexString; code++)
                {
                    _texts.Add(new Entry(length, code, code, Utf16(lexer.TokenBytes), 0));
                    if (code == uint.MaxValue)
                    {
                        break;
                    }
                }

                break;
        }
    }

    private static (uint Code, int Length) Code(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (digits.Length > 12)
        {
            return (0, 0);
        }

        var count = PdfEscapes.DecodeHex(digits, bytes);
        uint code = 0;
        foreach (var b in bytes[..Math.Min(count, 4)])
        {
            code = (code << 8) | b;
        }

        return (code, count);
    }

    private static string Utf16(ReadOnlySpan<byte> digits)
    {
        digits = digits[..Math.Min(digits.Length, MaxTextBytes * 2)];
        var bytes = new byte[(digits.Length + 1) / 2];
        var count = PdfEscapes.DecodeHex(digits, bytes);

        // One byte is a character too: some writers spare the zero.
        return count == 1 ? ((char)bytes[0]).ToString() : System.Text.Encoding.BigEndianUnicode.GetString(bytes, 0, count & ~1);
    }

    private readonly record struct CodeSpace(int Length, uint First, uint Last)
    {
        // Each byte lies between those of the ends (9.7.6.2).
        public bool Holds(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var shift = 8 * (bytes.Length - 1 - i);
                if (bytes[i] < (byte)(First >> shift) || bytes[i] > (byte)(Last >> shift))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private sealed record Entry(int Length, uint First, uint Last, string? Text, int Cid) : IComparable<Entry>
    {
        public int CompareTo(Entry? other) => other is null ? 1 : Length != other.Length ? Length.CompareTo(other.Length) : First.CompareTo(other.First);
    }
}
