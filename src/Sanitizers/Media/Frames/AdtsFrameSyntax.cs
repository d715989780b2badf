namespace Mugai.Sanitizers.Media.Frames;

/// <summary>Frame headers of AAC in an Audio Data Transport Stream (ISO/IEC 13818-7 6.2, 14496-3 1.A.2.2).</summary>
internal sealed class AdtsFrameSyntax : IFrameSyntax
{
    public static AdtsFrameSyntax Instance { get; } = new();

    public int HeaderBytes => 7;

    public AudioFrame Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 7 || bytes[0] != 0xFF || (bytes[1] & 0xF6) != 0xF0)
        {
            return AudioFrame.None;
        }

        var rate = (bytes[2] >> 2) & 15;
        var length = ((bytes[3] & 3) << 11) | (bytes[4] << 3) | (bytes[5] >> 5);
        var header = (bytes[1] & 1) != 0 ? 7 : 9;
        if (rate > 12 || length <= header)
        {
            return AudioFrame.None;
        }

        // MPEG version, profile, rate and channel configuration.
        return new AudioFrame(length, (uint)(((bytes[1] & 8) << 16) | ((bytes[2] & 0xFD) << 8) | (bytes[3] & 0xC0)));
    }

    public bool IsIndex(ReadOnlySpan<byte> frame) => false;
}
