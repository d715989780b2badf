using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Jpeg;

/// <summary>
/// Writes the final JPEG: our own application segments, and of the encoder's file only tables, frame and scans. What came back from C code is believed
/// in nothing: any other segment, other dimensions or a byte too many and there is no file.
/// </summary>
internal sealed class JpegWriter(Stream output, int width, int height, Density density, byte[] profile)
{
    private const int MaxProfilePiece = 65_519;

    public bool Write(ReadOnlySpan<byte> encoded)
    {
        if (!encoded.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            return false;
        }

        output.Write([0xFF, 0xD8]);
        WriteJfif();
        WriteProfile();
        var at = 2;
        while (at + 4 <= encoded.Length && encoded[at] == 0xFF)
        {
            var marker = encoded[at + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(encoded[(at + 2)..]);
            if (length < 2 || at + 2 + length > encoded.Length)
            {
                return false;
            }

            var segment = encoded.Slice(at, 2 + length);
            at += segment.Length;
            switch (marker)
            {
                case 0xE0:
                    continue;
                case 0xEE when segment.Length == 16:
                    output.Write([0xFF, 0xEE, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, segment[15]]);
                    continue;
                case 0xDB or 0xC4 or 0xDD:
                    output.Write(segment);
                    continue;
                case 0xC0 or 0xC1 or 0xC2 when BinaryPrimitives.ReadUInt16BigEndian(segment[5..]) == height && BinaryPrimitives.ReadUInt16BigEndian(segment[7..]) == width:
                    output.Write(segment);
                    continue;
                case 0xDA:
                    output.Write(segment);
                    var end = at + ScanLength(encoded[at..]);
                    output.Write(encoded[at..end]);
                    at = end;
                    if (encoded[at..].SequenceEqual((ReadOnlySpan<byte>)[0xFF, 0xD9]))
                    {
                        output.Write([0xFF, 0xD9]);
                        return true;
                    }

                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private void WriteJfif()
    {
        Span<byte> jfif = [0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, (byte)density.Unit, 0, 1, 0, 1, 0, 0];
        if (density is { X: > 0 and <= 65_535, Y: > 0 and <= 65_535 })
        {
            BinaryPrimitives.WriteUInt16BigEndian(jfif[12..], (ushort)density.X);
            BinaryPrimitives.WriteUInt16BigEndian(jfif[14..], (ushort)density.Y);
        }
        else
        {
            jfif[11] = 0;
        }

        output.Write(jfif);
    }

    private void WriteProfile()
    {
        // ICC.1:2010, B.4. Ours fit into one piece.
        if (profile.Length is > 0 and <= MaxProfilePiece)
        {
            output.Write([0xFF, 0xE2, (byte)((profile.Length + 16) >> 8), (byte)(profile.Length + 16), .. "ICC_PROFILE\0"u8, 1, 1]);
            output.Write(profile);
        }
    }

    private static int ScanLength(ReadOnlySpan<byte> data)
    {
        var at = 0;
        while (at < data.Length)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= data.Length)
            {
                return data.Length;
            }

            at += next;
            if (data[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }

        return at;
    }
}
