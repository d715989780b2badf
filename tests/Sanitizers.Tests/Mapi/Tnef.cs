using System.Text;

namespace Mugai.Sanitizers.Tests.Mapi;

/// <summary>TNEF streams as the tests want them.</summary>
internal sealed class Tnef
{
    private readonly List<byte> _bytes = [0x78, 0x9F, 0x3E, 0x22, 1, 0];

    public byte[] Bytes => [.. _bytes];

    public Tnef Attribute(byte level, ushort id, byte[] value)
    {
        _bytes.AddRange([level, .. BitConverter.GetBytes(id), 0, 0, .. BitConverter.GetBytes(value.Length), .. value, .. BitConverter.GetBytes((ushort)value.Sum(b => b))]);
        return this;
    }

    public Tnef Message(params byte[][] properties) => Attribute(1, 0x9003, List(properties));

    public Tnef CodePage(int number) => Attribute(1, 0x9007, [.. BitConverter.GetBytes(number), 0, 0, 0, 0]);

    /// <summary>An attachment with a title of one attribute, its bytes of another, and a full name among its properties.</summary>
    public Tnef Attachment(string title, string fullName, byte[] content) =>
        Attribute(2, 0x9002, new byte[14]).Attribute(2, 0x8010, [.. Encoding.ASCII.GetBytes(title), 0]).Attribute(2, 0x800F, content).Attribute(2, 0x9005, List(Text(0x3707, fullName)));

    public Tnef Attached(Tnef message) => Attribute(2, 0x9002, new byte[14]).Attribute(2, 0x9005, List(Object(0x3701, [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46, .. message.Bytes]), Text(0x3001, "転送")));

    public static byte[] Text(ushort id, string value) => Variable(0x1F, id, [.. Encoding.Unicode.GetBytes(value), 0, 0]);

    public static byte[] Text8(ushort id, byte[] value) => Variable(0x1E, id, [.. value, 0]);

    public static byte[] Binary(ushort id, byte[] value) => Variable(0x102, id, value);

    public static byte[] Number(ushort id, int value) => [3, 0, .. BitConverter.GetBytes(id), .. BitConverter.GetBytes(value)];

    /// <summary>A named property, which nobody may take for another one.</summary>
    public static byte[] Named(string name, string value) =>
        [0x1F, 0, 0x01, 0x80, .. new byte[16], 1, 0, 0, 0, .. Sized(Encoding.Unicode.GetBytes(name + "\0")), 1, 0, 0, 0, .. Sized(Encoding.Unicode.GetBytes(value + "\0"))];

    /// <summary>RTF as Outlook packs it, without packing.</summary>
    public static byte[] Rtf(string rtf) =>
        [.. BitConverter.GetBytes(rtf.Length + 12), .. BitConverter.GetBytes(rtf.Length), .. "MELA"u8, 0, 0, 0, 0, .. Encoding.Latin1.GetBytes(rtf)];

    public static byte[] List(params byte[][] properties) => [.. BitConverter.GetBytes(properties.Length), .. properties.SelectMany(property => property)];

    private static byte[] Object(ushort id, byte[] value) => Variable(0x0D, id, value);

    private static byte[] Variable(ushort type, ushort id, byte[] value) => [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(id), 1, 0, 0, 0, .. Sized(value)];

    private static byte[] Sized(byte[] value) => [.. BitConverter.GetBytes(value.Length), .. value, .. new byte[(4 - (value.Length % 4)) % 4]];
}
