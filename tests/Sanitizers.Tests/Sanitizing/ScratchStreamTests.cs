using Mugai.Frames;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Sanitizing;

public class ScratchStreamTests
{
    [Fact]
    public void Holds_WhatWasWrittenAcrossChunks()
    {
        var bytes = new byte[500_000];
        new Random(3).NextBytes(bytes);
        using var scratch = new ScratchStream(NewBudget());
        for (var at = 0; at < bytes.Length; at += 777)
        {
            scratch.Write(bytes.AsSpan(at, Math.Min(777, bytes.Length - at)));
        }

        scratch.Position = 0;
        var read = new byte[bytes.Length];
        scratch.ReadExactly(read);
        Assert.Equal(bytes, read);
        Assert.Equal(0, scratch.Read(read));

        scratch.Position = 16 * 1024 - 3;
        scratch.ReadExactly(read, 0, 10);
        Assert.Equal(bytes.AsSpan(16 * 1024 - 3, 10).ToArray(), read[..10]);
    }

    /// <summary>Chunks come in three sizes; the seams lie at 16 KiB, at 16 KiB + 1 MiB, and in steps of 64 and 512 KiB.</summary>
    [Fact]
    public void Reads_AcrossEverySeam()
    {
        var bytes = new byte[3_000_000];
        new Random(5).NextBytes(bytes);
        var budget = NewBudget();
        using (var scratch = new ScratchStream(budget))
        {
            scratch.Write(bytes);
            Span<byte> read = stackalloc byte[10];
            for (var seam = 16 * 1024; seam < bytes.Length - 10; seam += 64 * 1024)
            {
                scratch.Position = seam - 5;
                scratch.ReadExactly(read);
                Assert.Equal(bytes.AsSpan(seam - 5, 10), read);
            }

            scratch.Position = 0;
            var joined = new List<byte>();
            while (!scratch.Unread.IsEmpty)
            {
                joined.AddRange(scratch.Unread);
                scratch.Position = joined.Count;
            }

            Assert.Equal(bytes, joined);
        }
    }

