using System.Buffers.Binary;
using Mugai.Fuzz.Html;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Images;
using Mugai.Sanitizers.Tests.Images;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Images;

/// <summary>
/// Any bytes as each kind of picture, without native steps: the header probes never throw; PNG and GIF are rebuilt, pass their verifier and give nothing the second
/// time; and the verifier never throws on what it did not write.
/// </summary>
internal static class ImageHeadersTarget
{
    private static readonly FileFormat[] Kinds = [Formats.Jpeg, Formats.Png, Formats.Gif, Formats.Tiff, Formats.Webp, Formats.Jp2, Formats.Avif, Formats.Heic];

    public static FuzzTarget Target { get; } = new(
        "image-headers",
        [
            DrawnPictures.Jpeg, DrawnPictures.ProgressiveJpeg, DrawnPictures.Gif, DrawnPictures.FaxTiff, DrawnPictures.Webp, DrawnPictures.MovingWebp, DrawnPictures.Jp2,
            DrawnPictures.Avif, DrawnPictures.Heic, Pictures.PlainPng(), Pictures.PlainPng(("tEXt", [65, 0, 66]), ("pHYs", [0, 0, 1, 0, 0, 0, 1, 0, 1])),
            Pictures.Png(("IHDR", Pictures.Header(5, 5, 2, 3, true)), ("PLTE", new byte[9]), ("IDAT", Pictures.Deflate(new byte[22])), ("IEND", [])),
            Pictures.GrayTiff(8, 4, new byte[32]), Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE1, Pictures.Exif(6, "x")), (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. DrawnPictures.StandardProfile])]),
        ],
        [
            [0xFF, 0xD8], [0xFF, 0xD9], [0xFF, 0xDA], [0xFF, 0xC4], [0xFF, 0xE1, 0, 8], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0x21, 0xF9, 4], [0x2C], [0x3B], [0x7F, 0xFF, 0xFF, 0xFF],
            [.. "IDAT"u8], [.. "fcTL"u8], [.. "fdAT"u8], [.. "acTL"u8], [.. "tRNS"u8], [.. "iCCP"u8], [.. "VP8X"u8], [.. "ANMF"u8], [.. "meta"u8], [.. "jp2c"u8], [0xFF, 0x90], [0x73, 0x87],
        ],
        Run);

    private static void Run(byte[] input)
    {
        foreach (var kind in Kinds)
        {
            Try(kind, input);
            new ImageVerifier().Verify(kind == Formats.Heic ? Formats.Jpeg : kind, new MemoryStream(input), BareContext.Instance);
        }

        // Mutation breaks every checksum; with sound ones the rest of the reader is reached.
        Try(Formats.Png, WithChecksums(input));
    }

    private static void Try(FileFormat kind, byte[] input)
    {
        using var once = Clean(kind, input, out _);
        if (once is null)
        {
            return;
        }

        if (new ImageVerifier().Verify(kind, once, BareContext.Instance) is { } fault)
        {
            throw new PropertyBrokenException($"{kind.Name}: {fault}");
        }

        using var twice = Clean(kind, once.ToArray(), out var found);
        if (twice is null || found > 0 || !once.ToArray().AsSpan().SequenceEqual(twice.ToArray()))
        {
            throw new PropertyBrokenException($"{kind.Name}: {(twice is null ? "refused" : "another file or findings")} the second time");
        }
    }

    private static MemoryStream? Clean(FileFormat kind, byte[] input, out int found)
    {
        var output = new MemoryStream();
        var context = new CountingContext();
        PartVerdict verdict;
        try
        {
            verdict = ((ISanitizer)new ImageSanitizer()).Sanitize(new PartInput("/", default, new MemoryStream(input), kind), output, context);
        }
        catch (BudgetExceededException)
        {
            verdict = PartVerdict.Blocked(Reason.Budget);
        }

        found = context.Found;
        if (verdict.Outcome == Outcome.Rebuilt)
        {
            return output;
        }

        output.Dispose();
        return null;
    }

    private static byte[] WithChecksums(byte[] input)
    {
        var png = (byte[])input.Clone();
        for (var at = 8; png.Length - at >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12)
            {
                break;
            }

            var sum = default(Crc32);
            sum.Append(png.AsSpan(at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + (int)length), sum.Value);
            at += 12 + (int)length;
        }

        return png;
    }

    private sealed class CountingContext : ISanitizeContext
    {
        public int Found { get; private set; }

        public Policies.SanitizePolicy Policy { get; } = new();

        public Budget Budget { get; } = new(BudgetLimits.ForInput(100_000));

        public string Seed => new('0', 64);

        public Stream CreateScratch() => new MemoryStream();

        public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) => Found += count;

        public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
    }
}
