using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

/// <summary>
/// Makes documents of Word 97: one piece of 8-bit text, one page of properties for runs, one for paragraphs, fields as written in the text ({ code | result }).
/// </summary>
internal sealed class DocumentBuilder(string text)
{
    private const int TextAt = 0x600;

    private readonly Dictionary<int, byte[]> _structures = [];

    /// <summary>The properties of all runs.</summary>
    public byte[] Characters { get; init; } = [];

    public byte[] Data { get; init; } = [];

    /// <summary>Encrypts the file, with the cipher or by XOR with these sixteen bytes, key and verifier.</summary>
    public LegacyCipher? Cipher { get; init; }

    public (byte[] Array, int Key, int Verifier)? Xor { get; init; }

    public bool HasFieldTable { get; init; } = true;

    /// <summary>The kind that each field claims, in order; 0x21 (PAGE) for those that are not listed.</summary>
    public byte[] Kinds { get; init; } = [];

    public DocumentBuilder With(int pair, byte[] structure)
    {
        _structures[pair] = structure;
        return this;
    }

    public byte[] File(params (string Storage, byte[] Content)[] others)
    {
        var characters = text.Replace('{', '\x13').Replace('|', '\x14').Replace('}', '\x15');
        var pageAt = (TextAt + characters.Length + 511) / 512 * 512;
        var document = new byte[pageAt + 1024];
        Encoding.Latin1.GetBytes(characters).CopyTo(document, TextAt);
        Page(document.AsSpan(pageAt, 512), characters.Length, [(byte)Characters.Length, .. Characters]);
        Page(document.AsSpan(pageAt + 512, 512), characters.Length, [1, 0, 0]);

        Put(document, 0, 0xA5EC, 0xC1);
        Put(document, 0x0A, 0x1200);
        Put(document, 0x20, 14);
        Put(document, 0x3E, 22);
        Put(document, 0x98, 0x5D);
        BitConverter.TryWriteBytes(document.AsSpan(0x4C), characters.Length);
        With(12, Plc(characters.Length, BitConverter.GetBytes(pageAt / 512)));
        With(13, Plc(characters.Length, BitConverter.GetBytes((pageAt / 512) + 1)));
        With(33, [2, 16, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(characters.Length), 0, 0, .. BitConverter.GetBytes((TextAt * 2) | 0x40000000), 0, 0]);
        With(16, HasFieldTable ? Fields(characters) : []);
        var table = new List<byte>();
        foreach (var (pair, structure) in _structures.OrderBy(entry => entry.Key))
        {
            BitConverter.TryWriteBytes(document.AsSpan(0x9A + (pair * 8)), table.Count);
            BitConverter.TryWriteBytes(document.AsSpan(0x9E + (pair * 8)), structure.Length);
            table.AddRange(structure);
        }

        var data = Data;
        Encrypt(document, table, ref data);
        var root = new NewStorage("Root Entry");
        root.Add("WordDocument", new MemoryStream(document));
        root.Add("1Table", new MemoryStream([.. table]));
        if (data.Length > 0)
        {
            root.Add("Data", new MemoryStream(data));
        }

        foreach (var (storage, content) in others)
        {
            root.AddStorage(storage).Add("x", new MemoryStream(content));
        }

        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(1 << 20)));
        return output.ToArray();
    }

    // [MS-DOC] 2.2.6: the first 68 bytes stay readable; the header lies in front of the table, which is encrypted with it in its place.
    private void Encrypt(byte[] document, List<byte> table, ref byte[] data)
    {
        if (Cipher is { } cipher)
        {
            Put(document, 0x0A, 0x1300);
            BitConverter.TryWriteBytes(document.AsSpan(0x0E), cipher.Header.Length);
            for (var pair = 0; pair < 0x5D; pair++)
            {
                var at = 0x9A + (pair * 8);
                BitConverter.TryWriteBytes(document.AsSpan(at), BitConverter.ToInt32(document, at) + cipher.Header.Length);
            }

            byte[] whole = [.. cipher.Header, .. table];
            table.Clear();
            table.AddRange(cipher.Header);
            table.AddRange(cipher.EncryptBlocks(whole, 512)[cipher.Header.Length..]);
            cipher.EncryptBlocks(document, 512).AsSpan(0x44).CopyTo(document.AsSpan(0x44));
            data = cipher.EncryptBlocks(data, 512);
        }
        else if (Xor is var (array, key, verifier))
        {
            Put(document, 0x0A, 0x9300, 0, key, verifier);
            LegacyCipher.Xor(document.AsSpan(0x44), array, 0x44);
            var bytes = table.ToArray();
            LegacyCipher.Xor(bytes, array, 0);
            table.Clear();
            table.AddRange(bytes);
            LegacyCipher.Xor(data, array, 0);
        }
    }

    private byte[] Fields(string characters)
    {
        var marks = characters.Select((c, at) => (c, at)).Where(mark => mark.c is >= '\x13' and <= '\x15').ToList();
        var begun = 0;
        return marks.Count == 0
            ? []
            : [.. marks.SelectMany(mark => BitConverter.GetBytes(mark.at)), .. BitConverter.GetBytes(characters.Length),
                .. marks.SelectMany(mark => new[] { (byte)mark.c, mark.c != '\x13' ? (byte)0x80 : begun < Kinds.Length ? Kinds[begun++] : (byte)0x21 })];
    }

    private static byte[] Plc(int characters, byte[] page) => [.. BitConverter.GetBytes(TextAt), .. BitConverter.GetBytes(TextAt + characters), .. page];

    // One run over all the text, whose properties lie at the end of the page.
    private static void Page(Span<byte> page, int characters, byte[] properties)
    {
        BitConverter.TryWriteBytes(page, TextAt);
        BitConverter.TryWriteBytes(page[4..], TextAt + characters);
        var at = (511 - properties.Length) / 2;
        page[8] = (byte)at;
        properties.CopyTo(page[(at * 2)..]);
        page[511] = 1;
    }

    private static void Put(byte[] document, int at, params ReadOnlySpan<int> words)
    {
        foreach (var word in words)
        {
            BitConverter.TryWriteBytes(document.AsSpan(at), (ushort)word);
            at += 2;
        }
    }
}
