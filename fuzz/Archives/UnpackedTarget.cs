using Mugai.Sanitizers.Archives;
using Mugai.Sanitizers.Archives.Native;

namespace Mugai.Fuzz.Archives;

/// <summary>Any bytes as what a native worker unpacked: refused, or entries that follow each other and fill the file up to the index.</summary>
internal static class UnpackedTarget
{
    public static FuzzTarget Target { get; } = new("unpacked-sequence", ArchiveSeeds.Unpacked, [[0x55, 0x47, 0x52, 0x31], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0, 0, 0, 0, 0]], Run);

    private static void Run(byte[] input)
    {
        using var stream = new MemoryStream(input);
        if (UnpackedReader.Read(stream, new ArchiveLimits()) is not { } entries)
        {
            return;
        }

        long place = 0;
        var names = 0;
        foreach (var entry in entries)
        {
            if (entry.Offset != place || entry.Size < 0)
            {
                throw new PropertyBrokenException("a gap or an overlap");
            }

            place += entry.Size;
            names += entry.RawName.Length + UnpackedWriter.FixedBytes;
        }

        if (place + names + UnpackedWriter.FooterBytes != input.Length)
        {
            throw new PropertyBrokenException("bytes that belong to nothing");
        }
    }
}
