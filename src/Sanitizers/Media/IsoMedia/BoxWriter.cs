using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>Writes boxes into memory that counts against the budget; sizes are filled in when a box ends.</summary>
internal sealed class BoxWriter(Budget budget) : IDisposable
{
    private const int FirstBytes = 4096;

    private readonly Stack<int> _open = [];
    private byte[] _buffer = [];
    private int _charged;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Begin(string type)
    {
        _open.Push(Length);
        UInt32(0);
        Span<byte> name = stackalloc byte[4];
        Encoding.Latin1.GetBytes(type, name);
        Bytes(name);
    }

    /// <summary>A box with version and flags.</summary>
    public void Begin(string type, uint versionAndFlags)
    {
        Begin(type);
        UInt32(versionAndFlags);
    }

    public void End()
    {
        var start = _open.Pop();
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(start), (uint)(Length - start));
    }

    public void Box(string type, ReadOnlySpan<byte> body)
    {
        Begin(type);
        Bytes(body);
        End();
    }

    public void Byte(int value) => Take(1)[0] = (byte)value;

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    public void Zeros(int count) => Take(count).Clear();

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Bytes already written, to be changed.</summary>
    public Span<byte> At(int position, int count) => _buffer.AsSpan(position, count);

    public void Dispose()
    {
        Return();
        _buffer = [];
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _buffer.Length)
        {
            Grow(Length + count);
        }

        Length += count;
        return _buffer.AsSpan(Length - count, count);
    }

    private void Grow(int needed)
    {
        var size = Math.Max(FirstBytes, Math.Max(needed, _buffer.Length * 2));
        budget.ChargeScratch(size);
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Written.CopyTo(larger);
        Return();
        _buffer = larger;
        _charged = size;
    }

    private void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            budget.ChargeScratch(-_charged);
        }
    }
}
