using System.Globalization;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Mapi;

/// <summary>.msg files as the tests want them.</summary>
internal sealed class Msg
{
    private readonly NewStorage _root = new("Root Entry");
    private readonly NewStorage _message;
    private readonly List<byte> _table = [];
    private readonly int _header;
    private int _recipients;
    private int _attachments;

    public Msg()
        : this(null)
    {
    }

    private Msg(NewStorage? inside)
    {
        _message = inside ?? _root;
        _header = inside is null ? 32 : 24;
    }

    public Msg Text(ushort id, string value) => Long(_message, id, 0x1F, Encoding.Unicode.GetBytes(value));

    public Msg Binary(ushort id, byte[] value) => Long(_message, id, 0x102, value);

    public Msg Text8(ushort id, byte[] value) => Long(_message, id, 0x1E, value);

    public Msg Number(ushort id, int value)
    {
        _table.AddRange(Fixed(id, 3, BitConverter.GetBytes((long)value)));
        return this;
    }

    public Msg Time(ushort id, DateTime value)
    {
        _table.AddRange(Fixed(id, 0x40, BitConverter.GetBytes(value.ToFileTimeUtc())));
        return this;
    }

    public Msg To(string name, string address)
    {
        var storage = _message.AddStorage($"__recip_version1.0_#{_recipients++:X8}");
        Long(storage, 0x3001, 0x1F, Encoding.Unicode.GetBytes(name));
        Long(storage, 0x39FE, 0x1F, Encoding.Unicode.GetBytes(address));
        storage.Add("__properties_version1.0", new MemoryStream([.. new byte[8], .. Fixed(0x0C15, 3, [1, 0, 0, 0, 0, 0, 0, 0])]));
        return this;
    }

    public Msg Attachment(string name, byte[] content)
    {
        var storage = NextAttachment();
        Long(storage, 0x3707, 0x1F, Encoding.Unicode.GetBytes(name));
        Long(storage, 0x3701, 0x102, content);
        storage.Add("__properties_version1.0", new MemoryStream(new byte[8]));
        return this;
    }

    public Msg Attached(Action<Msg> inner)
    {
        var storage = NextAttachment();
        storage.Add("__properties_version1.0", new MemoryStream(new byte[8]));
        var message = new Msg(storage.AddStorage("__substg1.0_3701000D"));
        inner(message);
        message.End();
        return this;
    }

    /// <summary>A named property: a number from 0x8000 up and its name elsewhere.</summary>
    public Msg Named(string value) => Long(_message, 0x8001, 0x1F, Encoding.Unicode.GetBytes(value));

    public byte[] Bytes()
    {
        End();
        using var output = new MemoryStream();
        CompoundFileWriter.Write(_root, output, new Budget(BudgetLimits.ForInput(1 << 20)));
        return output.ToArray();
    }

    private void End() => _message.Add("__properties_version1.0", new MemoryStream([.. new byte[_header], .. _table]));

    private NewStorage NextAttachment() => _message.AddStorage($"__attach_version1.0_#{_attachments++:X8}");

    private Msg Long(NewStorage storage, ushort id, ushort type, byte[] value)
    {
        storage.Add(string.Create(CultureInfo.InvariantCulture, $"__substg1.0_{id:X4}{type:X4}"), new MemoryStream(value));
        return this;
    }

    private static byte[] Fixed(ushort id, ushort type, byte[] value) => [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(id), 6, 0, 0, 0, .. value];
}
