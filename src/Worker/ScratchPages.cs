using System.Buffers.Binary;
using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>Scratch of the job in hand that is too much for memory: the host keeps it, under a key that this process never sees, until the job ends.</summary>
internal sealed class ScratchPages(FrameChannel channel, JobInputStream input) : IScratchPages
{
    private readonly Stack<int> _free = new();
    private int _count;

    public int Add(ReadOnlySpan<byte> page)
    {
        var number = _free.TryPop(out var free) ? free : _count++;
        Write(number, page);
        return number;
    }

    public void Write(int number, ReadOnlySpan<byte> page)
    {
        Say(FrameType.ScratchWrite, number);
        channel.Send(FrameType.ScratchBytes, page);
    }

    public void Read(int number, Span<byte> page)
    {
        Say(FrameType.ScratchRead, number);
        channel.Flush();
        while (!page.IsEmpty)
        {
            var bytes = input.Await(FrameType.ScratchPage);
            if (bytes.IsEmpty || bytes.Length > page.Length)
            {
                throw new ProtocolException("a scratch page of another length");
            }

            bytes.CopyTo(page);
            page = page[bytes.Length..];
        }
    }

    public void Free(int number)
    {
        _free.Push(number);
        Say(FrameType.ScratchFree, number);
        channel.FlushWhenFull();
    }

    /// <summary>Ready for the next job: the host has forgotten the pages of this one.</summary>
    public void Finish()
    {
        _free.Clear();
        _count = 0;
    }

    private void Say(FrameType type, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        channel.Out.Chunk(type, bytes);
    }
}
