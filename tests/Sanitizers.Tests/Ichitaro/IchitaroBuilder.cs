using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Ichitaro;

/// <summary>Makes 一太郎 documents after what is known of their text stream; nothing of ours reads what it writes but what is tested.</summary>
internal static class IchitaroBuilder
{
    private const int BlockBytes = 256;

    /// <summary>A record of class <paramref name="kind"/> with as many zeros as it takes.</summary>
    public static string Record(int kind, int payload = 1)
    {
        var length = (char)(payload + 7);
        return "\u001C" + (char)kind + length + new string('\0', payload) + length + "\0" + (char)kind + "\u001F";
    }

    /// <summary>Text inside a line: 0, 3 is shown, 1, 0x82 a reading, 1, 0 an instruction.</summary>
    public static string Inline(int first, int second, string text) => $"\u001C\u0001\u0007\0{(char)first}{(char)second}\u001D{text}\u001E\u0005\0\u0001\u001F";

    /// <summary>The store: blocks from the last to the first, so that order is told by the directory alone.</summary>
    public static byte[] Store(params byte[][] parts)
    {
        var total = parts.Sum(part => (part.Length + BlockBytes - 1) / BlockBytes);
        var blocks = new byte[total * BlockBytes];
        var directory = new List<byte>();
        var next = total;
        for (var i = 0; i < parts.Length; i++)
        {
            var count = (parts[i].Length + BlockBytes - 1) / BlockBytes;
            directory.AddRange([.. Big(i), .. Big(0), .. Big(parts[i].Length), .. Big(count), .. Big(count)]);
            for (var block = 0; block < count; block++)
            {
                next--;
                parts[i].AsSpan(block * BlockBytes, Math.Min(BlockBytes, parts[i].Length - (block * BlockBytes))).CopyTo(blocks.AsSpan(next * BlockBytes));
                directory.AddRange(Big(next));
            }
        }

        return [.. "SsmgV.01"u8, .. Big(parts.Length), .. Big(BlockBytes), .. Big(total), .. blocks, .. directory, .. Big(0)];
    }

    public static byte[] Text(string units) => [.. "TextV.01"u8, .. Big(units.Length), .. Encoding.BigEndianUnicode.GetBytes(units), 0, .. Big(units.Length), 0xFF];

    public static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] File(byte[] store, params string[] storages) => Compound("DocumentText", store, storages);

    /// <summary>The same in its compressed form: one LHA member of one block that holds bytes alone.</summary>
    public static byte[] Compressed(byte[] document)
    {
        var bits = new List<bool>();
        for (var at = 0; at < document.Length; at += 0xFFFF)
        {
            var piece = document.AsSpan(at, Math.Min(0xFFFF, document.Length - at));
            Put(bits, piece.Length, 16);
            Put(bits, 0, 5);
            Put(bits, 10, 5);
            Put(bits, 256, 9);
            Put(bits, 0, 8);
            foreach (var value in piece)
            {
                Put(bits, value, 8);
            }
        }

        var packed = new byte[(bits.Count + 7) / 8];
        for (var i = 0; i < bits.Count; i++)
        {
            packed[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        }

        byte[] member = [22, 0, .. "-lh5-"u8, .. BitConverter.GetBytes(packed.Length), .. BitConverter.GetBytes(document.Length), 0, 0, 0, 0, 0x20, 0, 0, .. BitConverter.GetBytes(Crc(document)), .. packed];
        return Compound("JSCompDocument", [38, 0, .. "JustCompressedDocument"u8, .. new byte[14], .. member]);
    }

    private static byte[] Compound(string name, byte[] content, params string[] storages)
    {
        var root = new NewStorage("Root Entry");
        root.Add(name, new MemoryStream(content));
        root.Add("\u0004JSRV_SegmentInformation", new MemoryStream([1]));
        foreach (var storage in storages)
        {
            root.AddStorage(storage).Add("x", new MemoryStream("MZ evil"u8.ToArray()));
        }

        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(1 << 20)));
        return file.ToArray();
    }

    private static void Put(List<bool> bits, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            bits.Add(((value >> i) & 1) != 0);
        }
    }

    private static ushort Crc(byte[] bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return (ushort)crc;
    }
}
