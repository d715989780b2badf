namespace Mugai.Sanitizers.Sanitizing;

/// <summary>A stretch of a shared seekable stream. Seeks before each read, because others read the whole too.</summary>
internal sealed class WindowStream(Stream whole, long start, long length) : ViewStream(length)
{
    protected override int ReadAt(long position, Span<byte> buffer)
    {
        whole.Position = start + position;
        return whole.Read(buffer);
    }
}
