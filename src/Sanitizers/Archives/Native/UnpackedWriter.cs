using System.Buffers;
using System.Buffers.Binary;
using Mugai.Sanitizers.Archives.Reading;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>
/// Writes what the native step unpacked, front to back: the bytes of all entries one after the other, then an index, then sixteen bytes that say where the index
/// is. Never leaves the machine and holds no pointer that could lie about order: entries follow each other without a gap.
/// </summary>
public sealed class UnpackedWriter(Stream output)
{
    public const int FooterBytes = 16;
    public const int FixedBytes = 21;
    public const int MaxNameBytes = 4096;
    public const uint Magic = 0x3152_4755;

    private readonly ArrayBufferWriter<byte> _index = new();
    private long _total;
    private long _size;
    private int _count;

    /// <summary>Bytes of the entry under way.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _size += bytes.Length;
    }

    /// <summary>Ends an entry. A name that is too long keeps its end, where the file's own name is.</summary>
    public void End(MemberKind kind, Reason fault, ReadOnlySpan<byte> rawName, long? unixSeconds)
    {
        rawName = rawName.Length > MaxNameBytes ? rawName[^MaxNameBytes..] : rawName;
        var entry = _index.GetSpan(FixedBytes + rawName.Length);
        entry[0] = (byte)kind;
        entry[1] = (byte)fault;
        entry[2] = unixSeconds is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[3..], (ushort)rawName.Length);
        BinaryPrimitives.WriteInt64LittleEndian(entry[5..], unixSeconds ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(entry[13..], _size);
        rawName.CopyTo(entry[FixedBytes..]);
        _index.Advance(FixedBytes + rawName.Length);
        _total += _size;
        _size = 0;
        _count++;
    }

    /// <summary>Writes the index. The last call.</summary>
    public void Finish()
    {
        output.Write(_index.WrittenSpan);
        Span<byte> footer = stackalloc byte[FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, _total);
        BinaryPrimitives.WriteInt32LittleEndian(footer[8..], _count);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[12..], Magic);
        output.Write(footer);
    }
}
