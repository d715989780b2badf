using System.Buffers.Binary;

namespace Mugai.Sanitizers.Media.Wave;

/// <summary>
/// The fmt chunk of a WAVE file (Microsoft, Multimedia Registration Kit; mmreg.h): read, judged against the list of codecs whose chunk holds
/// nothing but numbers, and written anew.
/// </summary>
internal sealed class WaveFormat
{
    public const int MaxBytes = 64;

    private const ushort Pcm = 1;
    private const ushort MicrosoftAdpcm = 2;
    private const ushort Float = 3;
    private const ushort ALaw = 6;
    private const ushort MuLaw = 7;
    private const ushort ImaAdpcm = 0x11;
    private const ushort Gsm610 = 0x31;
    private const ushort Extensible = 0xFFFE;
    private const int MaxChannels = 64;
    private const uint MaxRate = 1_536_000;

    // 0000xxxx-0000-0010-8000-00AA00389B71, the tail of every sub-format that stands for an old format tag.
    private static ReadOnlySpan<byte> TagGuidTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private WaveFormat(byte[] bytes, int blockAlign, bool isLinear)
    {
        Bytes = bytes;
        BlockAlign = blockAlign;
        IsLinear = isLinear;
    }

    /// <summary>The chunk's body as it is written.</summary>
    public byte[] Bytes { get; }

    /// <summary>Bytes of one block; data is a whole number of them.</summary>
    public int BlockAlign { get; }

    /// <summary>True for samples that stand alone (PCM, float, companded), which need no fact chunk.</summary>
    public bool IsLinear { get; }

    /// <summary>Null with a reason when the chunk is broken or its codec is not on the list.</summary>
    public static WaveFormat? Parse(ReadOnlySpan<byte> body, out Reason reason, out string detail)
    {
        reason = Reason.Corrupt;
        detail = "fmt";
        if (body.Length < 16)
        {
            return null;
        }

        var tag = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        var align = BinaryPrimitives.ReadUInt16LittleEndian(body[12..]);
        if (channels is 0 or > MaxChannels || rate is 0 or > MaxRate || align == 0)
        {
            return null;
        }

        if (ExtraBytes(tag, body) is not { } extra)
        {
            reason = Reason.Unsupported;
            detail = $"codec {tag:x4}";
            return null;
        }

        if (extra > 0 && (body.Length < 18 + extra || BinaryPrimitives.ReadUInt16LittleEndian(body[16..]) < extra))
        {
            return null;
        }

        var bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        var kind = tag == Extensible ? BinaryPrimitives.ReadUInt16LittleEndian(body[24..]) : tag;
        var isLinear = kind is Pcm or Float or ALaw or MuLaw;
        if (isLinear && !(IsWidth(kind, bits) && align == channels * (bits / 8)))
        {
            return null;
        }

        var written = body[..(extra == 0 ? 16 : 18 + extra)].ToArray();
        if (isLinear)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(written.AsSpan(8), rate * align);
        }

        if (extra > 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(written.AsSpan(16), (ushort)extra);
        }

        return new WaveFormat(written, align, isLinear);
    }

    // How long the codec's own fields are; null for a codec that is not on the list.
    private static int? ExtraBytes(ushort tag, ReadOnlySpan<byte> body)
    {
        switch (tag)
        {
            case Pcm or Float or ALaw or MuLaw:
                return 0;
            case ImaAdpcm or Gsm610:
                return 2;
            case MicrosoftAdpcm when body.Length >= 22 && BinaryPrimitives.ReadUInt16LittleEndian(body[20..]) is > 0 and <= 7 and var coefficients:
                return 4 + (4 * coefficients);
            case Extensible when body.Length >= 40 && body[26..40].SequenceEqual(TagGuidTail)
                && BinaryPrimitives.ReadUInt16LittleEndian(body[24..]) is Pcm or Float or ALaw or MuLaw:
                return 22;
            default:
                return null;
        }
    }

    private static bool IsWidth(int kind, int bits) => kind switch
    {
        Pcm => bits is 8 or 16 or 24 or 32,
        Float => bits is 32 or 64,
        _ => bits == 8,
    };
}
