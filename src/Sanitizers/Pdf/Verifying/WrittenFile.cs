using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Verifying;

/// <summary>The objects of a file as our writer lays them out. Anything else is a fault.</summary>
internal sealed class WrittenFile(byte[] bytes, Budget budget)
{
    private const int MaxInflated = 64 << 20;

    private readonly Dictionary<int, (byte[] Bytes, int[] Offsets, int Length)> _packed = [];
    private byte[] _rows = [];
    private int _keptBytes;

    /// <summary>Object numbers are below this.</summary>
    public int Size => _rows.Length / 7;

    public int Root { get; private set; }

    public int Info { get; private set; }

    /// <summary>Number of the cross-reference stream.</summary>
    public int Own { get; private set; }

    /// <summary>Null when the frame of the file is as it must be.</summary>
    public string? Read()
    {
        if (!bytes.AsSpan().StartsWith("%PDF-"u8) || !bytes.AsSpan().EndsWith("\n%%EOF\n"u8))
        {
            return "a foreign beginning or end";
        }

        var tail = Encoding.ASCII.GetString(bytes.AsSpan(Math.Max(0, bytes.Length - 64)));
        var at = tail.LastIndexOf("startxref\n", StringComparison.Ordinal);
        if (at < 0 || !int.TryParse(tail.AsSpan(at + 10).TrimEnd("%EOF\n"), out var start) || start <= 0 || start >= bytes.Length)
        {
            return "no startxref";
        }

        var tokens = new WrittenTokens(bytes, start);
        if (!tokens.TryNumber(out var own) || !tokens.TryNumber(out var zero) || zero != 0 || !tokens.TryWord("obj"u8))
        {
            return "no cross-reference stream";
        }

        Own = own;
        var dictionary = tokens.Position;
        if (Stream(dictionary, bytes.Length, out var data, out var flate) is { } fault || !flate)
        {
            return "the cross-reference stream: " + (flate is false ? "not packed" : "broken");
        }

        if (Inflate(data) is not { } rows || rows.Length % 7 != 0)
        {
            return "the cross-reference rows";
        }

        _rows = rows;
        var text = Encoding.Latin1.GetString(bytes, dictionary, Math.Min(200, bytes.Length - dictionary));
        Root = ReferenceIn(text, "/Root ");
        Info = ReferenceIn(text, "/Info ");
        return Root > 0 && text.Contains("/W[1 4 2]", StringComparison.Ordinal) && !text.Contains("/Prev", StringComparison.Ordinal) && !text.Contains("/Encrypt", StringComparison.Ordinal)
            ? null : "the trailer";
    }

    /// <summary>0 free, 1 in the file, 2 in an object stream, with its place and index.</summary>
    public (int Kind, int Place, int Index) Entry(int number)
    {
        if (number <= 0 || number >= Size)
        {
            return default;
        }

        var row = _rows.AsSpan(7 * number, 7);
        return (row[0], (row[1] << 24) | (row[2] << 16) | (row[3] << 8) | row[4], (row[5] << 8) | row[6]);
    }

    /// <summary>Tokens of an object's body; false when it is not where the cross-reference says.</summary>
    public bool TryOpen(int number, out WrittenTokens tokens)
    {
        var (kind, place, index) = Entry(number);
        tokens = default;
        if (kind == 1)
        {
            if (place <= 0 || place >= bytes.Length)
            {
                return false;
            }

            tokens = new WrittenTokens(bytes, place);
            return tokens.TryNumber(out var found) && found == number && tokens.TryNumber(out var generation) && generation == 0 && tokens.TryWord("obj"u8);
        }

        if (kind != 2 || Unpack(place) is not { } packed || index >= packed.Offsets.Length / 2 || packed.Offsets[2 * index] != number)
        {
            return false;
        }

        tokens = new WrittenTokens(packed.Bytes, packed.Offsets[(2 * index) + 1], packed.Length);
        return true;
    }

    // The dictionary of a stream is written by us: Length is direct and last.
    private string? Stream(int dictionary, int end, out ReadOnlyMemory<byte> data, out bool isFlate)
    {
        data = default;
        isFlate = false;
        var open = bytes.AsSpan(dictionary, end - dictionary).IndexOf(">>\nstream\n"u8);
        if (open < 0)
        {
            return "no stream";
        }

        var head = bytes.AsSpan(dictionary, open);
        isFlate = head.IndexOf("/Filter/FlateDecode"u8) >= 0;
        var at = head.LastIndexOf("/Length "u8);
        var tokens = new WrittenTokens(bytes, dictionary + at + 8);
        var from = dictionary + open + 10;
        if (at < 0 || !tokens.TryNumber(out var length) || length > bytes.Length - from || !bytes.AsSpan(from + length).StartsWith("\nendstream\n"u8))
        {
            return "a wrong length";
        }

        data = bytes.AsMemory(from, length);
        return null;
    }

    private (byte[] Bytes, int[] Offsets, int Length)? Unpack(int number)
    {
        if (_packed.TryGetValue(number, out var known))
        {
            return known.Bytes.Length == 0 ? null : known;
        }

        if (_keptBytes > 32 << 20)
        {
            _packed.Clear();
            _keptBytes = 0;
        }

        var opened = Entry(number).Kind == 1 && TryOpen(number, out var tokens) && Stream(tokens.Position, bytes.Length, out var data, out var flate) is null && flate
            && Encoding.Latin1.GetString(bytes, tokens.Position, Math.Min(120, bytes.Length - tokens.Position)) is var head && head.StartsWith("\n<</Type/ObjStm/N ", StringComparison.Ordinal)
            && Inflate(data) is { } inflated
                ? Table(inflated, head)
                : ([], [], 0);
        _packed[number] = opened;
        _keptBytes += opened.Bytes.Length;
        return opened.Bytes.Length == 0 ? null : opened;
    }

    private (byte[] Bytes, int[] Offsets, int Length) Table(byte[] inflated, string head)
    {
        if (!Number(head, "/N ", out var count) || !Number(head, "/First ", out var first) || count > 1 << 16 || first > inflated.Length)
        {
            return ([], [], 0);
        }

        var offsets = new int[2 * count];
        var tokens = new WrittenTokens(inflated, 0, first);
        for (var i = 0; i < offsets.Length; i++)
        {
            if (!tokens.TryNumber(out offsets[i]))
            {
                return ([], [], 0);
            }

            offsets[i] += (i & 1) == 1 ? first : 0;
        }

        budget.ChargeObjects(count);
        return (inflated, offsets, inflated.Length);
    }

    private byte[]? Inflate(ReadOnlyMemory<byte> data)
    {
        try
        {
            MemoryMarshal.TryGetArray(data, out var packed);
            using var source = new ZLibStream(new MemoryStream(packed.Array!, packed.Offset, packed.Count, writable: false), CompressionMode.Decompress);
            var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(6L * data.Length, 1024, MaxInflated));
            var length = 0;
            int count;
            while ((count = source.Read(buffer, length, buffer.Length - length)) > 0)
            {
                budget.ChargeBytes(count);
                length += count;
                if (length > MaxInflated)
                {
                    return null;
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * length);
                }
            }

            Array.Resize(ref buffer, length);
            return buffer;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static bool Number(string head, string key, out int value)
    {
        value = 0;
        var at = head.IndexOf(key, StringComparison.Ordinal);
        var digits = at < 0 ? 0 : head.AsSpan(at + key.Length).IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && int.TryParse(head.AsSpan(at + key.Length, digits), out value);
    }

    private static int ReferenceIn(string text, string key) => Number(text, key, out var number) ? number : 0;
}
