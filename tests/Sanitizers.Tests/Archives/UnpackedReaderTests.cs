using Mugai.Sanitizers.Archives;
using Mugai.Sanitizers.Archives.Native;
using Mugai.Sanitizers.Archives.Reading;

namespace Mugai.Sanitizers.Tests.Archives;

public class UnpackedReaderTests
{
    private static readonly byte[] Sequence = Write();

    [Fact]
    public void Reads_WhatTheStepWrites()
    {
        var entries = Read(Sequence)!;

        Assert.Equal([(MemberKind.File, 0L, 4L), (MemberKind.Folder, 4L, 0L), (MemberKind.File, 4L, 2L)], entries.Select(entry => (entry.Kind, entry.Offset, entry.Size)));
        Assert.Equal([1_775_001_600L, null, 7L], entries.Select(entry => entry.UnixSeconds));
        Assert.Equal(Reason.Corrupt, entries[2].Fault);
    }

    [Fact]
    public void Refuses_EveryPrefix_AndEveryByteBehind()
    {
        for (var length = 0; length < Sequence.Length; length++)
        {
            Assert.Null(Read(Sequence[..length]));
        }

        Assert.Null(Read([.. Sequence, 0]));
        Assert.Null(Read([0, .. Sequence]));
    }

    [Fact]
    public void Refuses_MoreEntriesThanThereMayBe()
    {
        using var stream = new MemoryStream(Sequence);
        Assert.Null(UnpackedReader.Read(stream, new ArchiveLimits { MaxEntries = 2 }));
    }

    [Fact]
    public void Gives_EntriesThatFillTheSequence_WhateverByteIsChanged()
    {
        for (var at = 0; at < Sequence.Length; at++)
        {
            var changed = (byte[])Sequence.Clone();
            changed[at] ^= 0xff;
            if (Read(changed) is { } entries)
            {
                Assert.Equal(6, entries.Sum(entry => entry.Size));
            }
        }
    }

    private static IReadOnlyList<UnpackedEntry>? Read(byte[] sequence)
    {
        using var stream = new MemoryStream(sequence);
        return UnpackedReader.Read(stream, new ArchiveLimits());
    }

    private static byte[] Write()
    {
        using var output = new MemoryStream();
        var writer = new UnpackedWriter(output);
        writer.Write("te"u8);
        writer.Write("xt"u8);
        writer.End(MemberKind.File, Reason.None, "a.txt"u8, 1_775_001_600);
        writer.End(MemberKind.Folder, Reason.None, "d/"u8, null);
        writer.Write("xx"u8);
        writer.End(MemberKind.File, Reason.Corrupt, "d/b"u8, 7);
        writer.Finish();
        return output.ToArray();
    }
}
