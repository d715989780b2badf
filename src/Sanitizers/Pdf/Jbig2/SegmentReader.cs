using System.Buffers.Binary;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>Big-endian numbers of a segment. Behind the end there are zeros, and <see cref="HasFailed"/> says so.</summary>
internal ref struct SegmentReader(ReadOnlyMemory<byte> data)
{
    private readonly ReadOnlyMemory<byte> _data = data;

    public int Position { get; private set; }

    public bool HasFailed { get; private set; }

    public readonly ReadOnlyMemory<byte> Rest => _data[Position..];

    public byte Byte() => Take(1) is { Length: 1 } bytes ? bytes[0] : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public int Int32() => unchecked((int)UInt32());

    /// <summary>Adaptive template pixels: pairs of signed bytes.</summary>
    public (int X, int Y)[] Pixels(int count)
    {
        var pixels = new (int X, int Y)[count];
        for (var i = 0; i < count; i++)
        {
            pixels[i] = ((sbyte)Byte(), (sbyte)Byte());

            // A pixel that is not decoded yet would be read as white by us and as anything by others.
            HasFailed |= pixels[i].Y > 0 || (pixels[i].Y == 0 && pixels[i].X >= 0);
        }

        return pixels;
    }

    /// <summary>The pixels of a refinement, of which the second lies in the reference and may be anywhere.</summary>
    public (int X, int Y)[] RefinementPixels() => [Pixels(1)[0], ((sbyte)Byte(), (sbyte)Byte())];

    public void Skip(long count)
    {
        HasFailed |= count > _data.Length - Position;
        Position = (int)Math.Min(Position + count, _data.Length);
    }

    /// <summary>Reads the last byte again.</summary>
    public void StepBack() => Position = Math.Max(0, Position - 1);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - Position)
        {
            HasFailed = true;
            Position = _data.Length;
            return default;
        }

        Position += count;
        return _data.Span.Slice(Position - count, count);
    }
}
