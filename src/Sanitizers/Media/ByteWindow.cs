using System.Buffers;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media;

/// <summary>
/// A sliding view of a seekable stream, so that walkers ask for the bytes at a place and memory stays flat. Reads are charged to the budget:
/// a walker that goes back and forth pays for it.
/// </summary>
internal sealed class ByteWindow(Stream stream, Budget? budget) : IDisposable
{
    /// <summary>The most that can be asked for at once.</summary>
    public const int MaxSpan = 16 * 1024;

    private const int BufferBytes = 64 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _start;
    private int _count;

    public long Length { get; } = stream.Length;

    /// <summary>The bytes at <paramref name="position"/>, at most <paramref name="count"/>, fewer only where the stream ends. Valid until the next call.</summary>
    public ReadOnlySpan<byte> At(long position, int count)
    {
        if (position < 0 || position >= Length)
        {
            return default;
        }

        count = (int)Math.Min(count, Length - position);
        if (position < _start || position + count > _start + _count)
        {
            Fill(position);
        }

        var offset = (int)(position - _start);
        return _buffer.AsSpan(offset, Math.Min(count, _count - offset));
    }

    /// <summary>True when <paramref name="mark"/> stands at <paramref name="position"/>.</summary>
    public bool Has(long position, ReadOnlySpan<byte> mark) => At(position, mark.Length).SequenceEqual(mark);

    /// <summary>True when all of the stretch is zero.</summary>
    public bool IsZero(long start, long end)
    {
        while (start < end)
        {
            var some = At(start, (int)Math.Min(MaxSpan, end - start));
            if (some.IsEmpty || some.ContainsAnyExcept((byte)0))
            {
                return false;
            }

            start += some.Length;
        }

        return true;
    }

    /// <summary>Copies a stretch; false when the stream ends before it.</summary>
    public bool CopyTo(Stream output, long start, long count)
    {
        budget?.ChargeBytes(count);
        while (count > 0)
        {
            var some = At(start, (int)Math.Min(MaxSpan, count));
            if (some.IsEmpty)
            {
                return false;
            }

            output.Write(some);
            start += some.Length;
            count -= some.Length;
        }

        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Fill(long position)
    {
        stream.Position = position;
        _start = position;
        _count = stream.ReadAtLeast(_buffer.AsSpan(0, BufferBytes), BufferBytes, throwOnEndOfStream: false);
        budget?.ChargeBytes(_count);
    }
}
