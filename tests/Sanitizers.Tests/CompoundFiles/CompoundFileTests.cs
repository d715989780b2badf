using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.CompoundFiles;

public class CompoundFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(200_000)]
    public void Reads_WhatItWrote(int length)
    {
        var content = Pattern(length);
        var file = Read(Write(root => root.Add("Data", new MemoryStream(content))));
        Assert.Equal(content, Bytes(file, file.Root.Find("DATA")!));
    }

    [Fact]
    public void Reads_ManyStreamsInStoragesOfStorages()
    {
        var bytes = Write(root =>
        {
            for (var i = 0; i < 300; i++)
            {
                root.Add($"s{i}", new MemoryStream(Pattern(i * 37)));
            }

            var inner = root.AddStorage("ObjectPool").AddStorage("_1");
            inner.Add("\u0001Ole", new MemoryStream([1, 2, 3]));
        });
        var file = Read(bytes);
        Assert.Equal(301, file.Root.Children.Count);
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(Pattern(i * 37), Bytes(file, file.Root.Find($"S{i}")!));
        }

        Assert.Equal([1, 2, 3], Bytes(file, file.Root.Find("ObjectPool")!.Find("_1")!.Find("\u0001Ole")!));
    }

    [Fact]
    public void Writes_AFileThatNeedsADifat()
    {
        // 109 FAT sectors chain 7 MB; two more DIFAT sectors are needed for 24 MB.
        var content = Pattern(24 << 20);
        var bytes = Write(root => root.Add("Data", new MemoryStream(content)));
        Assert.True(BitConverter.ToInt32(bytes, 72) >= 2);
        var file = Read(bytes);
        Assert.True(content.AsSpan().SequenceEqual(Bytes(file, file.Root.Find("Data")!)));
    }

    [Fact]
    public void Writes_SiblingsAsARedBlackTreeInOrder()
    {
        for (var count = 0; count < 70; count++)
        {
            var names = Enumerable.Range(0, count).Select(i => $"n{i}").Reverse().ToList();
            var entries = Entries(Write(root => names.ForEach(name => root.Add(name, new MemoryStream([1])))), count + 1);
            var ordered = new List<string>();
            BlackHeight(entries, entries[0].Child, false, ordered);
            Assert.Equal(names.OrderBy(name => name.Length).ThenBy(name => name.ToUpperInvariant(), StringComparer.Ordinal), ordered);
        }
    }

    [Fact]
    public void Copies_AnEmbeddedFileOutOfItsContainer()
    {
        var inner = Read(Write(root => root.AddStorage("box").AddStorage("deep").Add("Data", new MemoryStream(Pattern(5000)))));
        var copy = Read(Write(root => Assert.True(root.AddAll(inner, inner.Root.Find("box")!))));
        Assert.Equal(Pattern(5000), Bytes(copy, copy.Root.Find("deep")!.Find("Data")!));
    }

    [Fact]
    public void Seeks_InAStream()
    {
        var file = Read(Write(root => root.Add("Data", new MemoryStream(Pattern(10_000)))));
        using var stream = file.Open(file.Root, "Data")!;
        stream.Position = 5123;
        Assert.Equal(Pattern(10_000)[5123], stream.ReadByte());
        stream.Position = 20_000;
        Assert.Equal(-1, stream.ReadByte());
    }

    [Theory]
    [InlineData(28, 0, "the header")]
    [InlineData(30, 8, "the header")]
    [InlineData(56, 1, "the header")]
    [InlineData(79, 0x40, "the list of FAT sectors")]
    [InlineData(51, 0x40, "the chain of the directory")]
    [InlineData(63, 0x40, "the chain of the mini stream")]
    public void Refuses_AHeaderThatLies(int at, byte value, string detail)
    {
        var bytes = Write(root => root.Add("Data", new MemoryStream([1])));
        bytes[at] = value;
        var reading = CompoundFile.Read(new MemoryStream(bytes));
        Assert.Null(reading.File);
        Assert.Equal((Reason.Corrupt, detail), (reading.Reason, reading.Detail));
    }

    [Fact]
    public void Refuses_AStreamThatRunsInACircle()
    {
        var bytes = Write(root => root.Add("Data", new MemoryStream(Pattern(5000))));
        // The first sector of the FAT, which lies last; sector 0 begins the stream.
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 512 + 4), 0);
        var file = Read(bytes);
        Assert.Null(file.Open(file.Root, "Data"));
    }

    [Fact]
    public void Refuses_AStreamThatIsLongerThanItsChain()
    {
        var bytes = Write(root => root.Add("Data", new MemoryStream(Pattern(5000))));
        BitConverter.TryWriteBytes(bytes.AsSpan(EntryAt(bytes, 1) + 120), 50_000);
        var file = Read(bytes);
        Assert.Null(file.Open(file.Root, "Data"));
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(100)]
    public void Refuses_TheSecondOfTwoStreamsInTheSameSectors(int length)
    {
        var bytes = Write(root =>
        {
            root.Add("A", new MemoryStream(Pattern(length)));
            root.Add("B", new MemoryStream(Pattern(length)));
        });
        bytes.AsSpan(EntryAt(bytes, 1) + 116, 4).CopyTo(bytes.AsSpan(EntryAt(bytes, 2) + 116));
        var file = Read(bytes);
        Assert.NotNull(file.Open(file.Root, "A"));
        Assert.Null(file.Open(file.Root, "B"));
        Assert.NotNull(file.Open(file.Root, "A"));
    }

    [Theory]
    [InlineData(76)]
    [InlineData(68)]
    public void Refuses_ADirectoryThatRunsInACircle(int link)
    {
        var bytes = Write(root => root.AddStorage("A").Add("B", new MemoryStream([1])));
        BitConverter.TryWriteBytes(bytes.AsSpan(EntryAt(bytes, 2) + link), 1);
        bytes[EntryAt(bytes, 2) + 66] = 1;
        Assert.Equal(Reason.Corrupt, CompoundFile.Read(new MemoryStream(bytes)).Reason);
    }

    [Fact]
    public void Refuses_TwoEntriesOfOneName()
    {
        var bytes = Write(root =>
        {
            root.Add("Ab", new MemoryStream([1]));
            root.Add("Ac", new MemoryStream([2]));
        });
        bytes.AsSpan(EntryAt(bytes, 1), 66).CopyTo(bytes.AsSpan(EntryAt(bytes, 2)));
        bytes[EntryAt(bytes, 2)] = (byte)'a';
        Assert.Equal(Reason.Ambiguous, CompoundFile.Read(new MemoryStream(bytes)).Reason);
    }

    [Fact]
    public void Refuses_StoragesInStoragesWithoutEnd()
    {
        var bytes = Write(root =>
        {
            for (var (storage, i) = (root, 0); i < 100; i++)
            {
                storage = storage.AddStorage("a");
            }
        });
        Assert.Equal(Reason.TooDeep, CompoundFile.Read(new MemoryStream(bytes)).Reason);
    }

    [Fact]
    public void Answers_EveryPrefixAndEveryChangedByte()
    {
        var bytes = Write(root =>
        {
            root.Add("Long", new MemoryStream(Pattern(5000)));
            root.AddStorage("box").Add("Short", new MemoryStream([1]));
        });
        for (var i = 0; i < bytes.Length; i++)
        {
            ReadAll(bytes[..i]);
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 0xFF;
            ReadAll(changed);
        }
    }

    [Fact]
    public void Opens_FilesOfTheCorpus()
    {
        var (opened, all) = (0, 0);
        foreach (var path in Corpus.Files("xls", "doc", "ppt", "msg"))
        {
            var content = File.ReadAllBytes(path);
            if (CompoundFile.Is(content))
            {
                all++;
                opened += CompoundFile.Read(new MemoryStream(content)).File is null ? 0 : 1;
            }
        }

        Assert.True(opened >= all * 0.95, $"{opened} of {all}");
    }

    private static void ReadAll(byte[] bytes)
    {
        if (CompoundFile.Read(new MemoryStream(bytes)).File is not { } file)
        {
            return;
        }

        var pending = new Stack<DirectoryEntry>([file.Root]);
        while (pending.TryPop(out var storage))
        {
            foreach (var child in storage.Children)
            {
                if (child.IsStorage)
                {
                    pending.Push(child);
                }
                else
                {
                    file.Open(child)?.CopyTo(Stream.Null);
                }
            }
        }
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 31) ^ (i >> 8)))];

    private static byte[] Write(Action<NewStorage> fill)
    {
        var root = new NewStorage("Root Entry");
        fill(root);
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(100 << 20)));
        return output.ToArray();
    }

    private static CompoundFile Read(byte[] bytes)
    {
        var reading = CompoundFile.Read(new MemoryStream(bytes));
        Assert.Equal("", reading.Detail);
        return reading.File!;
    }

    private static byte[] Bytes(CompoundFile file, DirectoryEntry entry)
    {
        using var copy = new MemoryStream();
        file.Open(entry)!.CopyTo(copy);
        return copy.ToArray();
    }

    private static int EntryAt(byte[] bytes, int index) => 512 + (BitConverter.ToInt32(bytes, 48) * 512) + (index * 128);

    private static List<(string Name, bool IsRed, uint Left, uint Right, uint Child)> Entries(byte[] bytes, int count)
    {
        var entries = new List<(string, bool, uint, uint, uint)>();
        for (var at = EntryAt(bytes, 0); at < EntryAt(bytes, count); at += 128)
        {
            entries.Add((Encoding.Unicode.GetString(bytes, at, bytes[at + 64] - 2), bytes[at + 67] == 0, BitConverter.ToUInt32(bytes, at + 68), BitConverter.ToUInt32(bytes, at + 72), BitConverter.ToUInt32(bytes, at + 76)));
        }

        return entries;
    }

    private static int BlackHeight(List<(string Name, bool IsRed, uint Left, uint Right, uint Child)> entries, uint id, bool isParentRed, List<string> ordered)
    {
        if (id == uint.MaxValue)
        {
            return 1;
        }

        var entry = entries[(int)id];
        Assert.False(entry.IsRed && isParentRed);
        var left = BlackHeight(entries, entry.Left, entry.IsRed, ordered);
        ordered.Add(entry.Name);
        Assert.Equal(left, BlackHeight(entries, entry.Right, entry.IsRed, ordered));
        return left + (entry.IsRed ? 0 : 1);
    }
}
