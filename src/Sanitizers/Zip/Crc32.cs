namespace Mugai.Sanitizers.Zip;

/// <summary>CRC-32 as ZIP and PNG use it (polynomial 0xEDB88320, reflected), eight bytes a step.</summary>
public struct Crc32
{
    private static readonly uint[] Table = MakeTable();

    private uint _complement;

    /// <summary>The sum of all bytes so far.</summary>
    public readonly uint Value => _complement;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var crc = ~_complement;
        while (bytes.Length >= 8)
        {
            crc ^= (uint)(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24));
            crc = table[0x700 + (crc & 0xff)] ^ table[0x600 + ((crc >> 8) & 0xff)]
                ^ table[0x500 + ((crc >> 16) & 0xff)] ^ table[0x400 + (crc >> 24)]
                ^ table[0x300 + bytes[4]] ^ table[0x200 + bytes[5]] ^ table[0x100 + bytes[6]] ^ table[bytes[7]];
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            crc = (crc >> 8) ^ table[(crc ^ b) & 0xff];
        }

        _complement = ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }

            table[i] = crc;
        }

        for (var i = 256; i < table.Length; i++)
        {
            var before = table[i - 256];
            table[i] = (before >> 8) ^ table[before & 0xff];
        }

        return table;
    }
}
