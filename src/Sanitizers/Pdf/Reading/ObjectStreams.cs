using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// Objects that lie in object streams (ISO 32000-2, 7.5.7). A few decoded streams are kept, within a bound of bytes; an object stream in an object stream
/// is none.
/// </summary>
internal sealed class ObjectStreams(PdfDocument document, Budget budget)
{
    // Objects are asked for in the order of the graph, which is rarely that of the streams; evicting too early would decode the same one again and again.
    private const int MaxKeptBytes = 24 << 20;

    private readonly Dictionary<int, Packed?> _kept = [];
    private readonly PdfParser _parser = new(budget);
    private long _keptBytes;

    public PdfTree? Read(int number, XrefEntry entry)
    {
        if (document.Entry(entry.Place).Kind != XrefKind.InFile || Open(entry.Place) is not { } packed)
        {
            return null;
        }

        // The index is a hint: what counts is the number in the stream's own table.
        var slot = (uint)entry.Generation < (uint)packed.Numbers.Length && packed.Numbers[entry.Generation] == number ? entry.Generation : Search(packed, number);
        if (slot < 0)
        {
            return null;
        }

        var position = packed.Offsets[slot];
        // Strings in an object stream are encrypted with the stream and not again (7.6.3).
        return position < packed.Length && _parser.Parse(packed.Bytes, packed.Length, ref position, number, 0, null) is { } parsed
            ? new PdfTree(packed.Bytes, Plain(parsed.Nodes), parsed.Aside, number, 0)
            : null;
    }

    /// <summary>The numbers of the objects in it; none when it is no object stream.</summary>
    public ReadOnlySpan<int> Numbers(int stream) => Open(stream) is { } packed ? packed.Numbers : default;

    // A file whose every index lies would be quadratic.
    private int Search(Packed packed, int number)
    {
        budget.ChargeObjects(packed.Numbers.Length / 16);
        return Array.IndexOf(packed.Numbers, number);
    }

    private static PdfNode[] Plain(PdfNode[] nodes)
    {
        // The word stream cannot stand there.
        nodes[0].Kind = nodes[0].Kind == PdfKind.Stream ? PdfKind.Dictionary : nodes[0].Kind;
        return nodes;
    }

    private Packed? Open(int stream)
    {
        if (_kept.TryGetValue(stream, out var packed))
        {
            return packed;
        }

        packed = Decode(document.Object(stream));
        if (_keptBytes > MaxKeptBytes)
        {
            _kept.Clear();
            _keptBytes = 0;
        }

        _kept[stream] = packed;
        _keptBytes += 64 + (packed?.Bytes.Length ?? 0) + (8 * (packed?.Numbers.Length ?? 0));
        return packed;
    }

    private Packed? Decode(PdfObject stream)
    {
        if (!stream.IsStream || !document.Get(stream, "Type"u8).Is("ObjStm"u8) || document.Decode(stream) is not { HasCodec: false } decoded)
        {
            return null;
        }

        var first = document.Get(stream, "First"u8).Integer;
        var count = document.Get(stream, "N"u8).Integer;
        var bytes = decoded.Bytes;
        if (first < 0 || first > bytes.Length || count < 0)
        {
            return null;
        }

        // Each entry of the table takes four bytes at least.
        var (numbers, offsets) = (new int[Math.Min(count, first / 3)], new int[Math.Min(count, first / 3)]);
        budget.ChargeObjects(numbers.Length);
        var lexer = new PdfLexer(bytes.Span[..(int)first]);
        var found = 0;
        while (found < numbers.Length && lexer.Read() == PdfToken.Integer)
        {
            numbers[found] = (int)Math.Clamp(lexer.Integer, 0, int.MaxValue);
            if (lexer.Read() != PdfToken.Integer)
            {
                break;
            }

            offsets[found++] = (int)Math.Clamp(lexer.Integer + first, 0, bytes.Length);
        }

        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment);
        var (whole, length) = segment.Offset == 0 ? (segment.Array!, segment.Count) : (bytes.ToArray(), bytes.Length);
        return new Packed(whole, length, numbers.AsSpan(0, found).ToArray(), offsets);
    }

    private sealed record Packed(byte[] Bytes, int Length, int[] Numbers, int[] Offsets);
}
