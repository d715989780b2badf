using System.Buffers.Binary;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>A protobuf message as its fields: enough to read what a collector gets.</summary>
internal sealed class ProtobufFields
{
    private readonly List<(int Number, ReadOnlyMemory<byte> Bytes, ulong Value)> _fields = [];

    private ProtobufFields()
    {
    }

    public static ProtobufFields Parse(ReadOnlyMemory<byte> bytes)
    {
        var message = new ProtobufFields();
        var at = 0;
        while (at < bytes.Length)
        {
            var key = Varint(bytes.Span, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    message._fields.Add((number, default, Varint(bytes.Span, ref at)));
                    break;
                case 1:
                    message._fields.Add((number, default, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..])));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes.Span, ref at);
                    message._fields.Add((number, bytes.Slice(at, length), 0));
                    at += length;
                    break;
                case 5:
                    message._fields.Add((number, default, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..])));
                    at += 4;
                    break;
                default:
                    throw new FormatException($"wire type {key & 7} at {at}");
            }
        }

        return message;
    }

    /// <summary>The messages of a repeated field, or of those below it, level by level.</summary>
    public IEnumerable<ProtobufFields> Down(params ReadOnlySpan<int> path)
    {
        IEnumerable<ProtobufFields> level = [this];
        foreach (var number in path)
        {
            level = [.. level.SelectMany(message => message._fields.Where(field => field.Number == number).Select(field => Parse(field.Bytes)))];
        }

        return level;
    }

    public ReadOnlyMemory<byte> Bytes(int number) => _fields.Find(field => field.Number == number).Bytes;

    public string Text(int number) => System.Text.Encoding.UTF8.GetString(Bytes(number).Span);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var octet = bytes[at++];
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return value;
            }
        }
    }
}
