using System.Buffers.Binary;

namespace Mugai.Frames;

/// <summary>The five bytes before a payload.</summary>
/// <param name="Type">What follows.</param>
/// <param name="Length">Payload bytes.</param>
public readonly record struct FrameHeader(FrameType Type, int Length)
{
    /// <summary>
    /// Reads a header from at least <see cref="FrameLimits.HeaderBytes"/> bytes. False when the type does not exist or the length is more than
    /// the type allows: the other end is not to be believed any more.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        var type = (FrameType)bytes[0];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]);
        var max = FrameLimits.MaxPayload(type);
        if (max < 0 || length > (uint)max)
        {
            header = default;
            return false;
        }

        header = new FrameHeader(type, (int)length);
        return true;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Type;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[1..], (uint)Length);
    }
}
