using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Micro.LegacyOffice;

/// <summary>Files of Office 97 of a wanted size, the same in every run.</summary>
internal static class LegacyFiles
{
    private const int TextAt = 0x600;
    private const int PageBytes = 512;
    private const int RunChars = 40;
    private const int RunsOfPage = 20;

    /// <summary>One sheet: in each row shared strings, numbers, a formula with its value.</summary>
    public static byte[] Workbook(int rows)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Bof(writer, 5);
        var list = stream.Position + 4;
        Record(writer, 0x85, [0, 0, 0, 0, 0, 0, 4, 0, .. "List"u8]);
        Strings(writer, 4_000);
        Record(writer, 0x0A, []);
        var sheet = stream.Position;
        Bof(writer, 0x10);
        for (var row = 0; row < rows; row++)
        {
            byte[] at = [(byte)row, (byte)(row >> 8)];
            for (var column = 0; column < 4; column++)
            {
                Record(writer, 0xFD, [.. at, (byte)column, 0, 15, 0, .. BitConverter.GetBytes(((row * 4) + column) % 4_000)]);
                Record(writer, 0x203, [.. at, (byte)(column + 4), 0, 15, 0, .. BitConverter.GetBytes(row * 1.25)]);
            }

            Record(writer, 0x06, [.. at, 8, 0, 15, 0, .. BitConverter.GetBytes(row * 5.0), 0, 0, 0, 0, 0, 0, 13, 0, 0x25, .. at, .. at, 4, 0xC0, 7, 0xC0, 0x42, 1, 4, 0]);
        }

        Record(writer, 0x0A, []);
        stream.Position = list;
        writer.Write((int)sheet);
        return Container(("Workbook", stream.ToArray()));
    }

    /// <summary>A document of one piece of text, a run every forty characters, a paragraph every two hundred.</summary>
    public static byte[] Document(int characters)
    {
        characters -= characters % (RunChars * RunsOfPage);
        var pages = characters / (RunChars * RunsOfPage);
        var pagesAt = (TextAt + characters + PageBytes - 1) / PageBytes * PageBytes;
        var document = new byte[pagesAt + (pages * PageBytes * 2)];
        for (var i = 0; i < characters; i++)
        {
            document[TextAt + i] = (byte)((i + 1) % 200 == 0 ? '\r' : 'a' + (i * 7 % 26));
        }

        using var table = new MemoryStream();
        var (runs, paragraphs) = (Index(pages, pagesAt, 0), Index(pages, pagesAt, pages));
        for (var page = 0; page < pages; page++)
        {
            Page(document.AsSpan(pagesAt + (page * PageBytes), PageBytes), page, RunsOfPage, 1, [6, 0x35, 0x08, 1, 0x43, 0x4A, 24]);
            Page(document.AsSpan(pagesAt + ((pages + page) * PageBytes), PageBytes), page, 4, 13, [3, 0, 0, 0x03, 0x24, 1]);
        }

        Put(document, 0, 0xA5EC, 0xC1);
        Put(document, 0x0A, 0x0200);
        Put(document, 0x20, 14);
        Put(document, 0x3E, 22);
        Put(document, 0x98, 0x5D);
        BinaryPrimitives.WriteInt32LittleEndian(document.AsSpan(0x4C), characters);
        Structure(document, table, 12, runs);
        Structure(document, table, 13, paragraphs);
        Structure(document, table, 33, [2, 16, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(characters), 0, 0, .. BitConverter.GetBytes((TextAt * 2) | 0x40000000), 0, 0]);
        return Container(("WordDocument", document), ("1Table", table.ToArray()));
    }

    private static void Strings(BinaryWriter writer, int count)
    {
        var data = new List<byte>([.. BitConverter.GetBytes(count), .. BitConverter.GetBytes(count)]);
        var type = 0xFC;
        for (var i = 0; i < count; i++)
        {
            var text = Encoding.Unicode.GetBytes($"品名と仕様 {i:D5}");
            if (data.Count + text.Length + 3 > 8_224)
            {
                Record(writer, type, [.. data]);
                (type, data) = (0x3C, []);
            }

            data.AddRange([(byte)(text.Length / 2), 0, 1, .. text]);
        }

        Record(writer, type, [.. data]);
    }

    private static void Bof(BinaryWriter writer, int kind) => Record(writer, 0x809, [0, 6, (byte)kind, 0, 0xBB, 0x0D, 0xCC, 7, 0, 0, 0, 0, 6, 0, 0, 0]);

    private static void Record(BinaryWriter writer, int type, byte[] data)
    {
        writer.Write((ushort)type);
        writer.Write((ushort)data.Length);
        writer.Write(data);
    }

    private static byte[] Index(int pages, int pagesAt, int first) =>
    [
        .. Enumerable.Range(0, pages + 1).SelectMany(page => BitConverter.GetBytes(TextAt + (page * RunChars * RunsOfPage))),
        .. Enumerable.Range(0, pages).SelectMany(page => BitConverter.GetBytes((pagesAt / PageBytes) + first + page)),
    ];

    private static void Page(Span<byte> page, int number, int runs, int entryBytes, byte[] properties)
    {
        var start = TextAt + (number * RunChars * RunsOfPage);
        for (var run = 0; run <= runs; run++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(page[(run * 4)..], start + (run * RunChars * RunsOfPage / runs));
        }

        for (var run = 0; run < runs; run++)
        {
            page[((runs + 1) * 4) + (run * entryBytes)] = 250;
        }

        properties.CopyTo(page[500..]);
        page[PageBytes - 1] = (byte)runs;
    }

    private static void Structure(byte[] document, MemoryStream table, int pair, byte[] content)
    {
        BinaryPrimitives.WriteInt32LittleEndian(document.AsSpan(0x9A + (pair * 8)), (int)table.Length);
        BinaryPrimitives.WriteInt32LittleEndian(document.AsSpan(0x9E + (pair * 8)), content.Length);
        table.Write(content);
    }

    private static void Put(byte[] document, int at, params ReadOnlySpan<int> words)
    {
        foreach (var word in words)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(document.AsSpan(at), (ushort)word);
            at += 2;
        }
    }

    private static byte[] Container(params (string Name, byte[] Content)[] streams)
    {
        var root = new NewStorage("Root Entry");
        foreach (var (name, content) in streams)
        {
            root.Add(name, new MemoryStream(content));
        }

        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(1L << 30)));
        return file.ToArray();
    }
}
