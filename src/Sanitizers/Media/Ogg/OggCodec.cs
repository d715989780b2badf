using System.Buffers.Binary;

namespace Mugai.Sanitizers.Media.Ogg;

/// <summary>
/// What the first packets of a stream of sound are (Vorbis I 4.2, RFC 7845 5, Speex manual 7): which codec, how many headers, and how its comment packet
/// looks when it is empty.
/// </summary>
internal sealed class OggCodec
{
    private OggCodec(int headers, byte[] comment)
    {
        Headers = headers;
        Comment = comment;
    }

    /// <summary>Packets before the sound: identification, comment, and for Vorbis the setup.</summary>
    public int Headers { get; }

    /// <summary>The comment packet that is written: no vendor, no tags, no pictures.</summary>
    public byte[] Comment { get; }

    /// <summary>Null for what is no sound of the list.</summary>
    public static OggCodec? Of(ReadOnlySpan<byte> first)
    {
        if (first.Length == 30 && first.StartsWith("\u0001vorbis\0\0\0\0"u8) && first[11] > 0 && first[29] == 1)
        {
            return new OggCodec(3, [3, .. "vorbis"u8, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        }

        if (first.Length >= 19 && first.StartsWith("OpusHead"u8) && first[8] < 16 && first[9] > 0 && first.Length == (first[18] == 0 ? 19 : 21 + first[9]))
        {
            return new OggCodec(2, [.. "OpusTags"u8, 0, 0, 0, 0, 0, 0, 0, 0]);
        }

        // Extra headers of Speex, which nobody ever wrote, would be one more place to hide in.
        if (first.Length == 80 && first.StartsWith("Speex   "u8) && BinaryPrimitives.ReadUInt32LittleEndian(first[68..]) == 0)
        {
            return new OggCodec(2, [0, 0, 0, 0, 0, 0, 0, 0]);
        }

        return null;
    }

    /// <summary>True when the packet is the setup of a Vorbis decoder.</summary>
    public static bool IsSetup(ReadOnlySpan<byte> packet) => packet.Length > 8 && packet.StartsWith("\u0005vorbis"u8);
}
