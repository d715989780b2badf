namespace Mugai.Sanitizers.Metafiles;

/// <summary>One record while it is written: bytes that grow, numbers put in later.</summary>
internal sealed class RecordBuffer
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Forgets what was written from <paramref name="length"/> on.</summary>
    public void Cut(int length) => Length = length;

    /// <summary>Takes <paramref name="bytes"/> as they are.</summary>
    public RecordBuffer Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Grow(bytes.Length));
        return this;
    }

    public RecordBuffer U16(int value)
    {
        Grow(2).U16(0, value);
        return this;
    }

    public RecordBuffer U32(long value)
    {
        Grow(4).U32(0, value);
        return this;
    }

    /// <summary>Adds <paramref name="count"/> zeros.</summary>
    public RecordBuffer Zeros(int count)
    {
        Grow(count).Clear();
        return this;
    }

    /// <summary>Adds zeros up to the next multiple of <paramref name="unit"/>.</summary>
    public RecordBuffer Pad(int unit) => Zeros((unit - (Length % unit)) % unit);

    private Span<byte> Grow(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, checked(Math.Max(_bytes.Length * 2, Length + count)));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
