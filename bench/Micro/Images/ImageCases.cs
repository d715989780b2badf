using System.Buffers.Binary;
using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Micro.Images;

/// <summary>
/// Pictures through the whole room with the native step in this process. A picture of one's own is named by MUGAI_BENCH_PICTURE (a JPEG); figures are millions of its pixels per
/// CPU-second then, and a 12 Mpx photo in 120 ms is 100. Without one only the refusals are measured, in thousands of files per CPU-second.
/// </summary>
internal static class ImageCases
{
    private const double PhotoGoal = 100;

    // 5 ms a file.
    private const double RefusalGoal = 0.2;

    public static IEnumerable<MicroCase> All
    {
        get
        {
            yield return new MicroCase("picture: refuse a JPEG header", 1000, RefusalGoal, () => Refused("a.jpg", HugeJpeg()));
            yield return new MicroCase("picture: refuse a PNG header", 1000, RefusalGoal, () => Refused("a.png", HugePng()));
            if (Environment.GetEnvironmentVariable("MUGAI_BENCH_PICTURE") is { Length: > 0 } path)
            {
                var photo = File.ReadAllBytes(path);
                var pixels = Pixels(photo);
                yield return new MicroCase("picture: JPEG, codes left", pixels, PhotoGoal, () => Rebuilt(photo, QrCodeWay.Leave));
                yield return new MicroCase("picture: JPEG, codes told", pixels, PhotoGoal, () => Rebuilt(photo, QrCodeWay.List));
            }
        }
    }

    private static long Rebuilt(byte[] photo, QrCodeWay codes)
    {
        var report = Run("a.jpg", photo, codes);
        return report.Outcome == Outcome.Rebuilt ? report.Output!.Size : throw new InvalidOperationException($"The picture is {report.Outcome} ({report.Reason}).");
    }

    private static long Refused(string name, byte[] bytes)
    {
        var report = Run(name, bytes, QrCodeWay.List);
        return report.Reason is Reason.TooBig or Reason.Budget ? 1 : throw new InvalidOperationException($"The header is {report.Outcome} ({report.Reason}).");
    }

    private static PartReport Run(string name, byte[] bytes, QrCodeWay codes)
    {
        var job = new JobFacts
        {
            Kind = JobKind.File, Name = new UntrustedText(name), Policy = new SanitizePolicy { Revision = "r", QrCodes = codes }, Limits = BudgetLimits.ForInput(bytes.Length), Passwords = [],
            Excluded = new Dictionary<string, Reason>(),
        };
        using var input = new MemoryStream(bytes);
        return SanitizeRun.Execute(SanitizerCatalog.Default, job, input, Nowhere.Instance);
    }

    // 65,500 is the most a JPEG can say; four of those sides are what its budget never allows.
    private static byte[] HugeJpeg() =>
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0xFF, 0xDC, 0xFF, 0xDC, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0, 0xFF, 0xD9];

    // 100,000 × 100,000, with data that is never looked at.
    private static byte[] HugePng()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, 100_000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 100_000);
        (header[8], header[9]) = (8, 2);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, new byte[50_000]), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Sum(chunk.AsSpan(4, body.Length + 4)));
        return chunk;
    }

    // CRC-32 (ISO/IEC 15948, annex D).
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }

    private static long Pixels(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]))
        {
            if (jpeg[at + 1] is 0xC0 or 0xC1 or 0xC2)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]) * (long)BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]);
            }
        }

        throw new InvalidOperationException("MUGAI_BENCH_PICTURE is no JPEG.");
    }

    private sealed class Nowhere : ISanitizeOutput
    {
        public static Nowhere Instance { get; } = new();

        public void Opening(string path)
        {
        }

        public void Facts(MailFacts facts)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
        }

        public void LinkSlot(LinkSlotEncoding encoding)
        {
        }
    }
}
