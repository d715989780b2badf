namespace Mugai.Sanitizers.Media.Frames;

/// <summary>Frame headers of MPEG-1 and MPEG-2 audio, layers I to III (ISO/IEC 11172-3 2.4.1.3, 13818-3), and the unofficial MPEG 2.5.</summary>
internal sealed class MpegFrameSyntax : IFrameSyntax
{
    private const int Mpeg1 = 3;
    private const int Layer1 = 3;
    private const int Layer2 = 2;
    private const int Layer3 = 1;

    private static readonly int[][] KilobitRates =
    [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    private static readonly int[] Rates = [44_100, 48_000, 32_000];

    public static MpegFrameSyntax Instance { get; } = new();

    public int HeaderBytes => 4;

    public AudioFrame Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
        {
            return AudioFrame.None;
        }

        var version = (bytes[1] >> 3) & 3;
        var layer = (bytes[1] >> 1) & 3;
        var bitrate = bytes[2] >> 4;
        var rate = (bytes[2] >> 2) & 3;

        // Free format (0) does not say how long a frame is; 15, rate 3, version 1, layer 0 and emphasis 2 are reserved.
        if (version == 1 || layer == 0 || bitrate is 0 or 15 || rate == 3 || (bytes[3] & 3) == 2)
        {
            return AudioFrame.None;
        }

        var table = version == Mpeg1 ? 3 - layer : layer == Layer1 ? 3 : 4;
        var bits = KilobitRates[table][bitrate] * 1000;
        var hertz = Rates[rate] >> (version == Mpeg1 ? 0 : version == 2 ? 1 : 2);
        var padding = (bytes[2] >> 1) & 1;
        var length = layer == Layer1 ? ((12 * bits / hertz) + padding) * 4
            : ((layer == Layer3 && version != Mpeg1 ? 72 : 144) * bits / hertz) + padding;
        var isMono = bytes[3] >> 6 == 3;
        return new AudioFrame(length, (uint)((version << 8) | (layer << 4) | (rate << 1) | (isMono ? 1 : 0)));
    }

    public bool IsIndex(ReadOnlySpan<byte> frame) => MpegIndexFrame.MarkAt(frame) > 0;

    /// <summary>Where the side information of a layer III frame ends; 0 for the other layers.</summary>
    public static int SideInformationEnd(ReadOnlySpan<byte> frame)
    {
        if (((frame[1] >> 1) & 3) != Layer3)
        {
            return 0;
        }

        var isMono = frame[3] >> 6 == 3;
        var isMpeg1 = ((frame[1] >> 3) & 3) == Mpeg1;
        return 4 + (isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17);
    }
}
