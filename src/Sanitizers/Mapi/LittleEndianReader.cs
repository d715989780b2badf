using System.Buffers.Binary;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>Numbers and runs of bytes from a stream whose length is known. Every method returns false, without an exception, where the bytes end.</summary>
internal sealed class LittleEndianReader(Stream content, Budget budget)
{
    private readonly byte[] _small = new byte[8];
    private readonly byte[] _buffer = new byte[16 * 1024];

    public long Left => content.Length - content.Position;

    public bool TryByte(out byte value)
    {
        var read = content.ReadByte();
        value = (byte)Math.Max(read, 0);
        return read >= 0;
    }

    public bool TryUInt16(out ushort value)
    {
        var isThere = TryFill(_small.AsSpan(0, 2));
        value = BinaryPrimitives.ReadUInt16LittleEndian(_small);
        return isThere;
    }

    public bool TryUInt32(out uint value)
    {
        var isThere = TryFill(_small.AsSpan(0, 4));
        value = BinaryPrimitives.ReadUInt32LittleEndian(_small);
        return isThere;
    }

    public bool TryFill(Span<byte> bytes) => content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;

    public bool TrySkip(long count)
    {
        if (count > Left)
        {
            return false;
        }

        content.Position += count;
        return true;
    }

    /// <summary>The next <paramref name="count"/> bytes in memory.</summary>
    public bool TryBytes(uint count, out byte[] bytes)
    {
        bytes = [];
        if (count > Left)
        {
            return false;
        }

        bytes = new byte[count];
        return TryFill(bytes);
    }

    /// <summary>The next <paramref name="count"/> bytes as scratch, at its start; null where the bytes end.</summary>
    public ScratchStream? Copy(uint count)
    {
        if (count > Left)
        {
            return null;
        }

        budget.ChargeBytes(count);
        var copy = new ScratchStream(budget);
        while (count > 0)
        {
            var piece = _buffer.AsSpan(0, (int)Math.Min(count, _buffer.Length));
            if (!TryFill(piece))
            {
                copy.Dispose();
                return null;
            }

            copy.Write(piece);
            count -= (uint)piece.Length;
        }

        copy.Position = 0;
        return copy;
    }
}
