using Mugai.Wording;
using System.Buffers.Binary;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Bitmaps;

/// <summary>Small pictures, made byte by byte.</summary>
internal static class Pictures
{
    /// <summary>A bitmap file: a header of <paramref name="headerSize"/> bytes, what follows it, a gap, the rows.</summary>
    public static byte[] Bmp(int width, int height, int bits, byte[] rows, byte[]? behindHeader = null, uint compression = 0, int headerSize = 40, byte[]? gap = null, Action<byte[]>? change = null)
    {
        var dib = Dib(width, height, bits, compression, headerSize);
        change?.Invoke(dib);
        byte[] body = [.. dib, .. behindHeader ?? [], .. gap ?? []];
        var file = new byte[14];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(2), (uint)(14 + body.Length + rows.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(10), (uint)(14 + body.Length));
        return [.. file, .. body, .. rows];
    }

    public static byte[] Dib(int width, int height, int bits, uint compression = 0, int headerSize = 40)
    {
        var dib = new byte[headerSize];
        BinaryPrimitives.WriteInt32LittleEndian(dib, headerSize);
        if (headerSize == 12)
        {
            BinaryPrimitives.WriteInt16LittleEndian(dib.AsSpan(4), (short)width);
            BinaryPrimitives.WriteInt16LittleEndian(dib.AsSpan(6), (short)height);
            dib[8] = 1;
            dib[10] = (byte)bits;
            return dib;
        }

        BinaryPrimitives.WriteInt32LittleEndian(dib.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(dib.AsSpan(8), height);
        dib[12] = 1;
        dib[14] = (byte)bits;
        if (headerSize >= 40)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(dib.AsSpan(16), compression);
        }

        return dib;
    }

    public static byte[] Words(params uint[] words) => [.. words.SelectMany(BitConverter.GetBytes)];

    /// <summary>An icon or cursor with these frames, one behind the other.</summary>
    public static byte[] Icon(int type, params (int First, int Second, byte[] Frame)[] frames)
    {
        var offset = 6 + (16 * frames.Length);
        var directory = new List<byte> { 0, 0, (byte)type, 0, (byte)frames.Length, 0 };
        foreach (var (first, second, frame) in frames)
        {
            directory.AddRange([16, 16, 0, 0, (byte)first, (byte)(first >> 8), (byte)second, (byte)(second >> 8), .. BitConverter.GetBytes(frame.Length), .. BitConverter.GetBytes(offset)]);
            offset += frame.Length;
        }

        return [.. directory, .. frames.SelectMany(frame => frame.Frame)];
    }

    /// <summary>A PNG as far as anybody looks at it here.</summary>
    public static byte[] Png(int width, int height) =>
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, (byte)(width >> 8), (byte)width, 0, 0, (byte)(height >> 8), (byte)height,
        8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82,
    ];
}

/// <summary>Stands for the sanitizer of PNG and JPEG: gives back what it was given without what follows the mark "TRAIL", refuses what holds "REFUSE".</summary>
internal sealed class FakeRaster : ISanitizer, IOutputVerifier
{
    /// <summary>The default catalog with this in place of whatever takes PNG and JPEG.</summary>
    public static SanitizerCatalog Catalog { get; } = WithFake();

    public IReadOnlyList<FileFormat> Formats { get; } = [Sanitizers.Detection.Formats.Png, Sanitizers.Detection.Formats.Jpeg];

    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var copy = new MemoryStream();
        input.Content.CopyTo(copy);
        var bytes = copy.ToArray();
        if (bytes.AsSpan().IndexOf("REFUSE"u8) >= 0)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var trail = bytes.AsSpan().IndexOf("TRAIL"u8);
        output.Write(trail < 0 ? bytes : bytes.AsSpan(0, trail));
        return PartVerdict.Rebuilt(input.Format);
    }

    public string? Verify(FileFormat format, Stream output, ISanitizeContext context) => null;

    private static SanitizerCatalog WithFake()
    {
        var fake = new FakeRaster();
        var taken = fake.Formats.Select(format => format.Name).ToHashSet();
        return SanitizerCatalog.Empty.With(
            [.. SanitizerCatalog.Default.Sanitizers.Where(one => !one.Formats.Any(format => taken.Contains(format.Name))), fake],
            [.. SanitizerCatalog.Default.FileVerifiers.Where(one => !one.Formats.Any(format => taken.Contains(format.Name))), fake]);
    }
}
