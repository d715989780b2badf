using Mugai.Wording;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

/// <summary>Makes workbooks of Excel 97, record by record, with the places of their sheets filled in.</summary>
internal sealed class WorkbookBuilder
{
    private readonly List<byte[]> _globals = [];
    private readonly List<(string Name, int Kind, int Bof, List<byte[]> Records)> _sheets = [];

    public static byte[] Record(int type, params byte[] data) => [(byte)type, (byte)(type >> 8), (byte)data.Length, (byte)(data.Length >> 8), .. data];

    public static byte[] Words(params int[] words) => [.. words.SelectMany(word => new[] { (byte)word, (byte)(word >> 8) })];

    public static byte[] Narrow(string text) => [(byte)text.Length, 0, .. Encoding.Latin1.GetBytes(text)];

    /// <summary>A name of the whole book.</summary>
    public static byte[] Name(int flags, string name, params byte[] tokens) =>
        Record(0x18, [.. Words(flags), 0, (byte)name.Length, .. Words(tokens.Length, 0, 0), 0, 0, 0, 0, 0, .. Encoding.Latin1.GetBytes(name), .. tokens]);

    /// <summary>A formula whose last value is <paramref name="value"/>.</summary>
    public static byte[] Formula(int row, int column, double value, params byte[] tokens) =>
        Record(0x06, [.. Words(row, column, 15), .. BitConverter.GetBytes(value), 0, 0, 0, 0, 0, 0, .. Words(tokens.Length), .. tokens]);

    /// <summary>A formula whose last value is a text, which follows.</summary>
    public static byte[] TextFormula(int row, int column, string value, params byte[] tokens) =>
        [.. Record(0x06, [.. Words(row, column, 15), 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, .. Words(tokens.Length), .. tokens]),
            .. Record(0x207, [.. Words(value.Length), 0, .. Encoding.Latin1.GetBytes(value)])];

    public static byte[] Link(Guid moniker, string target)
    {
        byte[] text = [.. Encoding.Unicode.GetBytes(target), 0, 0];
        return Record(0x1B8, [.. Words(0, 0, 0, 0), .. new Guid("79eac9d0-baf9-11ce-8c82-00aa004ba90b").ToByteArray(), 2, 0, 0, 0, 3, 0, 0, 0, .. moniker.ToByteArray(), .. BitConverter.GetBytes(text.Length), .. text]);
    }

    public WorkbookBuilder Global(params byte[][] records)
    {
        _globals.AddRange(records);
        return this;
    }

    public WorkbookBuilder Sheet(string name, params byte[][] records) => Sheet(name, 0, 0x10, records);

    public WorkbookBuilder Sheet(string name, int kind, int bof, params byte[][] records)
    {
        _sheets.Add((name, kind, bof, [.. records]));
        return this;
    }

    public byte[] Workbook()
    {
        var head = Bof(5).Length + _globals.Sum(record => record.Length) + _sheets.Sum(sheet => 12 + sheet.Name.Length) + 4;
        var stream = new List<byte>(Bof(5));
        var at = head;
        foreach (var sheet in _sheets)
        {
            stream.AddRange(Record(0x85, [.. BitConverter.GetBytes(at), 0, (byte)sheet.Kind, .. Narrow(sheet.Name)]));
            at += Bof(0).Length + sheet.Records.Sum(record => record.Length) + 4;
        }

        stream.AddRange(_globals.SelectMany(record => record));
        stream.AddRange(Record(0x0A));
        foreach (var sheet in _sheets)
        {
            stream.AddRange(Bof(sheet.Bof));
            stream.AddRange(sheet.Records.SelectMany(record => record));
            stream.AddRange(Record(0x0A));
        }

        return [.. stream];
    }

    public byte[] File(params (string Name, byte[] Content)[] others)
    {
        var root = new NewStorage("Root Entry");
        root.Add("Workbook", new MemoryStream(Workbook()));
        foreach (var (name, content) in others)
        {
            root.AddStorage(name).Add("x", new MemoryStream(content));
        }

        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(1 << 20)));
        return output.ToArray();
    }

    /// <summary>The file encrypted by a cipher, or by XOR: heads of records and a few of their data stay readable ([MS-XLS] 2.2.10).</summary>
    public byte[] Encrypted(LegacyCipher? cipher)
    {
        var (array, key, verifier) = LegacyCipher.XorOfPassword;
        _globals.Insert(0, Record(0x2F, cipher is null ? [.. Words(0, key, verifier)] : [.. Words(1), .. cipher.Header]));
        var stream = Workbook();
        var sealedStream = cipher?.EncryptBlocks(stream, 1024) ?? [];
        for (var at = 0; at + 4 <= stream.Length;)
        {
            var (type, length) = (BitConverter.ToUInt16(stream, at), BitConverter.ToUInt16(stream, at + 2));
            var clear = type is 0x809 or 0x2F ? length : type == 0x85 ? 4 : 0;
            var from = at + 4 + clear;
            var end = at + 4 + length;
            (cipher is null ? LegacyCipher.XorRecord(stream[from..end], array, from) : sealedStream[from..end]).CopyTo(stream, from);
            at = end;
        }

        var root = new NewStorage("Root Entry");
        root.Add("Workbook", new MemoryStream(stream));
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(1 << 20)));
        return output.ToArray();
    }

    private static byte[] Bof(int kind) => Record(0x809, [.. Words(0x600, kind, 0x0DBB, 0x07CC), 0, 0, 0, 0, 6, 0, 0, 0]);
}
