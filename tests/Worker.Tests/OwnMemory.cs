using System.Globalization;

namespace Mugai.Worker.Tests;

/// <summary>Searches this process's own writable memory.</summary>
internal static class OwnMemory
{
    /// <summary>Whether <paramref name="needle"/> stands anywhere but in <paramref name="needle"/> itself.</summary>
    public static bool Contains(byte[] needle)
    {
        // Searched for by its changed form, so that looking for it does not put it there.
        for (var i = 0; i < needle.Length; i++)
        {
            needle[i] ^= 0xA5;
        }

        using var memory = new FileStream("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var buffer = new byte[1 << 20];
        foreach (var region in File.ReadAllLines("/proc/self/maps").Select(line => line.Split(' ')).Where(fields => fields[1].StartsWith("rw", StringComparison.Ordinal)))
        {
            var bounds = region[0].Split('-').Select(bound => long.Parse(bound, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            for (var at = bounds[0]; at < bounds[1]; at += buffer.Length - needle.Length)
            {
                var span = buffer.AsSpan(0, (int)Math.Min(buffer.Length, bounds[1] - at));
                try
                {
                    span = span[..RandomAccess.Read(memory.SafeFileHandle, span, at)];
                }
                catch (IOException)
                {
                    // Reserved, not in use.
                    span = default;
                }

                if (IndexOf(span, needle) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int IndexOf(Span<byte> bytes, byte[] changed)
    {
        var first = (byte)(changed[0] ^ 0xA5);
        for (var from = 0; ;)
        {
            var next = bytes[from..].IndexOf(first);
            if (next < 0 || bytes.Length - from - next < changed.Length)
            {
                bytes.Clear();
                return -1;
            }

            from += next;
            var same = 0;
            while (same < changed.Length && (bytes[from + same] ^ 0xA5) == changed[same])
            {
                same++;
            }

            if (same == changed.Length)
            {
                return from;
            }

            from++;
        }
    }
}
