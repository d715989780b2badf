using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

/// <summary>Makes presentations of PowerPoint 97: one master, one slide with one shape of text.</summary>
internal sealed class PresentationBuilder(string text)
{
    private const int DocumentId = 1;
    private const int MasterId = 2;
    private const int SlideId = 3;

    /// <summary>More records of the document, of the slide, of the data of its shape.</summary>
    public byte[][] Document { get; init; } = [];

    public byte[][] Slide { get; init; } = [];

    public byte[][] ShapeData { get; init; } = [];

    /// <summary>More records behind the text of the shape.</summary>
    public byte[][] ShapeText { get; init; } = [];

    /// <summary>The properties of the shape: a number and its value.</summary>
    public (int Id, uint Value)[] Properties { get; init; } = [];

    public uint ShapeFlags { get; init; } = 0xA00;

    /// <summary>Records of the store of pictures, and what the stream of pictures holds.</summary>
    public byte[][] Pictures { get; init; } = [];

    public byte[] PictureStream { get; init; } = [];

    /// <summary>The number of the slide that the list of slides names.</summary>
    public int ListedSlide { get; init; } = SlideId;

    /// <summary>Where the last save says that one before it lies.</summary>
    public int EarlierSave { get; init; }

    /// <summary>A number that is a part of its own, too: the record is added to the directory.</summary>
    public byte[]? FourthPart { get; init; }

    public LegacyCipher? Cipher { get; init; }

    public static byte[] Atom(int type, byte[] data, int instance = 0) => [(byte)(instance << 4), (byte)(instance >> 4), (byte)type, (byte)(type >> 8), .. BitConverter.GetBytes(data.Length), .. data];

    public static byte[] Container(int type, params byte[][] children)
    {
        var record = Atom(type, [.. children.SelectMany(child => child)]);
        record[0] |= 0xF;
        return record;
    }

    public static byte[] String(string value, int instance = 0) => Atom(0x0FBA, Encoding.Unicode.GetBytes(value), instance);

    public static byte[] Link(int id, string target) => Container(0x0FD7, Atom(0x0FD3, BitConverter.GetBytes(id)), String("shown"), String(target, 1));

    public static byte[] Click(int link, int action, int kind, string? name = null)
    {
        byte[] atom = [0, 0, 0, 0, .. BitConverter.GetBytes(link), (byte)action, 0, 0, 0, (byte)kind, 0, 0, 0];
        return name is null ? Container(0x0FF2, Atom(0x0FF3, atom)) : Container(0x0FF2, Atom(0x0FF3, atom), String(name, 2));
    }

    public static byte[] Tag(string name, params byte[][] records) => Container(0x138A, String(name), Atom(0x138B, [.. records.SelectMany(record => record)]));