    [Fact]
    public void Never_ShowsBytesOfAnEarlierPart()
    {
        var budget = NewBudget();
        using (var first = new ScratchStream(budget))
        {
            first.Write(Enumerable.Repeat((byte)0xAA, 200_000).ToArray());
        }

        using var second = new ScratchStream(budget);
        second.Seek(150_000, SeekOrigin.Begin);
        second.WriteByte(1);
        second.SetLength(190_000);
        second.Position = 0;
        var read = new byte[190_000];
        second.ReadExactly(read);
        Assert.Equal(1, read[150_000]);
        read[150_000] = 0;
        Assert.All(read.Chunk(10_000), chunk => Assert.True(chunk.All(b => b == 0)));

        second.SetLength(10);
        second.SetLength(100_000);
        second.Position = 0;
        second.ReadExactly(read, 0, 100_000);
        Assert.True(read.AsSpan(0, 100_000).IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void Counts_AgainstTheBudgetAndGivesBack()
    {
        var budget = NewBudget();
        var scratch = new ScratchStream(budget);
        scratch.Write(new byte[100_000]);
        Assert.InRange(budget.ScratchInUse, 100_000, 180_000);
        scratch.SetLength(5);
        Assert.InRange(budget.ScratchInUse, 5, 16 * 1024);
        scratch.Dispose();
        scratch.Dispose();
        Assert.Equal(0, budget.ScratchInUse);
    }

    [Fact]
    public void Gives_BackWhatIsForgotten_AndNeverReadsItAgain()
    {
        var budget = NewBudget();
        var scratch = new ScratchStream(budget);
        scratch.Write(new byte[2_000_000]);
        scratch.Position = 1_999_999;
        scratch.WriteByte(7);
        scratch.Forget(1_900_000);
        Assert.InRange(budget.ScratchInUse, 100_000, 1_200_000);
        scratch.Position = 1_999_999;
        Assert.Equal(7, scratch.ReadByte());
        scratch.Position = 0;
        Assert.ThrowsAny<ArgumentException>(() => scratch.ReadByte());
        scratch.Forget(long.MaxValue);
        scratch.Dispose();
        Assert.Equal(0, budget.ScratchInUse);
    }

    [Fact]
    public void Stops_AtTheBudget()
    {
        var budget = new Budget(BudgetLimits.ForInput(0) with { MaxScratchBytes = 100_000 });
        using var scratch = new ScratchStream(budget);
        Assert.Throws<BudgetExceededException>(() => scratch.Write(new byte[200_000]));
    }

    /// <summary>Every kind of access, at places all over a stream ten times as large as what stays in memory, compared with a plain array.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Holds_WhatIsTooMuchForMemoryAtTheHost(int seed)
    {
        const int Size = 160 << 20;
        var random = new Random(seed);
        var pages = new FakePages();
        var budget = new Budget(BudgetLimits.ForInput(Size), pages);
        var expected = new byte[Size];
        using (var scratch = new ScratchStream(budget))
        {
            random.NextBytes(expected);
            scratch.Write(expected);
            for (var i = 0; i < 600; i++)
            {
                var at = random.Next(Size - 300_000);
                var count = random.Next(1, 300_000);
                scratch.Position = at;
                if (random.Next(3) == 0)
                {
                    var bytes = new byte[count];
                    random.NextBytes(bytes);
                    scratch.Write(bytes);
                    bytes.CopyTo(expected, at);
                }
                else
                {
                    var read = new byte[count];
                    scratch.ReadExactly(read);
                    Assert.True(expected.AsSpan(at, count).SequenceEqual(read));
                }
            }

            scratch.SetLength(70 << 20);
            scratch.SetLength(75 << 20);
            expected.AsSpan(70 << 20).Clear();
            scratch.Position = 0;
            var all = new byte[75 << 20];
            scratch.ReadExactly(all);
            Assert.True(expected.AsSpan(0, all.Length).SequenceEqual(all));
            Assert.InRange(pages.Count, 1, (75 << 20) / FrameLimits.PageBytes);
        }

        Assert.Equal((0, 0L), (pages.Count, budget.ScratchInUse));
    }

    [Fact]
    public void Gives_ForgottenPagesBack()
    {
        var pages = new FakePages();
        using var scratch = new ScratchStream(new Budget(BudgetLimits.ForInput(100 << 20), pages));
        scratch.Write(new byte[100 << 20]);
        var before = pages.Count;
        scratch.Forget(80 << 20);
        Assert.InRange(pages.Count, 0, before / 2);
        scratch.Position = 81 << 20;
        Assert.Equal(0, scratch.ReadByte());
    }

    /// <summary>Twenty of 16 MiB at one time: what they keep in memory together is bounded, and all of it is still there.</summary>
    [Fact]
    public void Holds_ManyLargeStreamsOfOneJobInLittleMemory()
    {
        const int Size = 16 << 20;
        var pages = new FakePages();
        var budget = new Budget(BudgetLimits.ForInput(20 * Size), pages);
        var streams = new List<ScratchStream>();
        for (var number = 0; number < 20; number++)
        {
            streams.Add(new ScratchStream(budget));
            streams[number].Write(Enumerable.Repeat((byte)number, Size).ToArray());
        }

        Assert.InRange(budget.PagesInMemory, 1, (96 << 20) / FrameLimits.PageBytes + (20 * 4));
        for (var number = 0; number < 20; number++)
        {
            streams[number].Position = 0;
            var all = new byte[Size];
            streams[number].ReadExactly(all);
            Assert.True(all.AsSpan().IndexOfAnyExcept((byte)number) < 0);
            streams[number].Dispose();
        }

        Assert.Equal((0, 0, 0L), (pages.Count, budget.PagesInMemory, budget.ScratchInUse));
    }

    [Fact]
    public void Keeps_AnOrdinaryAttachmentInMemory()
    {
        var pages = new FakePages();
        using var scratch = new ScratchStream(new Budget(BudgetLimits.ForInput(16 << 20), pages));
        scratch.Write(new byte[16 << 20]);
        Assert.Equal(0, pages.Count);
    }

    private sealed class FakePages : IScratchPages
    {
        private readonly Dictionary<int, byte[]> _pages = [];
        private int _next;

        public int Count => _pages.Count;

        public int Add(ReadOnlySpan<byte> page)
        {
            Write(_next, page);
            return _next++;
        }

        public void Write(int number, ReadOnlySpan<byte> page)
        {
            Assert.Equal(FrameLimits.PageBytes, page.Length);
            _pages[number] = page.ToArray();
        }

        public void Read(int number, Span<byte> page) => _pages[number].CopyTo(page);

        public void Free(int number) => Assert.True(_pages.Remove(number));
    }

    private static Budget NewBudget() => new(BudgetLimits.ForInput(0));
}
