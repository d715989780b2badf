using System.Text;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Word;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// Judges the fields of a document ([MS-DOC] 2.8.25): marks in the text and entries in the tables must agree, a mark that is in no table becomes a space. Of a field that may not stay the code
/// becomes spaces of the same length and the field is locked, so that its last result stays what it is.
/// </summary>
internal sealed class FieldPlan(FindingTally tally)
{
    private const byte Begin = 0x13;
    private const byte Separator = 0x14;
    private const byte End = 0x15;
    private const byte LockedFlag = 0x10;

    // QUOTE: a field that shows its result and means nothing else.
    private const byte QuoteKind = 0x23;
    private const int MaxDepth = 256;
    private const char DataMark = '\u0001';

    private readonly Dictionary<uint, Entry> _entries = [];
    private readonly Stack<OpenField> _open = new();

    /// <summary>Nothing has to be written over.</summary>
    public bool IsClean => Blanks.Count == 0 && Codes.Count == 0 && Marks.Count == 0;

    /// <summary>Stretches of characters that become spaces, marks of fields among them left alone.</summary>
    public List<(uint First, uint End)> Blanks { get; } = [];

    /// <summary>Codes of fields, with all fields inside them: stretches of characters that become spaces.</summary>
    public List<(uint First, uint End)> Codes { get; } = [];

    /// <summary>Characters that become spaces although they are marks.</summary>
    public List<uint> Marks { get; } = [];

    /// <summary>Reads a table of fields whose part of the text begins at <paramref name="first"/> and ends before <paramref name="end"/>.</summary>
    public void AddTable(ReadOnlySpan<byte> plc, uint first, uint end)
    {
        var count = (plc.Length - 4) / 6;
        foreach (var i in Counted(plc, first, end))
        {
            _entries.TryAdd(first + plc.U32(i * 4), new Entry { Mark = (byte)(plc[((count + 1) * 4) + (i * 2)] & 0x1F), Kind = plc[((count + 1) * 4) + (i * 2) + 1] });
        }
    }

    /// <summary>The next character of the text that is no mark.</summary>
    public void Character(char c)
    {
        // A link keeps data behind a mark of its own inside the code; it is no part of the words.
        if (c != DataMark && _open.Count > 0 && _open.Peek() is { SeparatorAt: null } field && field.Code.Length <= FieldCode.MaxChars)
        {
            field.Code.Append(c);
        }
    }

    public void Mark(char c, uint at)
    {
        if (!_entries.TryGetValue(at, out var entry) || entry.Mark != c || (c == Begin ? _open.Count >= MaxDepth : _open.Count == 0) || (c == Separator && _open.Peek().SeparatorAt is not null))
        {
            Drop(at);
            return;
        }

        switch ((byte)c)
        {
            case Begin:
                if (_open.Count > 0 && _open.Peek() is { SeparatorAt: null } outer)
                {
                    outer.Code.Append(FieldCode.NestedMark);
                }

                _open.Push(new OpenField(at, entry));
                break;
            case Separator:
                _open.Peek().SeparatorAt = at;
                entry.IsKept = true;
                break;
            default:
                var field = _open.Pop();
                field.Entry.IsKept = entry.IsKept = true;
                Judge(field, entry, at);
                break;
        }
    }

    /// <summary>A part of the document ends: what is open there has no end.</summary>
    public void EndPart()
    {
        while (_open.TryPop(out var field))
        {
            Drop(field.At);
            if (field.SeparatorAt is { } separator)
            {
                _entries[separator].IsKept = false;
                Marks.Add(separator);
            }
        }
    }

    /// <summary>The table as it stands in the output; empty when no field is left.</summary>
    public byte[] Table(ReadOnlySpan<byte> plc, uint first, uint end)
    {
        var count = (plc.Length - 4) / 6;
        var kept = new List<(uint At, Entry Entry)>();
        var gone = OuterCodes();
        foreach (var i in Counted(plc, first, end))
        {
            var at = first + plc.U32(i * 4);
            if (_entries.TryGetValue(at, out var entry) && entry.IsKept && !IsInside(gone, at))
            {
                kept.Add((plc.U32(i * 4), entry));
            }
        }

        if (kept.Count == 0)
        {
            return [];
        }

        var table = new RecordBuffer();
        kept.ForEach(field => table.U32(field.At));
        table.U32(plc.U32(count * 4));
        kept.ForEach(field => table.Add([field.Entry.Mark, field.Entry.Kind]));
        return table.Written.ToArray();
    }

    // The entries that lie in their part of the text, each behind the one before: others name the mark of another field.
    private static List<int> Counted(ReadOnlySpan<byte> plc, uint first, uint end)
    {
        var counted = new List<int>();
        var next = 0u;
        for (var i = 0; i < (plc.Length - 4) / 6; i++)
        {
            if (plc.U32(i * 4) is var at && at >= next && at < end - first)
            {
                counted.Add(i);
                next = at + 1;
            }
        }

        return counted;
    }

    // Stretches that end after all before them; what lies in another is left out.
    private List<(uint First, uint End)> OuterCodes()
    {
        Codes.Sort();
        var outer = new List<(uint First, uint End)>();
        foreach (var code in Codes)
        {
            if (outer.Count == 0 || code.End > outer[^1].End)
            {
                outer.Add(code);
            }
        }

        return outer;
    }

    private static bool IsInside(List<(uint First, uint End)> stretches, uint at)
    {
        var found = stretches.BinarySearch((at, uint.MaxValue));
        var before = (found < 0 ? ~found : found) - 1;
        return before >= 0 && at < stretches[before].End;
    }

    private void Drop(uint at)
    {
        Marks.Add(at);
        tally.Add("", LegacyCodes.Field, FindingAction.Removed, "mark without a field");
    }

    private void Judge(OpenField field, Entry end, uint at)
    {
        var code = field.Code.ToString();
        if (string.IsNullOrWhiteSpace(code) && FieldKind.IsAllowed(field.Entry.Kind))
        {
            return;
        }

        var decision = FieldCode.Judge(FieldKind.InEnglish(code, field.Entry.Kind));
        if (decision.Fate == FieldFate.Keep && FieldKind.IsAllowed(field.Entry.Kind))
        {
            return;
        }

        var finding = decision.Code == OoxmlCodes.Dde ? LegacyCodes.Dde : decision.Code == OoxmlCodes.Hyperlink ? LegacyCodes.Hyperlink : decision.Code == OoxmlCodes.MailMerge ? LegacyCodes.MailMerge : LegacyCodes.Field;
        tally.Add("", finding, FindingAction.Neutralized, decision.Name);
        var codeEnd = field.SeparatorAt ?? at;
        if (decision.ShownText is { } shown && field.SeparatorAt is null)
        {
            // MACROBUTTON shows the end of its code: that stays as plain text, the field around it goes.
            var start = field.At + 1 + (uint)(code.TrimEnd().Length - shown.Length);
            Blanks.Add((field.At + 1, start));
            Marks.AddRange([field.At, at]);
            field.Entry.IsKept = end.IsKept = false;
            return;
        }

        Codes.Add((field.At + 1, codeEnd));
        field.Entry.Kind = QuoteKind;
        end.Kind |= LockedFlag;
    }

    private sealed class Entry
    {
        public required byte Mark { get; init; }

        public required byte Kind { get; set; }

        public bool IsKept { get; set; }
    }

    private sealed class OpenField(uint at, Entry entry)
    {
        public uint At => at;

        public Entry Entry => entry;

        public StringBuilder Code { get; } = new();

        public uint? SeparatorAt { get; set; }
    }
}
