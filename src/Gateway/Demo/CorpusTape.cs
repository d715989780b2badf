using System.Buffers.Binary;
using System.Text;

namespace Mugai.Gateway.Demo;

/// <summary>Writes the tar and LZH archives of recipes: members one after the other, stored.</summary>
internal static class CorpusTape
{
    // 2026-04-01 00:00 UTC.
    private const long UnixTime = 1_775_001_600;
    private const uint DosTime = 0x5C814800;
    private const int BlockBytes = 512;

    /// <summary>POSIX ustar. A link target makes a symbolic link.</summary>
    public static byte[] Tar(IReadOnlyList<CorpusPiece> entries)
    {
        var output = new MemoryStream();
        foreach (var entry in entries)
        {
            var content = entry.Link.Length > 0 ? [] : entry.Content();
            var header = new byte[BlockBytes];
            CorpusPiece.EncodingOf(entry.NameCharset).GetBytes(entry.Name).CopyTo(header, 0);
            Put(header, 100, "0000644\0");
            Put(header, 108, "0000000\0");
            Put(header, 116, "0000000\0");
            Put(header, 124, Octal(content.Length));
            Put(header, 136, Octal(UnixTime));
            Put(header, 148, "        ");
            header[156] = (byte)(entry.Link.Length > 0 ? '2' : '0');
            Put(header, 157, entry.Link);
            Put(header, 257, "ustar\u000000");
            Put(header, 148, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
            output.Write(header);
            output.Write(content);
            output.Write(new byte[(BlockBytes - (content.Length % BlockBytes)) % BlockBytes]);
        }

        output.Write(new byte[2 * BlockBytes]);
        return output.ToArray();
    }

    /// <summary>LHA level 0 headers. <see cref="CorpusPiece.Method"/> is what the header says; nothing is packed.</summary>
    public static byte[] Lzh(IReadOnlyList<CorpusPiece> entries)
    {
        var output = new MemoryStream();
        foreach (var entry in entries)
        {
            var content = entry.Content();
            var name = CorpusPiece.EncodingOf(entry.NameCharset).GetBytes(entry.Name);
            var header = new byte[24 + name.Length];
            header[0] = (byte)(header.Length - 2);
            Put(header, 2, entry.Method.Length > 0 ? entry.Method : "-lh0-");
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(7), content.Length);
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(11), content.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(15), DosTime);
            header[19] = 0x20;
            header[21] = (byte)name.Length;
            name.CopyTo(header, 22);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22 + name.Length), Crc16(content));
            header[1] = (byte)header[2..].Sum(b => b);
            output.Write(header);
            output.Write(content);
        }

        output.WriteByte(0);
        return output.ToArray();
    }

    private static string Octal(long value) => Convert.ToString(value, 8).PadLeft(11, '0') + "\0";

    private static void Put(byte[] header, int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(header, at);

    private static ushort Crc16(byte[] bytes)
    {
        var crc = 0;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return (ushort)crc;
    }
}
