using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.LegacyOffice.Word;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.LegacyOffice;

/// <summary>Any bytes as the streams of a document in a sound container.</summary>
internal static class WordTarget
{
    private const int DocumentBytes = 0xC00;
    private const int TableBytes = 0x200;

    public static FuzzTarget Target { get; } = new("word", [Seed("a\x13 DDE x \x14b\x15c\r", 0x2D), Seed("\x13 HYPERLINK \"http://a/\" \x01\x14\x01\x15 \x13 PAGE \x14\x13=1\x15\x15\r", 0x58)], Tokens, Run);

    private static IReadOnlyList<byte[]> Tokens =>
    [
        [0x13], [0x14], [0x15], [0x01], " DDE "u8.ToArray(), "HYPERLINK"u8.ToArray(), [0x03, 0x6A, 0, 0, 0, 0], [0x0A, 0x08, 1], [0x06, 0x08, 1], [0x46, 0x66, 0, 0, 0, 0], [0x0F, 0, 4, 0xF0, 8, 0, 0, 0], [0x44, 0, 0, 0, 0x44, 0, 0x64, 0],
        [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x40], [0x07, 0xF0], [0, 2], [0, 6, 0, 0], [12, 0, 0, 0],
    ];

    // The streams one after the other: what is behind the table is data.
    private static byte[] Seed(string text, byte kind)
    {
        var file = new byte[DocumentBytes + TableBytes + 100];
        var document = file.AsSpan();
        Put(document, 0, 0xA5EC, 0xC1);
        Put(document, 0x0A, 0x0200);
        Put(document, 0x20, 14);
        Put(document, 0x3E, 22);
        Put(document, 0x4C, text.Length);
        Put(document, 0x98, 0x5D);
        Encoding.Latin1.GetBytes(text).CopyTo(document[0x600..]);
        foreach (var page in (int[])[0x800, 0xA00])
        {
            Put(document, page, 0x600, 0, 0x600 + text.Length, 0);
            document[page + 8] = 240;
            document[page + 511] = 1;
            ((byte[])[9, 0x03, 0x6A, 0, 0, 0, 0, 0x06, 0x08, 0]).CopyTo(document[(page + 480)..]);
        }

        var marks = text.Select((c, at) => (c, at)).Where(mark => mark.c is >= '\x13' and <= '\x15').ToList();
        Structure(document, 12, 0, [0, 6, 0, 0, (byte)text.Length, 6, 0, 0, 4, 0, 0, 0]);
        Structure(document, 13, 16, [0, 6, 0, 0, (byte)text.Length, 6, 0, 0, 5, 0, 0, 0]);
        Structure(document, 33, 32, [2, 16, 0, 0, 0, 0, 0, 0, 0, (byte)text.Length, 0, 0, 0, 0, 0, 0, 0x0C, 0, 0x40, 0, 0]);
        Structure(document, 16, 64, [.. marks.SelectMany(mark => BitConverter.GetBytes(mark.at)), (byte)text.Length, 0, 0, 0, .. marks.SelectMany(mark => new byte[] { (byte)mark.c, mark.c == '\x13' ? kind : (byte)0x80 })]);
        Structure(document, 50, 256, [0x0F, 0, 0, 0xF0, 8, 0, 0, 0, 0, 0, 0x0A, 0xF0, 0, 0, 0, 0, 0, 0x0F, 0, 2, 0xF0, 0, 0, 0, 0]);
        return file;
    }

    private static void Structure(Span<byte> document, int pair, int at, byte[] content)
    {
        Put(document, 0x9A + (pair * 8), at, 0, content.Length, 0);
        content.CopyTo(document[(DocumentBytes + at)..]);
    }

    private static void Put(Span<byte> bytes, int at, params ReadOnlySpan<int> words)
    {
        foreach (var word in words)
        {
            BitConverter.TryWriteBytes(bytes[at..], (ushort)word);
            at += 2;
        }
    }

    private static void Run(byte[] input)
    {
        var root = new NewStorage("Root Entry");
        root.Add("WordDocument", Part(input, 0, DocumentBytes));
        root.Add("1Table", Part(input, DocumentBytes, TableBytes));
        root.Add("Data", Part(input, DocumentBytes + TableBytes, input.Length));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(input.Length)));
        LegacyRun.Run(file.ToArray(), Formats.Doc, new DocSanitizer(), new DocVerifier());
    }

    private static MemoryStream Part(byte[] input, int start, int length) =>
        new(input, Math.Min(start, input.Length), Math.Min(length, Math.Max(0, input.Length - start)), writable: false);
}
