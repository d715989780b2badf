using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>Lists of MAPI properties as TNEF writes them ([MS-OXTNEF] 2.1.3.4): one after the other, each value padded to four bytes.</summary>
internal static class TnefProperties
{
    private const ushort FirstNamed = 0x8000;
    private const ushort AttachDataObject = MapiTag.AttachData;

    /// <summary>Interface of an embedded message (IID_IMessage), as its bytes stand in the stream.</summary>
    private static ReadOnlySpan<byte> MessageInterface => [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

    /// <summary>
    /// Reads one list. False when it breaks off: what came before is kept. <paramref name="embedded"/> is the TNEF stream of a message that is attached.
    /// </summary>
    public static bool Read(LittleEndianReader reader, MapiProperties properties, Budget budget, out ScratchStream? embedded)
    {
        embedded = null;
        if (!reader.TryUInt32(out var count))
        {
            return false;
        }

        for (var i = 0u; i < count; i++)
        {
            budget.ChargeObjects(1);
            if (!reader.TryUInt16(out var type) || !reader.TryUInt16(out var id) || (id >= FirstNamed && !SkipName(reader))
                || !ReadValues(reader, properties, id, type, ref embedded))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SkipName(LittleEndianReader reader)
    {
        if (!reader.TrySkip(16) || !reader.TryUInt32(out var kind))
        {
            return false;
        }

        return kind == 0 ? reader.TrySkip(4) : reader.TryUInt32(out var length) && reader.TrySkip(Padded(length));
    }

    private static bool ReadValues(LittleEndianReader reader, MapiProperties properties, ushort id, ushort type, ref ScratchStream? embedded)
    {
        var isMultiple = (type & MapiType.Multiple) != 0;
        type = (ushort)(type & ~MapiType.Multiple);
        var size = MapiType.FixedBytes(type);
        if (size < 0)
        {
            return false;
        }

        var values = 1u;
        if ((isMultiple || size == 0) && !reader.TryUInt32(out values))
        {
            return false;
        }

        // A count is no promise: what is read is bounded by the bytes that are there, at least four for each value.
        for (var i = 0u; i < values; i++)
        {
            var length = (uint)size;
            if (size == 0 && !reader.TryUInt32(out length))
            {
                return false;
            }

            if (!ReadValue(reader, properties, id, type, length, ref embedded) || !reader.TrySkip(Padded(length) - length))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadValue(LittleEndianReader reader, MapiProperties properties, ushort id, ushort type, uint length, ref ScratchStream? embedded)
    {
        if (!MapiTag.IsWanted(id))
        {
            return reader.TrySkip(length);
        }

        if (type == MapiType.Object && id == AttachDataObject)
        {
            return ReadObject(reader, properties, length, ref embedded);
        }

        if (length <= MapiProperties.SmallBytes)
        {
            if (!reader.TryBytes(length, out var small))
            {
                return false;
            }

            properties.Add(id, type, small);
            return true;
        }

        if (reader.Copy(length) is not { } large)
        {
            return false;
        }

        properties.Add(id, type, large);
        return true;
    }

    // An object is the identifier of its interface, then its bytes: a message as TNEF, or an OLE object as a compound file.
    private static bool ReadObject(LittleEndianReader reader, MapiProperties properties, uint length, ref ScratchStream? embedded)
    {
        Span<byte> kind = stackalloc byte[16];
        if (length < kind.Length || !reader.TryFill(kind) || reader.Copy(length - (uint)kind.Length) is not { } content)
        {
            return false;
        }

        if (kind.SequenceEqual(MessageInterface) && embedded is null)
        {
            embedded = content;
        }
        else
        {
            properties.Add(MapiTag.AttachData, MapiType.Binary, content);
        }

        return true;
    }

    private static uint Padded(uint length) => length > uint.MaxValue - 3 ? uint.MaxValue : (length + 3) & ~3u;
}
