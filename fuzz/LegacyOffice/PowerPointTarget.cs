using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.LegacyOffice.PowerPoint;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.LegacyOffice;

/// <summary>
/// Any bytes as the parts of a presentation in a sound container, cut at a mark: document, master, slide, pictures; without a mark, as the stream of a presentation itself.
/// </summary>
internal static class PowerPointTarget
{
    private static readonly byte[] Mark = [0xAA, 0x55, 0xAA, 0x55];

    public static FuzzTarget Target { get; } = new("powerpoint", [Seed(), [.. Stream(Split(Seed()), out _)]], Tokens, Run);

    private static IReadOnlyList<byte[]> Tokens =>
    [
        Mark, Atom(0x03FF, 0x0F), Atom(0x0FF3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0), Atom(0x0FDF, 0, 0, 0, 0, 0, 2, 0, 0, 0), Atom(0x0FC3, 0), Atom(0x0BC1, 0, 1, 0, 0, 0), [0x0F, 0, 0xF2, 0x0F], [0x0F, 0, 0x44, 0xF1],
        [0x0F, 0, 0x88, 0x13], [0x0F, 0, 0x8A, 0x13], [0, 0, 0x8B, 0x13], [0x0F, 0, 0x11, 0xF0], [0x0F, 0, 0x0D, 0xF0], [0x0F, 0, 0x0C, 0x04], [0x82, 3], [0x1A, 0xF0], [0x1E, 0xF0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0],
        [4, 0, 0, 0], [8, 0, 0, 0], "http://a/"u8.ToArray(), Encoding.Unicode.GetBytes("http://a/"), Encoding.Unicode.GetBytes("___PPT9"), Encoding.Unicode.GetBytes("___PPT10"), Atom(0x2EE0, 0x0F), Atom(0x07F9, 0, 0, 0),
    ];

    private static byte[] Atom(int type, int first, params byte[] data) => [(byte)first, (byte)(first >> 8), (byte)type, (byte)(type >> 8), .. BitConverter.GetBytes(data.Length), .. data];

    private static byte[] Box(int type, params byte[][] children) => Atom(type, 0x0F, [.. children.SelectMany(child => child)]);

    private static byte[] Text(string text, int instance = 0) => Atom(0x0FBA, instance << 4, Encoding.Unicode.GetBytes(text));

    private static byte[] Persist(byte id, byte slide) => Atom(0x03F3, 0, id, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, slide, 1, 0, 0, 0, 0, 0, 0);

    private static byte[] Seed()
    {
        byte[] entry = [6, 6, .. new byte[16], 0xFF, 0, 34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var masters = Box(0x0FF0, Persist(2, 0));
        masters[0] = 0x1F;
        var sound = Box(0x07E4, Atom(0x07E5, 0, 1, 0, 0, 0), Box(0x07E6, Text("a.wav"), Text(".wav", 1), Text("1", 2), Atom(0x07E7, 0, 1)));
        var document = Box(0x03E8, Atom(0x03E9, 1, new byte[40]), Box(0x0409, Atom(0x040A, 0, 2, 0, 0, 0), Box(0x0FD7, Atom(0x0FD3, 0, 1, 0, 0, 0), Text("a"), Text("http://a/", 1)), Box(0x0FCC, Atom(0x0FC3, 0, new byte[24]))), sound,
            Box(0x040B, Box(0xF000, Box(0xF001, Atom(0xF007, 0x62, entry)))), masters, Box(0x07D0, Box(0x03FF, Atom(0x0400, 2, new byte[12])), Box(0x1388, Box(0x138A, Text("___PPT9"), Atom(0x138B, 0, Box(0x07F8, Atom(0x07F9, 0, [6, 0, .. Picture()])))))),
            Box(0x0FF0, Persist(3, 1), Atom(0x0F9F, 0, 0, 0, 0, 0), Atom(0x0FA8, 0, 65, 66)), Atom(0x03EA, 0));
        var animation = Box(0xF144, Atom(0xF127, 0, new byte[32]), Box(0xF132, Atom(0xF13B, 0, 3, 0, 0, 0, 2, 0, 0, 0), Atom(0xF142, 16, 3, 65, 0, 0, 0)));
        var click = Box(0x0FF2, Atom(0x0FF3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0));
        var shape = Box(0xF004, Atom(0xF00A, 0xCA2, 2, 4, 0, 0, 0, 10, 0, 0), Atom(0xF00B, 0x13, 0x82, 3, 1, 0, 0, 0), Box(0xF011, Atom(0x0BC3, 0, new byte[8]), click), Box(0xF00D, Atom(0x0F9E, 0, 0, 0, 0, 0), click, Atom(0x0FDF, 0, new byte[8])));
        var slide = Box(0x03EE, Atom(0x03EF, 2, new byte[24]), Box(0x040C, Box(0xF002, Atom(0xF008, 16, new byte[8]), Box(0xF003, shape))), Box(0x1388, Box(0x138A, Text("___PPT10"), Atom(0x138B, 0, animation))));
        return [.. document, .. Mark, .. Box(0x03F8, Atom(0x03EF, 2, new byte[24])), .. Mark, .. slide, .. Mark, .. Picture()];
    }

    private static byte[] Picture() => Atom(0xF01E, 0x6E00, [.. new byte[16], 0xFF, 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0]);

    private static List<byte[]> Split(byte[] input)
    {
        var parts = new List<byte[]>();
        for (var start = 0; ;)
        {
            var at = input.AsSpan(start).IndexOf(Mark);
            parts.Add(at < 0 ? input[start..] : input[start..(start + at)]);
            if (at < 0)
            {
                return parts;
            }

            start += at + Mark.Length;
        }
    }

    private static byte[] Stream(List<byte[]> parts, out int edit)
    {
        var stream = new List<byte>();
        var places = new List<byte>();
        foreach (var part in parts.Count > 1 ? parts.Take(parts.Count - 1) : parts)
        {
            places.AddRange(BitConverter.GetBytes(stream.Count));
            stream.AddRange(part);
        }

        var directory = stream.Count;
        stream.AddRange(Atom(0x1772, 0, [.. BitConverter.GetBytes(1 | (places.Count / 4 << 20)), .. places]));
        edit = stream.Count;
        stream.AddRange(Atom(0x0FF5, 0, [0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, .. BitConverter.GetBytes(directory), 1, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0]));
        return [.. stream];
    }

    private static void Run(byte[] input)
    {
        var parts = Split(input);
        var edit = Math.Max(0, input.AsSpan().LastIndexOf((byte[])[0xF5, 0x0F]) - 2);
        var stream = parts.Count > 1 ? Stream(parts, out edit) : input;
        var root = new NewStorage("Root Entry");
        root.Add("PowerPoint Document", new MemoryStream(stream));
        root.Add("Current User", new MemoryStream(Atom(0x0FF6, 0, [20, 0, 0, 0, 0x5F, 0xC0, 0x91, 0xE3, .. BitConverter.GetBytes(edit), 0, 0, 0xF4, 3, 3, 0, 0, 0, 8, 0, 0, 0])));
        root.Add("Pictures", new MemoryStream(parts.Count > 1 ? parts[^1] : []));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(input.Length)));
        LegacyRun.Run(file.ToArray(), Formats.Ppt, new PptSanitizer(), new PptVerifier());
    }
}
