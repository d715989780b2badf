using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Archives.Native;
using Mugai.Sanitizers.Archives.Reading;

namespace Mugai.Fuzz.Archives;

/// <summary>What mutation of archives starts from.</summary>
internal static class ArchiveSeeds
{
    public static IReadOnlyList<byte[]> Zips { get; } = [Zip(("a.txt", "a")), Zip(("d/", ""), ("d/b.txt", new string('b', 300)), ("表.csv", "1,2")), Nested(), Zip()];

    public static IReadOnlyList<byte[]> ZipTokens { get; } =
    [
        "PK\u0003\u0004"u8.ToArray(), "PK\u0001\u0002"u8.ToArray(), "PK\u0005\u0006"u8.ToArray(), "PK\u0006\u0006"u8.ToArray(), "PK\u0006\u0007"u8.ToArray(),
        [0xff, 0xff, 0xff, 0xff], [0xff, 0xff], [1, 0, 24, 0], [0x75, 0x70, 9, 0, 1], [1, 0x99, 7, 0, 2, 0, (byte)'A', (byte)'E', 3, 8, 0],
        "../"u8.ToArray(), "a.txt"u8.ToArray(), [0, 0, 0xff, 0xa1], [8, 0], [9, 0], [1, 0], [0x63, 0],
    ];

    public static IReadOnlyList<byte[]> Unpacked { get; } = [Sequence(), Sequence((MemberKind.File, "a", "text")), Sequence((MemberKind.Folder, "d/", ""), (MemberKind.File, "d/b", "bb"), (MemberKind.Link, "l", ""))];

    private static byte[] Nested() => Zip(("inner.zip", Encoding.Latin1.GetString(Zip(("x.txt", "x")))));

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.Latin1.GetBytes(text));
            }
        }

        return output.ToArray();
    }

    private static byte[] Sequence(params (MemberKind Kind, string Name, string Text)[] entries)
    {
        using var output = new MemoryStream();
        var writer = new UnpackedWriter(output);
        foreach (var (kind, name, text) in entries)
        {
            writer.Write(Encoding.UTF8.GetBytes(text));
            writer.End(kind, Reason.None, Encoding.UTF8.GetBytes(name), 1_775_001_600);
        }

        writer.Finish();
        return output.ToArray();
    }
}
