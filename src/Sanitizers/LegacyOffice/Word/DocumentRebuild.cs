using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// Rebuilds the three streams of a document. The document stream keeps the place of everything that is kept and is zero elsewhere; the table stream gets listed structures alone; the
/// data stream what the text points to.
/// </summary>
internal sealed class DocumentRebuild(Fib fib, byte[] document, byte[] table, byte[] dataSource, SummaryProperties properties, ISanitizeContext context, FindingTally tally, string path)
{
    private const int AssociationStrings = 18;
    private const int MacAt = 0x40;
    private const int ListBytes = 28;
    private const int LevelBytes = 28;

    private readonly Ownership _document = new(document);
    private readonly OfficeArtRewriter _artist = new(context, tally, path);
    private readonly RecordBuffer _table = new();
    private readonly RecordBuffer _pictures = new();

    /// <summary>Writes the clean file to <paramref name="output"/>; why not when the document is broken, or could be read in two ways.</summary>
    public Refusal? Write(Stream output)
    {
        if (Part(FibPair.Clx) is not { Length: > 0 } clx || PieceTable.Read(clx) is not { } pieces)
        {
            return new Refusal(Reason.Corrupt, "the piece table");
        }

        var plan = new FieldPlan(tally);
        var ends = AddFields(plan);
        var text = new DocumentText(pieces, _document, context.Budget);
        if (!_document.Take(0, fib.Length) || !text.Take())
        {
            return new Refusal(Reason.Corrupt, "the text");
        }

        text.Read(plan, ends, document);
        text.Blank(plan.Blanks);
        text.Blank(plan.Codes, evenMarks: true);
        text.Blank([.. plan.Marks.Select(mark => (mark, mark + 1))], evenMarks: true);
        var data = new DataStream(dataSource, _artist, tally, context.Budget);
        var pages = new PropertyPages(_document, data, tally, context.Budget);
        if (!pages.TakeCharacters(Part(FibPair.CharacterPages)) || !pages.TakeParagraphs(Part(FibPair.ParagraphPages)) || !TakeSections())
        {
            // Text in place of a rebuild is for what is broken, never for what reads in two ways.
            return new Refusal(_document.IsSound() && !_document.SharesText ? Reason.Corrupt : Reason.Ambiguous, "the properties");
        }

        if (!_document.IsSound())
        {
            return new Refusal(Reason.Ambiguous, "structures that overlap");
        }

        if (_document.SharesText && !IsCleanAsWritten(text, plan, ends))
        {
            return new Refusal(Reason.Ambiguous, "a field in text that is there twice");
        }

        foreach (var (start, length) in pieces.Changes)
        {
            pages.Clean(clx.AsSpan(start, length));
        }

        var clean = fib.Clean();
        WriteTable(clean, clx, plan);
        WriteFile(clean, data, output);
        return null;
    }

    private byte[] Part(int pair)
    {
        var (start, length) = fib.Pair(pair);
        return length == 0 || start > table.Length || length > table.Length - start ? [] : table.AsSpan((int)start, (int)length).ToArray();
    }

    private uint Characters(int part) => Math.Min(fib.Characters[part], 0x1FFFFFFF);

    private List<uint> AddFields(FieldPlan plan)
    {
        var ends = new List<uint>();
        var first = 0u;
        for (var i = 0; i < FibPair.Fields.Length; i++)
        {
            if (FibPair.Fields[i] >= 0 && Part(FibPair.Fields[i]) is { Length: >= 4 } plc)
            {
                plan.AddTable(plc, first, first + Characters(i));
            }

            first += Characters(i);
            ends.Add(first);
        }

        return ends;
    }

    // Blanks for one field may have made another word of the code of a second that shares its bytes.
    private bool IsCleanAsWritten(DocumentText text, FieldPlan plan, List<uint> ends)
    {
        var again = new FieldPlan(new FindingTally());
        for (var (i, first) = (0, 0u); i < FibPair.Fields.Length; first = ends[i], i++)
        {
            if (FibPair.Fields[i] >= 0 && Part(FibPair.Fields[i]) is { Length: >= 4 } plc && plan.Table(plc, first, ends[i]) is { Length: > 0 } written)
            {
                again.AddTable(written, first, ends[i]);
            }
        }

        text.Read(again, ends, _document.Target);
        return again.IsClean;
    }

    private bool TakeSections()
    {
        ReadOnlySpan<byte> plc = Part(FibPair.Sections);
        var count = (plc.Length - 4) / 16;
        var taken = new HashSet<uint>();
        for (var i = 0; i < count; i++)
        {
            context.Budget.ChargeObjects(1);
            var place = plc.U32(((count + 1) * 4) + (i * 12) + 2);
            if (place == 0xFFFFFFFF || !taken.Add(place))
            {
                continue;
            }

            if (place + 2L > document.Length || !_document.Take(place, 2 + ((ReadOnlySpan<byte>)document).U16((int)place)))
            {
                return false;
            }
        }

        return true;
    }

    private void WriteTable(byte[] clean, byte[] clx, FieldPlan plan)
    {
        foreach (var pair in FibPair.Kept)
        {
            Put(clean, pair, Part(pair));
            if (pair == FibPair.Lists)
            {
                _table.Add(ListLevels());
            }
        }

        Put(clean, FibPair.Clx, clx);
        var first = 0u;
        for (var i = 0; i < FibPair.Fields.Length; i++)
        {
            if (FibPair.Fields[i] >= 0 && Part(FibPair.Fields[i]) is { Length: >= 4 } plc)
            {
                Put(clean, FibPair.Fields[i], plan.Table(plc, first, first + Characters(i)));
            }

            first += Characters(i);
        }

        Put(clean, FibPair.Drawings, Drawings(Part(FibPair.Drawings)));
        Associations(clean);
        for (var pair = 0; pair < fib.Pairs; pair++)
        {
            // Two bytes of commands say that there are none.
            if (fib.Pair(pair).Length > (pair == FibPair.Commands ? 2 : 0) && FibPair.CodeOf(pair) is { } code)
            {
                tally.Add("", code, FindingAction.Removed);
            }
        }
    }

