using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// Cross-reference tables, streams and hybrids from startxref along Prev (ISO 32000-2, 7.5.4 to 7.5.8). Each section is read once, wherever Prev leads.
/// </summary>
/// <param name="shift">Bytes in front of %PDF: offsets count from there in most files, from the first byte in some.</param>
internal sealed class XrefReader(byte[] file, int length, int shift, PdfParser parser, XrefTable table, Budget budget)
{
    private readonly HashSet<int> _visited = [];
    private readonly Stack<int> _waiting = [];

    /// <summary>The newest trailer dictionary; null kind when no section could be read.</summary>
    public PdfObject Trailer { get; private set; }

    /// <summary>False when something of the chain could not be read; the table then holds what came before.</summary>
    public bool Read()
    {
        if (FindStart() is not { } start)
        {
            return false;
        }

        _waiting.Push(start);
        var sound = true;
        while (sound && _waiting.TryPop(out var at))
        {
            sound = !_visited.Add(at) || Section(at);
        }

        return sound && Trailer.IsDictionary;
    }

    private ReadOnlySpan<byte> File => file.AsSpan(0, length);

    // The last startxref; Acrobat looks for it in the last 1,024 bytes, files with a tail of garbage need more.
    private int? FindStart()
    {
        var at = File.LastIndexOf("startxref"u8);
        if (at < 0)
        {
            return null;
        }

        var lexer = new PdfLexer(File, at + "startxref".Length);
        return lexer.Read() == PdfToken.Integer ? Offset(lexer.Integer) : null;
    }

    private int? Offset(long value) => value >= 0 && value < length ? (int)value : null;

    private bool Section(int at) => (At(at + shift) ?? (shift > 0 ? At(at) : null)) ?? false;

    // Null when no section stands there.
    private bool? At(int at)
    {
        if (at >= length)
        {
            return null;
        }

        var lexer = new PdfLexer(File, at);
        var token = lexer.Read();
        return token == PdfToken.Keyword && lexer.TokenBytes.SequenceEqual("xref"u8) ? Classic(lexer.Position)
            : token == PdfToken.Integer ? Stream(lexer)
            : null;
    }

    private bool Classic(int at)
    {
        var lexer = new PdfLexer(File, at);
        while (lexer.Read() == PdfToken.Integer)
        {
            var first = lexer.Integer;
            if (lexer.Read() != PdfToken.Integer || first is < 0 or > PdfLimits.MaxObjectNumber || lexer.Integer < 0 || !Subsection(ref lexer, (int)first, lexer.Integer))
            {
                return false;
            }
        }

        if (!lexer.TokenBytes.SequenceEqual("trailer"u8))
        {
            return false;
        }

        var position = lexer.Position;
        if (parser.Parse(file, length, ref position, 0, 0, null) is not { } parsed || parsed.ToTree(file).Root is not { Kind: PdfKind.Dictionary or PdfKind.Stream } trailer)
        {
            return false;
        }

        Chain(trailer);
        return true;
    }

    private bool Subsection(ref PdfLexer lexer, int number, long count)
    {
        for (; count > 0; count--, number++)
        {
            var before = lexer.Position;
            if (lexer.Read() != PdfToken.Integer)
            {
                // Fewer entries than promised.
                lexer.Position = before;
                return true;
            }

            var offset = lexer.Integer;
            if (lexer.Read() != PdfToken.Integer)
            {
                return false;
            }

            var generation = (int)Math.Clamp(lexer.Integer, 0, 65535);
            lexer.Read();
            var kind = lexer.TokenBytes;
            if (!kind.SequenceEqual("n"u8) && !kind.SequenceEqual("f"u8))
            {
                return false;
            }

            // Some writers begin the first subsection at 1 although its first entry is object 0.
            if (number == 1 && generation == 65535 && kind[0] == 'f')
            {
                number = 0;
            }

            var inUse = kind[0] == 'n' && offset > 0 && offset < length;
            table.Add(number, inUse ? new XrefEntry(XrefKind.InFile, (int)offset, generation) : new XrefEntry(XrefKind.Free, 0, 0));
        }

        return true;
    }

