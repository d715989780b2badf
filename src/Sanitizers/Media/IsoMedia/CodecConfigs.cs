using System.Buffers.Binary;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>
/// The boxes in a sample entry that tell a decoder how to start. Each is read field by field and written anew; null for one that is broken,
/// too large to be honest, or not on the list.
/// </summary>
internal static class CodecConfigs
{
    // A parameter set has tens of bytes, with a full scaling matrix some hundreds.
    private const int MaxParameterSet = 1024;

    /// <summary>Boxes of numbers only, with the one length they have.</summary>
    private static readonly Dictionary<string, int> Fixed = new(StringComparer.Ordinal)
    {
        ["pasp"] = 8, ["clap"] = 32, ["fiel"] = 2, ["gama"] = 4, ["btrt"] = 12, ["mdcv"] = 24, ["clli"] = 4, ["SmDm"] = 24, ["CoLL"] = 8,
        ["dvcC"] = 24, ["dvvC"] = 24, ["dac3"] = 3, ["pcmC"] = 6, ["vpcC"] = 12, ["frma"] = 4, ["enda"] = 2,
    };

    /// <summary>The body as it is written; null when it cannot be kept.</summary>
    public static byte[]? Rebuild(string type, ReadOnlySpan<byte> body) => type switch
    {
        "avcC" => Avc(body),
        "hvcC" => Hevc(body),
        "av1C" => Av1(body),
        "esds" => EsDescriptor.Rebuild(body),
        "colr" => Color(body),
        "alac" => body.Length is 28 or 52 ? Full(body[..28]) : null,
        "dec3" => body.Length is >= 5 and <= 26 ? body.ToArray() : null,
        "dOps" => Opus(body),
        "dfLa" => Flac(body),
        "d263" => body.Length is 7 or 23 ? [0, 0, 0, 0, .. body[4..7]] : null,
        "damr" => body.Length == 9 ? [0, 0, 0, 0, .. body[4..9]] : null,
        "chan" => body.Length >= 16 && body[12..16].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0]) ? Full(body[..16]) : null,
        "vpcC" => body.Length == 12 && body[10] == 0 && body[11] == 0 ? body.ToArray() : null,
        _ => Fixed.TryGetValue(type, out var length) && body.Length == length ? body.ToArray() : null,
    };

    // A box with version 0 and no flags.
    private static byte[] Full(ReadOnlySpan<byte> body) => [0, 0, 0, 0, .. body[4..]];

    // ISO/IEC 14496-15 5.3.3.1.
    private static byte[]? Avc(ReadOnlySpan<byte> body)
    {
        if (body.Length < 7 || body[0] != 1)
        {
            return null;
        }

        var at = 5;
        var sets = body[at++] & 31;
        if (!SkipSets(body, ref at, sets, 7) || at >= body.Length || !SkipSets(body, ref at, body[at++], 8))
        {
            return null;
        }

        // Four bytes more for the High profiles; writers leave them out often.
        if (body.Length >= at + 4 && body[1] is not (66 or 77 or 88))
        {
            var end = at + 4;
            at = SkipSets(body, ref end, body[at + 3], 13) ? end : at;
        }

        return body[..at].ToArray();
    }

    private static bool SkipSets(ReadOnlySpan<byte> body, ref int at, int count, int nalType)
    {
        for (; count > 0; count--)
        {
            if (body.Length < at + 3)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(body[at..]);
            if (length is 0 or > MaxParameterSet || body.Length < at + 2 + length || (body[at + 2] & 31) != nalType)
            {
                return false;
            }

            at += 2 + length;
        }

        return true;
    }

    // ISO/IEC 14496-15 8.3.3.1. Only video, sequence and picture parameter sets stay: encoders put messages (SEI) of any content beside them.
    private static byte[]? Hevc(ReadOnlySpan<byte> body)
    {
        if (body.Length < 23 || body[0] != 1)
        {
            return null;
        }

        var clean = new List<byte>(body.Length);
        clean.AddRange(body[..22]);
        clean.Add(0);
        var at = 23;
        for (var arrays = body[22]; arrays > 0; arrays--)
        {
            if (body.Length < at + 3)
            {
                return null;
            }

            var start = at;
            var isKept = (body[at] & 63) is 32 or 33 or 34;
            var count = BinaryPrimitives.ReadUInt16BigEndian(body[(at + 1)..]);
            for (at += 3; count > 0; count--)
            {
                if (body.Length < at + 2)
                {
                    return null;
                }

                var length = BinaryPrimitives.ReadUInt16BigEndian(body[at..]);
                if (body.Length < at + 2 + length || (isKept && length > MaxParameterSet))
                {
                    return null;
                }

                at += 2 + length;
            }

            if (isKept)
            {
                clean.AddRange(body[start..at]);
                clean[22]++;
            }
        }

        return [.. clean];
    }

    // AV1 Codec ISO Media File Format Binding 2.3: four bytes, then open bitstream units, of which the sequence header stays.
    private static byte[]? Av1(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4 || body[0] != 0x81)
        {
            return null;
        }

        var clean = new List<byte>();
        clean.AddRange(body[..4]);
        for (var at = 4; at < body.Length;)
        {
            var header = body[at];
            if ((header & 0x80) != 0 || (header & 6) != 2 || body.Length < at + 2 || body[at + 1] >= 0x80 || body.Length < at + 2 + body[at + 1])
            {
                return null;
            }

            var next = at + 2 + body[at + 1];
            if (((header >> 3) & 15) == 1)
            {
                clean.AddRange(body[at..next]);
            }

            at = next;
        }

        return [.. clean];
    }

    // Colour by numbers stays; a colour profile is a file of its own and goes.
    private static byte[]? Color(ReadOnlySpan<byte> body) =>
        body.Length >= 11 && body.StartsWith("nclx"u8) ? body[..11].ToArray() : body.Length >= 10 && body.StartsWith("nclc"u8) ? body[..10].ToArray() : null;

    // Encapsulation of Opus in ISO Base Media File Format 4.3.2.
    private static byte[]? Opus(ReadOnlySpan<byte> body)
    {
        if (body.Length < 11 || body[0] != 0)
        {
            return null;
        }

        var length = body[10] == 0 ? 11 : 13 + body[1];
        return body.Length >= length ? body[..length].ToArray() : null;
    }

    // Encapsulation of FLAC in ISO Base Media File Format 3.3.2: of the metadata blocks the first, STREAMINFO, stays.
    private static byte[]? Flac(ReadOnlySpan<byte> body) =>
        body.Length >= 42 && (body[4] & 0x7F) == 0 && body[5] == 0 && body[6] == 0 && body[7] == 34 ? [0, 0, 0, 0, 0x80, .. body[5..42]] : null;
}