    // The levels of all lists lie behind the lists and are not counted in their length ([MS-DOC] 2.9.136).
    private ReadOnlySpan<byte> ListLevels()
    {
        ReadOnlySpan<byte> lists = Part(FibPair.Lists);
        var (start, length) = fib.Pair(FibPair.Lists);
        if (lists.Length < 2)
        {
            return default;
        }

        ReadOnlySpan<byte> rest = table.AsSpan((int)(start + length));
        var at = 0;
        for (var i = 0; i < lists.U16(0) && 2 + ((i + 1) * ListBytes) <= lists.Length; i++)
        {
            var isSimple = (lists[2 + (i * ListBytes) + 26] & 1) != 0;
            for (var level = isSimple ? 1 : 9; level > 0; level--)
            {
                var text = at + LevelBytes > rest.Length ? rest.Length : at + LevelBytes + rest[at + 24] + rest[at + 25];
                if (text + 2 > rest.Length || text + 2 + (rest.U16(text) * 2) > rest.Length)
                {
                    return rest[..at];
                }

                at = text + 2 + (rest.U16(text) * 2);
            }
        }

        return rest[..at];
    }

    private void Put(byte[] clean, int pair, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return;
        }

        Fib.SetPair(clean, pair, _table.Length, content.Length);
        _table.Add(content);
    }

    // Title, author, keywords and the path of the template that Word would load with its macros ([MS-DOC] 2.9.281): eighteen empty strings.
    private void Associations(byte[] clean)
    {
        var empty = new RecordBuffer().U16(0xFFFF).U16(AssociationStrings).U16(0).Zeros(AssociationStrings * 2).Written.ToArray();
        var old = Part(FibPair.Associations);
        if (old.Length > empty.Length)
        {
            // The second string is the template.
            var hasTemplate = old.Length > 10 && ((ReadOnlySpan<byte>)old).U16(6) is var firstString && 8 + (firstString * 2) + 2 <= old.Length && ((ReadOnlySpan<byte>)old).U16(8 + (firstString * 2)) > 0;
            tally.Add("", hasTemplate ? LegacyCodes.Template : LegacyCodes.Metadata, FindingAction.Removed);
        }

        Put(clean, FibPair.Associations, empty);
    }

    // The pictures of all drawings, then one drawing for the text and one for the headers, each behind a byte that says which ([MS-DOC] 2.9.172).
    private byte[] Drawings(byte[] content)
    {
        if (content.Length < OfficeArtRecord.HeadBytes)
        {
            return [];
        }

        var into = new RecordBuffer();
        _artist.Delayed = Delayed;
        ReadOnlySpan<byte> rest = content;
        var which = ReadOnlySpan<byte>.Empty;
        while (rest.Length >= OfficeArtRecord.HeadBytes)
        {
            var record = OfficeArtRecord.Read(rest, 0);
            var whole = OfficeArtRecord.HeadBytes + (int)Math.Min(record.Length, (uint)(rest.Length - OfficeArtRecord.HeadBytes));
            var before = into.Length;
            into.Add(which);
            var start = into.Length;
            _artist.Rewrite(rest[..whole], [], into);
            into.Cut(into.Length == start ? before : into.Length);
            if (into.Length == 0)
            {
                // What the drawings have in common is gone, and without it nothing says where they begin.
                break;
            }

            rest = rest[whole..];
            which = [];
            if (rest.Length > OfficeArtRecord.HeadBytes)
            {
                which = (rest[0] & 1) == 0 ? [0] : [1];
                rest = rest[1..];
            }
        }

        _artist.Delayed = null;
        return into.Written.ToArray();
    }

    // A picture of a drawing lies in the document stream; it moves behind all else.
    private (int BlipType, byte[] Uid, uint Place, uint Length)? Delayed(uint place, BlipRewriter blips)
    {
        ReadOnlySpan<byte> bytes = document;
        if (place + (long)OfficeArtRecord.HeadBytes > bytes.Length)
        {
            return null;
        }

        var record = OfficeArtRecord.Read(bytes, (int)place);
        var content = bytes[((int)place + OfficeArtRecord.HeadBytes)..];
        if (record.Length > content.Length || record.Type is < OfficeArtRecord.FirstBlip or > OfficeArtRecord.LastBlip)
        {
            return null;
        }

        var start = _pictures.Length;
        var (type, uid) = blips.Write(record, content[..(int)record.Length], _pictures);
        return (type, uid, (uint)(_document.End + start), (uint)(_pictures.Length - start));
    }

    private void WriteFile(byte[] clean, DataStream data, Stream output)
    {
        var end = _document.End;
        clean.AsSpan().U32(MacAt, end + _pictures.Length);
        clean.CopyTo(_document.Target.AsSpan());
        using var main = new MemoryStream();
        main.Write(_document.Target, 0, end);
        main.Write(_pictures.Written);
        using var tableStream = new MemoryStream(_table.Written.ToArray(), writable: false);
        using var dataStream = new MemoryStream(data.Written.ToArray(), writable: false);
        var root = new NewStorage("Root Entry", new Guid("00020906-0000-0000-c000-000000000046"));
        root.Add("WordDocument", main);
        root.Add("1Table", tableStream);
        if (dataStream.Length > 0)
        {
            root.Add("Data", dataStream);
        }

        properties.AddTo(root);
        CompoundFileWriter.Write(root, output, context.Budget);
    }
}
