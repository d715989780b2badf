using System.Text;

namespace Mugai.Fuzz.Pictures;

/// <summary>What mutation starts from: one small picture for each way in which pixels and records are stored.</summary>
internal static class PictureSeeds
{
    private static readonly byte[] Dib24 = Dib(2, 2, 24, 0, [1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0]);
    private static readonly byte[] Dib1 = Dib(9, 2, 1, 0, [0, 0, 0, 0, 255, 255, 255, 0, 0xAA, 0x80, 0, 0, 0x55, 0, 0, 0]);
    private static readonly byte[] Dib8 = Dib(3, 2, 8, 1, [.. new byte[1024], 3, 1, 0, 0, 0, 3, 2, 3, 4, 0, 0, 2, 1, 1, 0, 1]);
    private static readonly byte[] Dib4 = Dib(3, 2, 4, 2, [.. new byte[64], 3, 0x12, 0, 0, 0, 3, 0x45, 0x60, 0, 1]);
    private static readonly byte[] Dib16 = Dib(2, -1, 16, 3, [.. Words(0xF800, 0x7E0, 0x1F), 1, 2, 3, 4]);
    private static readonly byte[] Dib32 = [.. Words(124, 1, 1, 0x200001, 3, 4, 2835, 2835, 0, 0, 0xFF0000, 0xFF00, 0xFF, 0xFF000000, 0x73524742), .. new byte[64], 1, 2, 3, 4];
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. new byte[32]];

    public static IReadOnlyList<byte[]> Bitmaps { get; } =
    [
        Bmp(Dib24, 40), Bmp(Dib1, 48), Bmp(Dib8, 1064), Bmp(Dib4, 104), Bmp(Dib16, 52), Bmp(Dib32, 124), Bmp([.. Words(12, 0x10002, 0x180001), 1, 2, 3, 4, 5, 6, 0, 0], 12), Bmp(Dib(4, 4, 0, 5, Png), 40),
    ];

    public static IReadOnlyList<byte[]> Icons { get; } =
    [
        Icon(1, [.. Dib(2, 4, 32, 0, [.. new byte[16], 0, 0, 0, 0, 0, 0, 0, 0])], Png), Icon(2, Dib(9, 4, 1, 0, [.. new byte[8 + 8 + 8]])), Icon(1, Dib(3, 2, 4, 0, [.. new byte[64 + 4 + 4]]), Dib(1, 2, 24, 0, new byte[8])),
    ];

    public static IReadOnlyList<byte[]> EnhancedMetafiles { get; } =
    [
        Emf(Record(43, 1, 2, 3, 4), Record(38, 1, 0, 1, 0, 0xFF), Record(37, 1), Record(40, 1), Record(33), Record(34, 0xFFFFFFFF), Record(8, 0, 0, 0, 0, 2, 3, 1, 2, 1, 1, 2, 2, 3, 3)),
        Emf(Record(84, 0, 0, 0, 0, 1, 0, 0, 5, 6, 2, 76, 0, 0, 0, 0, 0, 80, 0x620061, 7, 8), Record(97, 0, 0, 0, 0, 1, 0, 0, 1, 5, 6, 1, 80, 0, 0, 0, 0, 0, 0, 'a'), Record(108, 0, 0, 2, 0x300, 1, 0, 0, 0x6261)),
        Emf(Record(82, [1, .. new uint[80]]), Record(95, 2, 0, 0, 0, 0, 0x10002, 1, 0, 0xFF, 0, 1, 5), Record(49, 3, 0x10300, 0x30201), Record(75, 48, 1, 32, 1, 1, 16, 0, 0, 9, 9, 1, 2, 3, 4)),
        Emf(Record(81, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 40, 120, 16, 0, 0xCC0020, 2, 2, .. AsWords(Dib24)]), Record(76, new uint[23]), Record(93, [1, 0, 32, 48, 80, 8, .. AsWords(Dib1)])),
        Emf(Record(70, 44, 0x2B464D45, 0x00014001, 28, 16, 0xDBC01001, 0, 96, 96, 0x400A, 12, 0), Record(118, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1), Record(106, 1, 2), Record(56, 0, 0, 0, 0, 1, 2, 3, 6)),
    ];

    public static IReadOnlyList<byte[]> WindowsMetafiles { get; } =
    [
        Wmf(true, Meta(0x041B, 1, 2, 3, 4), Meta(0x02FA, 0, 1, 0, 255, 0), Meta(0x012D, 0), Meta(0x01F0, 0), Meta(0x001E), Meta(0x0127, 0xFFFF), Meta(0x0538, 2, 1, 2, 1, 1, 2, 2, 3, 3)),
        Wmf(false, Meta(0x0521, 2, 0x6261, 1, 2), Meta(0x0A32, 1, 2, 2, 2, 1, 2, 3, 4, 0x6261, 9, 9), Meta(0x02FB, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x7241, 0), Meta(0x0325, 2, 1, 2, 3, 4), Meta(0x0626, 9, 2, 0)),
        Wmf(false, Meta(0x0F43, [0x20, 0xCC, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. AsShorts(Dib24)]), Meta(0x0142, [5, 0, .. AsShorts(Dib1)]), Meta(0x06FF, 0, 6, 0, 0, 34, 1, 2, 0, 0, 9, 9, 2, 0, 9, 1, 2, 2), Meta(0x00F7, 0x300, 1, 0x102, 3)),
    ];

    public static IReadOnlyList<byte[]> Drawings { get; } = Texts(
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' viewBox='0 0 1 1'><defs><linearGradient id='a'><stop offset='5%'/></linearGradient></defs><rect id='r' x='1' style='fill:url(#a);stroke:#fff' onclick='x()'/></svg>",
        "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><style>.a, #b>c{fill:red;mask:url('#m')} @import 'x'; @media print{.a{b:c}}</style><use xlink:href='#g' class='a'/><a href='http://e.example'><text>字<tspan dy='1'>a</tspan></text></a></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=='/><filter id='f'><feGaussianBlur stdDeviation='9'/></filter><rect><animate attributeName='x' values='0;1;url(#x)' begin='0s'/><set attributeName='href' to='javascript:x'/></rect></svg>",
        "<svg><g id='a'><g id='a'><use href='#b'/></g></g><symbol id='b'><use href='#c'/><use href='#c'/></symbol><pattern id='c'><circle fill='url(#d)'/></pattern><foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject><script><![CDATA[alert(1)]]></script></svg>",
        "fill:red;stroke:url(#a);font-family:'MS 明朝', serif;transform:rotate(45deg)",
        ".a,#b{mask:url(#m)} g > .c + d ~ *{fill:#fff!important} @media print{a{b:c}} /* x */ .d:hover{fill:red}",
        "url(#a)", "rgb(1,2%,3)", "#a", "x");

    public static IReadOnlyList<byte[]> Markup { get; } = Texts(
        "<", ">", "/>", "</g>", "<g>", "<g id='a'>", "<use href='#a'/>", " href='", " xlink:href='#a'", " style='", "fill:url(#a);", "url(", ")", "url(http://x)", "&#x", "&amp;", "&lt;", "&#10;", ";", "'", "\"", "\\", "/*", "*/", "@import", "{", "}", "<style>", "</style>", "<script>",
        "</script>", "<text>", "</text>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "javascript:", "data:image/png;base64,", "iVBORw0KGgo=", " xml:space='preserve'", " xml:base='x'", " xmlns:x='y'", " xmlns='http://www.w3.org/2000/svg'", "expression(", "\u202E", "\uFEFF", "日本", "\t", "\r\n");

    public static IReadOnlyList<byte[]> Numbers { get; } =
    [
        [0], [0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0, 0, 1, 0], [1, 0, 0, 0], [2, 0, 0, 0], [3, 0, 0, 0], [40, 0, 0, 0], [108, 0, 0, 0], [124, 0, 0, 0], [12, 0, 0, 0],
        [1, 0, 4, 0], [1, 0, 8, 0], [1, 0, 32, 0], [14, 0, 0, 0, 20, 0, 0, 0], [0x26, 6], [0x43, 0x0F], [0x40, 9], .. Texts("EMF+", "GDIC", "BM", "PK\u0003\u0004"), Png,
    ];

    private static byte[] Words(params uint[] words) => [.. words.SelectMany(BitConverter.GetBytes)];

    private static uint[] AsWords(byte[] bytes) => [.. bytes.Chunk(4).Select(four => BitConverter.ToUInt32([.. four, 0, 0, 0]))];

    private static int[] AsShorts(byte[] bytes) => [.. bytes.Chunk(2).Select(two => (int)BitConverter.ToUInt16(two))];

    private static byte[] Dib(int width, int height, int bits, uint compression, byte[] rest) =>
        [.. Words(40, (uint)width, (uint)height, 1 | ((uint)bits << 16), compression, 0, 2835, 2835, 0, 0), .. rest];

    private static byte[] Bmp(byte[] dib, int head) => [(byte)'B', (byte)'M', .. Words((uint)dib.Length + 14, 0, (uint)head + 14), .. dib];

    private static byte[] Icon(int type, params byte[][] frames)
    {
        var offset = 6 + (16 * frames.Length);
        var directory = new List<byte> { 0, 0, (byte)type, 0, (byte)frames.Length, 0 };
        foreach (var frame in frames)
        {
            directory.AddRange([16, 16, 0, 0, 1, 0, 32, 0, .. Words((uint)frame.Length, (uint)offset)]);
            offset += frame.Length;
        }

        return [.. directory, .. frames.SelectMany(frame => frame)];
    }

    private static byte[] Record(uint type, params uint[] words) => [.. Words(type, 8 + (4 * (uint)words.Length)), .. Words(words)];

    private static byte[] Emf(params byte[][] records)
    {
        byte[] body = [.. records.SelectMany(record => record), .. Record(14, 0, 16, 20)];
        return [.. Words(1, 108, 0, 0, 9, 9, 0, 0, 999, 999, 0x464D4520, 0x10000, 108 + (uint)body.Length, (uint)records.Length + 2, 9, 0, 0, 0, 1024, 768, 320, 240, 0, 0, 0, 320_000, 240_000), .. body];
    }

    private static byte[] Meta(int function, params int[] words) => [.. Words(3 + (uint)words.Length), (byte)function, (byte)(function >> 8), .. words.SelectMany(word => BitConverter.GetBytes((ushort)word))];

    private static byte[] Wmf(bool isPlaceable, params byte[][] records)
    {
        byte[] body = [.. records.SelectMany(record => record), .. Meta(0)];
        byte[] placeable = isPlaceable ? [.. Words(0x9AC6CDD7, 0, 0x640000, 0x5A00064), 0, 0, 0, 0, 0, 0] : [];
        return [.. placeable, 1, 0, 9, 0, 0, 3, .. Words((18 + (uint)body.Length) / 2), 4, 0, .. Words(99), 0, 0, .. body];
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
