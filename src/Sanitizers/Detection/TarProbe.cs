namespace Mugai.Sanitizers.Detection;

/// <summary>Tells a tar of before POSIX, which has no mark, by the checksum of its first header.</summary>
internal static class TarProbe
{
    private const int HeaderBytes = 512;
    private const int ChecksumAt = 148;
    private const int ChecksumBytes = 8;

    public static bool HasChecksum(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderBytes || head[0] == 0)
        {
            return false;
        }

        var told = 0;
        var digits = 0;
        foreach (var b in head.Slice(ChecksumAt, ChecksumBytes))
        {
            if (b is >= (byte)'0' and <= (byte)'7')
            {
                told = (told * 8) + b - '0';
                digits++;
            }
            else if (b is not ((byte)' ' or 0))
            {
                return false;
            }
        }

        var sum = ChecksumBytes * ' ';
        for (var i = 0; i < HeaderBytes; i++)
        {
            sum += i is >= ChecksumAt and < ChecksumAt + ChecksumBytes ? 0 : head[i];
        }

        return digits >= 4 && sum == told;
    }
}
