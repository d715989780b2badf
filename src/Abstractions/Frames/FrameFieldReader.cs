using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Mugai.Frames;

/// <summary>
/// Reads the fields of one payload in order. The first field that is missing, too long, out of range or not UTF-8 makes
/// <see cref="Failed"/> true for good and every later field empty; nothing throws.
/// </summary>
public ref struct FrameFieldReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>A field was not what it must be.</summary>
    public bool Failed { get; private set; }

    /// <summary>Every field was read and none failed: bytes behind the last field are a lie too.</summary>
    public readonly bool IsComplete => !Failed && _rest.IsEmpty;

    /// <summary>One byte, at most <paramref name="max"/>.</summary>
    public byte Byte(byte max = byte.MaxValue)
    {
        var bytes = Take(1);
        return bytes.IsEmpty ? default : bytes[0] <= max ? bytes[0] : Fail<byte>();
    }

    /// <summary>A flag: 0 or 1.</summary>
    public bool Flag() => Byte(1) == 1;

    /// <summary>Four bytes between two bounds, both allowed.</summary>
    public int Int32(int min, int max)
    {
        var bytes = Take(4);
        var value = bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return Failed ? 0 : value >= min && value <= max ? value : Fail<int>();
    }

    /// <summary>Eight bytes between two bounds, both allowed.</summary>
    public long Int64(long min, long max)
    {
        var bytes = Take(8);
        var value = bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return Failed ? 0 : value >= min && value <= max ? value : Fail<long>();
    }

    /// <summary>Text of at most <paramref name="maxBytes"/> bytes of valid UTF-8.</summary>
    public string Text(int maxBytes)
    {
        var length = Int32(0, maxBytes);
        if (length == 0)
        {
            return "";
        }

        var bytes = Take(length);
        return Failed ? "" : Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Fail<string>() ?? "";
    }

    /// <summary>
    /// At most <paramref name="maxBytes"/> bytes, in an array that the collector does not move: they may hold a password, and whoever reads them
    /// clears them.
    /// </summary>
    public byte[] Bytes(int maxBytes)
    {
        var bytes = Take(Int32(0, maxBytes));
        if (bytes.IsEmpty)
        {
            return [];
        }

        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(copy);
        return copy;
    }

    /// <summary>A path as <see cref="PartPath.IsValid"/> wants it.</summary>
    public string Path()
    {
        var path = Text(FrameLimits.MaxPathBytes);
        return Failed ? "" : PartPath.IsValid(path) ? path : Fail<string>() ?? "";
    }

    /// <summary>Text of printable ASCII without spaces: codes, format names, digests.</summary>
    public string Token(int maxBytes)
    {
        var token = Text(maxBytes);
        foreach (var c in token)
        {
            if (c is <= ' ' or > '~')
            {
                return Fail<string>() ?? "";
            }
        }

        return token;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || _rest.Length < count)
        {
            Failed = true;
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private T? Fail<T>()
    {
        Failed = true;
        return default;
    }
}
