using System.Buffers;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Properties;

/// <summary>
/// Title, author and the like of an old Office file, written anew: of each of the two property sets one section with the properties of <see cref="PropertyList"/>, each once, texts in UTF-8.
/// </summary>
internal sealed class SummaryProperties
{
    private const string SummaryName = "\u0005SummaryInformation";
    private const string DocumentName = "\u0005DocumentSummaryInformation";
    private const int HeadBytes = 28;
    private const int SectionEntryBytes = 20;
    private const int MaxBytes = 16 << 20;
    private const int MaxProperties = 1_024;
    private const int MaxChars = 4_096;

    private readonly List<(string Name, byte[] Content)> _sets = [];

    private static readonly string[] Streams = [SummaryName, DocumentName];

    /// <summary>The streams that are rebuilt; none when the policy removes metadata.</summary>
    public IReadOnlyList<string> Rebuilt { get; private init; } = Streams;

    /// <summary>The code page of who wrote the properties, 0 when nothing says it.</summary>
    public static int CodePageOf(CompoundFile file)
    {
        foreach (var name in Streams)
        {
            if (Bytes(file, name) is { } stream && Section(stream, name == SummaryName) is var (section, entries) && PageOf(section, entries) is not 0 and var page)
            {
                return page;
            }
        }

        return 0;
    }

    public static SummaryProperties Read(CompoundFile file, ISanitizeContext context, FindingTally tally)
    {
        if (context.Policy.Office.RemoveMetadata)
        {
            return new SummaryProperties { Rebuilt = [] };
        }

        var properties = new SummaryProperties();
        foreach (var name in Streams)
        {
            if (Bytes(file, name) is { } stream)
            {
                context.Budget.ChargeBytes(stream.Length);
                properties.Rebuild(name, stream, tally);
            }
        }

        return properties;
    }

    public void AddTo(NewStorage root)
    {
        foreach (var (name, content) in _sets)
        {
            root.Add(name, new MemoryStream(content, writable: false));
        }
    }

    private static byte[]? Bytes(CompoundFile file, string name)
    {
        using var stream = file.Open(file.Root, name);
        if (stream is null || stream.Length is < HeadBytes + SectionEntryBytes or > MaxBytes)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void Rebuild(string name, byte[] stream, FindingTally tally)
    {
        var isSummary = name == SummaryName;
        if (Section(stream, isSummary) is not var (section, entries))
        {
            tally.Add(name[1..], LegacyCodes.Metadata, FindingAction.Removed);
            return;
        }

        // The second section of the second set holds the author's own properties, among them links.
        var isLess = ((ReadOnlySpan<byte>)stream).U32(24) > 1;
        var page = PageOf(section, entries);
        var kept = new SortedDictionary<uint, byte[]>();
        foreach (var (id, at) in entries)
        {
            if (PropertyList.TypeOf(isSummary, id) is not 0 and var type && Value(section, at, type, page) is { } value)
            {
                kept.TryAdd(id, value);
            }
            else
            {
                isLess |= !PropertyList.IsDerived(isSummary, id);
            }
        }

        if (isLess)
        {
            tally.Add(name[1..], LegacyCodes.Metadata, FindingAction.Removed);
        }

        if (kept.Count > 0)
        {
            _sets.Add((name, Write(isSummary ? PropertyList.Summary : PropertyList.DocumentSummary, kept)));
        }
    }

    // [MS-OLEPS] 2.21: order of bytes, version, systems, class, number of sections, then for each its kind and place.
    private static (byte[] Section, List<(uint Id, int At)> Entries)? Section(byte[] stream, bool isSummary)
    {
        ReadOnlySpan<byte> bytes = stream;
        var start = bytes.U32(HeadBytes + 16);
        if (bytes.U16(0) != 0xFFFE || bytes.U32(24) is 0 || start > bytes.Length - 8
            || new Guid(bytes.Slice(HeadBytes, 16)) != (isSummary ? PropertyList.Summary : PropertyList.DocumentSummary))
        {
            return null;
        }

        var section = bytes[(int)start..];
        section = section[..(int)Math.Min(section.U32(0), (uint)section.Length)];
        if (section.Length < 8 || section.U32(4) is var count && (count > MaxProperties || 8 + (count * 8) > section.Length))
        {
            return null;
        }

        var entries = new List<(uint, int)>();
        for (var i = 0; i < count; i++)
        {
            var at = section.U32(8 + (i * 8) + 4);
            if (at <= section.Length - 8)
            {
                entries.Add((section.U32(8 + (i * 8)), (int)at));
            }
        }

        return (section.ToArray(), entries);
    }

    private static int PageOf(ReadOnlySpan<byte> section, List<(uint Id, int At)> entries)
    {
        foreach (var (id, at) in entries)
        {
            if (id == PropertyList.CodePage && section.U16(at) == PropertyList.I2)
            {
                return section.U16(at + 4);
            }
        }

        return 0;
    }

    private static byte[]? Value(ReadOnlySpan<byte> section, int at, int wanted, int page)
    {
        var type = section.U16(at);
        var data = section[(at + 4)..];
        if (wanted == PropertyList.Text)
        {
            return type is PropertyList.Text or PropertyList.WideText && Characters(data, type == PropertyList.WideText || page == 1200, type == PropertyList.WideText, page) is { Length: > 0 } text ? TextValue(text) : null;
        }

        var length = wanted == PropertyList.FileTime ? 8 : 4;
        return type == wanted && data.Length >= length ? new RecordBuffer().U32(wanted).Add(data[..length]).Written.ToArray() : null;
    }

    private static string Characters(ReadOnlySpan<byte> data, bool isWide, bool countsChars, int page)
    {
        var bytes = Math.Min(countsChars ? data.U32(0) * 2L : data.U32(0), data.Length - 4);
        var text = data.Slice(4, (int)Math.Min(bytes, MaxChars * 4));
        var decoded = new ArrayBufferWriter<char>();
        RtfCharsets.Decoder(isWide ? 1200 : page == 0 ? 1252 : page).Decode(text, isFinal: true, decoded);
        var characters = decoded.WrittenSpan;
        var end = characters.IndexOf('\0');
        characters = end < 0 ? characters : characters[..end];
        var clean = new ArrayBufferWriter<char>();
        var cleaner = new TextCleaner(clean);
        cleaner.Write(characters[..Math.Min(characters.Length, MaxChars)]);
        cleaner.Complete();
        return clean.WrittenSpan[..Math.Min(clean.WrittenCount, MaxChars)].ToString();
    }

    // Bytes with the zero at their end, filled up to four.
    private static byte[] TextValue(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return new RecordBuffer().U32(PropertyList.Text).U32(bytes.Length + 1).Add(bytes).Zeros(4 - (bytes.Length % 4)).Written.ToArray();
    }

    private static byte[] Write(Guid kind, SortedDictionary<uint, byte[]> kept)
    {
        kept[PropertyList.CodePage] = new RecordBuffer().U32(PropertyList.I2).U32(PropertyList.Utf8).Written.ToArray();
        var section = new RecordBuffer().U32(8 + (kept.Count * 8) + kept.Values.Sum(static value => value.Length)).U32(kept.Count);
        var at = 8 + (kept.Count * 8);
        foreach (var (id, value) in kept)
        {
            section.U32(id).U32(at);
            at += value.Length;
        }

        foreach (var value in kept.Values)
        {
            section.Add(value);
        }

        return new RecordBuffer().U16(0xFFFE).U16(0).U32(0x00020006).Zeros(16).U32(1).Add(kind.ToByteArray()).U32(HeadBytes + SectionEntryBytes).Add(section.Written).Written.ToArray();
    }
}
