using Mugai.Wording;
using Mugai.Sanitizers.Tests.Bitmaps;

namespace Mugai.Sanitizers.Tests.Metafiles;

/// <summary>Small metafiles, made record by record.</summary>
internal static class Drawings
{
    public static readonly byte[] EmfEnd = EmfRecord(14, 0, 16, 20);

    /// <summary>A record of an enhanced metafile: its type and what follows, in words of four bytes.</summary>
    public static byte[] EmfRecord(uint type, params uint[] words) => [.. Pictures.Words(type, 8 + (4 * (uint)words.Length)), .. Pictures.Words(words)];

    public static byte[] EmfRecord(uint type, byte[] body) => [.. Pictures.Words(type, 8 + (uint)body.Length), .. body];

    public static byte[] Emf(params byte[][] records)
    {
        var body = records.SelectMany(record => record).ToArray();
        byte[] header =
        [
            .. Pictures.Words(1, 108, 0, 0, 100, 100, 0, 0, 2000, 2000, 0x464D4520, 0x10000, 108 + (uint)body.Length, (uint)records.Length + 1, 50, 0, 0, 0, 1024, 768, 320, 240, 0, 0, 0, 320_000, 240_000),
        ];
        return [.. header, .. body];
    }

    /// <summary>A comment with records of GDI+ in it: the header, dual or not, and a rectangle.</summary>
    public static byte[] EmfPlus(bool isDual) => EmfRecord(70, 44, 0x2B464D45, isDual ? 0x00014001u : 0x4001, 28, 16, 0xDBC01001, 0, 96, 96, 0x0000400A, 12, 0);

    /// <summary>The types of the records of an enhanced metafile.</summary>
    public static IReadOnlyList<uint> EmfTypes(byte[] file)
    {
        var types = new List<uint>();
        for (var at = 0; at < file.Length; at += BitConverter.ToInt32(file, at + 4))
        {
            types.Add(BitConverter.ToUInt32(file, at));
        }

        return types;
    }

    public static byte[] WmfRecord(int function, params int[] words) => [.. BitConverter.GetBytes(3 + words.Length), .. Short(function), .. words.SelectMany(Short)];

    public static byte[] WmfBytes(int function, byte[] body) => [.. BitConverter.GetBytes(3 + (body.Length / 2)), .. Short(function), .. body];

    public static byte[] Wmf(bool isPlaceable, params byte[][] records)
    {
        byte[] body = [.. records.SelectMany(record => record), .. WmfRecord(0)];
        byte[] placeable = [.. Pictures.Words(0x9AC6CDD7), 0, 0, 0, 0, 0, 0, 100, 0, 100, 0, 0xA0, 5, 0, 0, 0, 0];
        var sum = 0;
        for (var at = 0; at < 20; at += 2)
        {
            sum ^= BitConverter.ToUInt16(placeable, at);
        }

        byte[] header = [1, 0, 9, 0, 0, 3, .. BitConverter.GetBytes((18 + body.Length) / 2), 8, 0, .. BitConverter.GetBytes(records.Max(record => record.Length) / 2), 0, 0];
        return [.. isPlaceable ? [.. placeable, .. Short(sum)] : Array.Empty<byte>(), .. header, .. body];
    }

    /// <summary>The functions of the records of a Windows metafile without a placeable header.</summary>
    public static IReadOnlyList<int> WmfFunctions(byte[] file)
    {
        var functions = new List<int>();
        for (var at = 18; at < file.Length; at += 2 * BitConverter.ToInt32(file, at))
        {
            functions.Add(BitConverter.ToUInt16(file, at + 4));
        }

        return functions;
    }

    private static byte[] Short(int value) => BitConverter.GetBytes((ushort)value);
}
