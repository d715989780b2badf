namespace Mugai.Sanitizers.Media.Ogg;

/// <summary>CRC-32 with polynomial 0x04C11DB7, not reflected, start and end at zero (RFC 3533 6, field 7).</summary>
internal static class OggChecksum
{
    private static readonly uint[] Table = Make();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = 0u;
        foreach (var one in bytes)
        {
            crc = (crc << 8) ^ Table[(crc >> 24) ^ one];
        }

        return crc;
    }

    private static uint[] Make()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 0x8000_0000) != 0 ? (value << 1) ^ 0x04C1_1DB7 : value << 1;
            }

            table[i] = value;
        }

        return table;
    }
}