    public byte[] File(params (string Storage, byte[] Content)[] others)
    {
        var parts = new List<(int Id, byte[] Record)> { (DocumentId, DocumentRecord()), (MasterId, MasterRecord()), (SlideId, SlideRecord()) };
        if (FourthPart is not null)
        {
            parts.Add((4, FourthPart));
        }

        var stream = new List<byte>();
        var places = new List<int>();
        foreach (var (id, record) in parts)
        {
            places.Add(stream.Count);
            stream.AddRange(Cipher?.Encrypt(id, record) ?? record);
        }

        if (Cipher is not null)
        {
            places.Add(stream.Count);
            stream.AddRange(Container(0x2F14, Cipher.Header));
        }

        var directory = stream.Count;
        stream.AddRange(Atom(0x1772, [.. BitConverter.GetBytes(1 | (places.Count << 20)), .. places.SelectMany(BitConverter.GetBytes)]));
        var edit = stream.Count;
        byte[] crypt = Cipher is null ? [] : BitConverter.GetBytes(places.Count);
        stream.AddRange(Atom(0x0FF5, [0, 1, 0, 0, 0, 0, 0, 3, .. BitConverter.GetBytes(EarlierSave), .. BitConverter.GetBytes(directory), 1, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, .. crypt]));
        byte[] token = Cipher is null ? [0x5F, 0xC0, 0x91, 0xE3] : [0xDF, 0xC4, 0xD1, 0xF3];
        var user = Atom(0x0FF6, [20, 0, 0, 0, .. token, .. BitConverter.GetBytes(edit), 4, 0, 0xF4, 3, 3, 0, 0, 0, .. "Taro"u8, 8, 0, 0, 0]);

        var root = new NewStorage("Root Entry");
        root.Add("PowerPoint Document", new MemoryStream([.. stream]));
        root.Add("Current User", new MemoryStream(user));
        if (PictureStream.Length > 0)
        {
            root.Add("Pictures", new MemoryStream(PictureStream));
        }

        foreach (var (storage, content) in others)
        {
            root.AddStorage(storage).Add("x", new MemoryStream(content));
        }

        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(1 << 20)));
        return output.ToArray();
    }

    private byte[] DocumentRecord()
    {
        byte[] atom = [.. new[] { 5760, 4320, 4320, 5760, 1, 2, 0, 0 }.SelectMany(BitConverter.GetBytes), 1, 0, 0, 0, 1, 0, 0, 0];
        byte[] masters = Container(0x0FF0, Atom(0x03F3, Persist(MasterId, unchecked((int)0x80000000))));
        masters[0] = 0x1F;
        var slides = Container(0x0FF0, Atom(0x03F3, Persist(ListedSlide, 256)), Atom(0x0F9F, [0, 0, 0, 0]), Atom(0x0FA0, Encoding.Unicode.GetBytes("outline of " + text)));
        var store = Pictures.Length == 0 ? [] : Container(0xF001, Pictures);
        if (store.Length > 0)
        {
            (store[0], store[1]) = ((byte)(0xF | (Pictures.Length << 4)), 0);
        }

        byte[] ids = [0, 8, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0];
        var group = Container(0x040B, Container(0xF000, Atom(0xF006, ids), store));
        var environment = Container(0x03F2, Container(0x07D5, Atom(0x0FB7, new byte[68])), Atom(0x0FA9, new byte[10]));
        return Container(0x03E8, [Atom(0x03E9, atom), environment, group, masters, .. Document, slides, Atom(0x03EA, [])]);
    }

    private static byte[] Persist(int id, int slide) => [.. BitConverter.GetBytes(id), 4, 0, 0, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(slide), 0, 0, 0, 0];

    private static byte[] MasterRecord() => Container(0x03F8, Atom(0x03EF, new byte[24]), Drawing([]), Atom(0x07F0, new byte[32], 1));

    private byte[] SlideRecord()
    {
        byte[] properties = [.. Properties.SelectMany(property => (byte[])[.. BitConverter.GetBytes((ushort)property.Id), .. BitConverter.GetBytes(property.Value)])];
        var options = Atom(0xF00B, properties, Properties.Length);
        options[0] |= 3;
        byte[][] data = ShapeData.Length == 0 ? [] : [Container(0xF011, ShapeData)];
        var textbox = Container(0xF00D, [Atom(0x0F9F, [4, 0, 0, 0]), Atom(0x0FA8, Encoding.Latin1.GetBytes(text)), .. ShapeText]);
        var shape = Container(0xF004, [Atom(0xF00A, [2, 4, 0, 0, .. BitConverter.GetBytes(ShapeFlags)], 202), options, Atom(0xF010, [0, 1, 0, 1, 0, 8, 0, 6]), .. data, textbox]);
        return Container(0x03EE, [Atom(0x03EF, [.. new byte[12], 0, 0, 0, 0x80, .. new byte[8]]), .. Slide, Drawing(shape), Atom(0x07F0, new byte[32], 1)]);
    }

    private static byte[] Drawing(byte[] shape) =>
        Container(0x040C, Container(0xF002, Atom(0xF008, [2, 0, 0, 0, 2, 4, 0, 0]), Container(0xF003, Container(0xF004, Atom(0xF009, new byte[16]), Atom(0xF00A, [1, 4, 0, 0, 5, 0, 0, 0])), shape)));
}
