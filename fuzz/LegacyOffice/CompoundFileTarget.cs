using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.LegacyOffice;

/// <summary>Any bytes: refused, or a tree whose streams are no longer than the file together; what can be read whole, written anew, reads the same and is written the same.</summary>
internal static class CompoundFileTarget
{
    public static FuzzTarget Target { get; } = new("compound-file", [Seed(0), Seed(1), Seed(2)], Tokens, Run);

    private static IReadOnlyList<byte[]> Tokens =>
    [
        [0xFE, 0xFF, 0xFF, 0xFF], [0xFD, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0xFC, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [1, 0, 0, 0], [2, 0, 0, 0], [0, 0x10, 0, 0], [9, 0], [12, 0], [1], [2], [5],
    ];

    private static byte[] Seed(int kind)
    {
        var root = new NewStorage("Root Entry");
        root.Add("A", new MemoryStream(new byte[kind * 2100]));
        var box = root.AddStorage("Box");
        box.Add("B", new MemoryStream([1, 2, 3]));
        box.AddStorage("C").Add("D", new MemoryStream(new byte[70]));
        return Write(root, 0);
    }

    private static byte[] Write(NewStorage root, long bytes)
    {
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(bytes)));
        return output.ToArray();
    }

    private static void Run(byte[] input)
    {
        if (CompoundFile.Read(new MemoryStream(input)).File is not { } file)
        {
            return;
        }

        var copy = new NewStorage("Root Entry");
        if (!copy.AddAll(file, file.Root))
        {
            return;
        }

        var first = Write(copy, input.Length);
        if (CompoundFile.Read(new MemoryStream(first)).File is not { } again)
        {
            throw new PropertyBrokenException("its own output is refused");
        }

        var second = new NewStorage("Root Entry");
        if (!second.AddAll(again, again.Root) || !Write(second, first.Length).AsSpan().SequenceEqual(first))
        {
            throw new PropertyBrokenException("another file the second time");
        }

        if (Length(again.Root) > input.Length + 4096)
        {
            throw new PropertyBrokenException("more bytes than the file has");
        }
    }

    private static long Length(DirectoryEntry root)
    {
        var total = 0L;
        var pending = new Stack<DirectoryEntry>([root]);
        while (pending.TryPop(out var storage))
        {
            foreach (var child in storage.Children)
            {
                total += child.IsStorage ? 0 : child.Size;
                if (child.IsStorage)
                {
                    pending.Push(child);
                }
            }
        }

        return total;
    }
}