    private bool? Stream(PdfLexer lexer)
    {
        var number = (int)Math.Clamp(lexer.Integer, 0, PdfLimits.MaxObjectNumber);
        if (lexer.Read() != PdfToken.Integer || lexer.Read() != PdfToken.Keyword || !lexer.TokenBytes.SequenceEqual("obj"u8))
        {
            return null;
        }

        var position = lexer.Position;
        if (parser.Parse(file, length, ref position, number, 0, null) is not { IsStream: true } parsed)
        {
            return null;
        }

        var tree = parsed.ToTree(file, number);
        var end = StreamExtent.Find(File, position, tree.Root["Length"u8] is { Kind: PdfKind.Integer } said ? said.Integer : -1, budget, out _);
        return Rows(tree.Root, file.AsMemory(position, end - position));
    }

    private bool Rows(PdfObject dictionary, ReadOnlyMemory<byte> data)
    {
        if (FilterChain.Read(dictionary["Filter"u8], dictionary["DecodeParms"u8], static value => value) is not { } chain)
        {
            return false;
        }

        var widths = new int[3];
        for (var i = 0; i < 3; i++)
        {
            widths[i] = (int)Math.Clamp(dictionary["W"u8].At(i).Integer, -1, 9);
            if (widths[i] is < 0 or > 8)
            {
                return false;
            }
        }

        var row = widths[0] + widths[1] + widths[2];
        var rows = chain.Decode(data, budget).Bytes.Span;
        if (row == 0)
        {
            return false;
        }

        var index = dictionary["Index"u8];
        if (!index.IsArray)
        {
            Take(ref rows, widths, 0, dictionary["Size"u8].Integer);
        }
        else
        {
            var items = index.Items;
            while (items.MoveNext())
            {
                var first = items.Current.Integer;
                if (!items.MoveNext() || first is < 0 or > PdfLimits.MaxObjectNumber)
                {
                    break;
                }

                Take(ref rows, widths, (int)first, items.Current.Integer);
            }
        }

        Chain(dictionary);
        return true;
    }

    private void Take(ref ReadOnlySpan<byte> rows, ReadOnlySpan<int> widths, int number, long count)
    {
        var row = widths[0] + widths[1] + widths[2];
        for (; count > 0 && rows.Length >= row; count--, number++)
        {
            var kind = widths[0] == 0 ? 1 : Field(rows[..widths[0]]);
            var place = Field(rows.Slice(widths[0], widths[1]));
            var third = Field(rows.Slice(widths[0] + widths[1], widths[2]));
            rows = rows[row..];
            switch (kind)
            {
                case 1 when place > 0 && place < length:
                    table.Add(number, new XrefEntry(XrefKind.InFile, (int)place, (int)Math.Clamp(third, 0, 65535)));
                    break;
                case 2 when place is > 0 and <= PdfLimits.MaxObjectNumber && third is >= 0 and <= int.MaxValue:
                    table.Add(number, new XrefEntry(XrefKind.InStream, (int)place, (int)third));
                    break;
                case 0:
                    table.Add(number, new XrefEntry(XrefKind.Free, 0, 0));
                    break;
            }
        }
    }

    private static long Field(ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        foreach (var b in bytes)
        {
            value = (value << 8) | b;
        }

        return value;
    }

    // XRefStm comes before Prev (7.5.8.4), so it is pushed last.
    private void Chain(PdfObject trailer)
    {
        if (!Trailer.IsDictionary)
        {
            Trailer = trailer;
        }

        foreach (var key in (ReadOnlySpan<string>)["Prev", "XRefStm"])
        {
            var value = trailer[System.Text.Encoding.ASCII.GetBytes(key)];
            if (value.IsNumber && Offset(value.Integer) is { } at)
            {
                _waiting.Push(at);
            }
        }
    }
}
