using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>A view of a chain of sectors. What a cut last sector lacks reads as zeros.</summary>
internal sealed class SectorChainStream(Stream source, SectorChain chain, long length) : ViewStream(length)
{
    protected override int ReadAt(long position, Span<byte> buffer)
    {
        var (start, together) = chain.Locate(position);
        buffer = buffer[..(int)Math.Min(buffer.Length, together)];
        source.Position = start;
        var count = source.Read(buffer);
        if (count == 0)
        {
            buffer.Clear();
            count = buffer.Length;
        }

        return count;
    }
}
