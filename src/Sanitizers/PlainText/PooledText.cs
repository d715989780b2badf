using System.Buffers;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// Characters on their way, in an array of the pool: ten thousand small texts in an archive would otherwise cost more to allocate and clear than to clean.
/// <see cref="Release"/> gives the array back; without it the garbage collector takes it, which is no fault.
/// </summary>
/// <param name="expected">About how many characters will come.</param>
internal sealed class PooledText(int expected) : IBufferWriter<char>
{
    private char[] _chars = ArrayPool<char>.Shared.Rent(Math.Max(expected, 64));

    public int WrittenCount { get; private set; }

    public ReadOnlySpan<char> WrittenSpan => _chars.AsSpan(0, WrittenCount);

    /// <summary>Free places behind what was written.</summary>
    public int Room => _chars.Length - WrittenCount;

    public void Advance(int count) => WrittenCount += count;

    public Memory<char> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _chars.AsMemory(WrittenCount);
    }

    public Span<char> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _chars.AsSpan(WrittenCount);
    }

    /// <summary>Empty again.</summary>
    public void Clear() => WrittenCount = 0;

    /// <summary>Empty, and without an array until it is written to again.</summary>
    public void Release()
    {
        ArrayPool<char>.Shared.Return(_chars);
        _chars = [];
        WrittenCount = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (Room >= Math.Max(1, sizeHint))
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, WrittenCount + Math.Max(1, sizeHint)));
        WrittenSpan.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_chars);
        _chars = larger;
    }
}
