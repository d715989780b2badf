using System.Buffers.Binary;
using System.Text;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>The boxes in a stretch of bytes, one after the other (ISO/IEC 14496-12 4.2). Descends nowhere: whoever knows a box reads its body with another one.</summary>
internal ref struct BoxReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True when a size led out of the stretch or was smaller than a header.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next box; false at the end and where it is broken.</summary>
    public bool TryNext(out string type, out ReadOnlySpan<byte> body)
    {
        type = "";
        body = default;
        if (_rest.Length < 8)
        {
            // QuickTime ends some lists with four zero bytes.
            IsBroken = _rest.ContainsAnyExcept((byte)0);
            return false;
        }

        long size = BinaryPrimitives.ReadUInt32BigEndian(_rest);
        var header = 8;
        if (size == 1 && _rest.Length >= 16)
        {
            size = BinaryPrimitives.ReadInt64BigEndian(_rest[8..]);
            header = 16;
        }
        else if (size == 0 && !_rest.ContainsAnyExcept((byte)0))
        {
            return false;
        }

        // The terminator of a QuickTime wave atom is a box of size 8 and type 0; it is one like any other here.
        if (size < header || size > _rest.Length)
        {
            IsBroken = true;
            return false;
        }

        type = Encoding.Latin1.GetString(_rest.Slice(4, 4));
        body = _rest[header..(int)size];
        _rest = _rest[(int)size..];
        return true;
    }
}
