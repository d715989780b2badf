using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Colors;

/// <summary>
/// A colour profile as numbers: three primaries (or one grey curve) and tone curves (ICC.1:2010, 8.3 matrix-based). That is what cameras, phones and screens
/// embed. What comes out is written from these numbers alone, so that a picture keeps its colours and nothing else of the profile. Profiles of printers
/// and scanners hold tables, which this does not read.
/// </summary>
internal sealed class ColorProfile
{
    private const int MaxTags = 100;

    // Longer curves say nothing an 8-bit or 16-bit picture could show; they are thinned to this.
    private const int MaxCurvePoints = 1024;

    // Primaries of sRGB adapted to D50 (IEC 61966-2-1, as in every profile of it), s15Fixed16; how far off counts as the same.
    private static readonly int[] StandardPrimaries = [28_576, 14_580, 912, 25_243, 46_981, 6_362, 9_379, 3_974, 46_790];
    private const int SamePrimary = 260;
    private const double SameTone = 0.012;

    private readonly int[] _primaries;
    private readonly ToneCurve[] _curves;

    private ColorProfile(int[] primaries, ToneCurve[] curves)
    {
        _primaries = primaries;
        _curves = curves;
    }

    public bool IsGray => _primaries.Length == 0;

    /// <summary>True when viewers show the same without it.</summary>
    public bool IsStandard
    {
        get
        {
            for (var i = 0; i < _primaries.Length; i++)
            {
                if (Math.Abs(_primaries[i] - StandardPrimaries[i]) > SamePrimary)
                {
                    return false;
                }
            }

            foreach (var curve in _curves)
            {
                for (var x = 0.05; x < 1; x += 0.05)
                {
                    var standard = x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
                    if (Math.Abs(curve.At(x) - standard) > SameTone)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    /// <summary>Null when it is not of this kind, or broken.</summary>
    public static ColorProfile? Read(ReadOnlySpan<byte> profile)
    {
        if (profile.Length < 132 || !profile.Slice(36, 4).SequenceEqual("acsp"u8))
        {
            return null;
        }

        var isGray = profile.Slice(16, 4).SequenceEqual("GRAY"u8);
        if ((!isGray && !profile.Slice(16, 4).SequenceEqual("RGB "u8)) || !profile.Slice(20, 4).SequenceEqual("XYZ "u8))
        {
            return null;
        }

        if (isGray)
        {
            return ToneCurve.Read(Tag(profile, "kTRC"u8)) is { } gray ? new ColorProfile([], [gray]) : null;
        }

        // A profile with tables means something else by its primaries, if it has any.
        if (!Tag(profile, "A2B0"u8).IsEmpty)
        {
            return null;
        }

        var primaries = new int[9];
        if (!ReadXyz(Tag(profile, "rXYZ"u8), primaries.AsSpan(0, 3)) || !ReadXyz(Tag(profile, "gXYZ"u8), primaries.AsSpan(3, 3)) || !ReadXyz(Tag(profile, "bXYZ"u8), primaries.AsSpan(6, 3)))
        {
            return null;
        }

        return ToneCurve.Read(Tag(profile, "rTRC"u8)) is { } red && ToneCurve.Read(Tag(profile, "gTRC"u8)) is { } green && ToneCurve.Read(Tag(profile, "bTRC"u8)) is { } blue
            ? new ColorProfile(primaries, [red, green, blue]) : null;
    }

    /// <summary>A version 2 profile made of these numbers and constants.</summary>
    public byte[] Write()
    {
        var tags = new List<(string Name, byte[] Body)>
        {
            ("desc", Description()), ("cprt", [.. "text\0\0\0\0"u8, .. "CC0\0"u8]), ("wtpt", Xyz([0xF6D6, 0x10000, 0xD32D])),
        };
        if (IsGray)
        {
            tags.Add(("kTRC", _curves[0].Write(MaxCurvePoints)));
        }
        else
        {
            tags.AddRange([("rXYZ", Xyz(_primaries.AsSpan(0, 3))), ("gXYZ", Xyz(_primaries.AsSpan(3, 3))), ("bXYZ", Xyz(_primaries.AsSpan(6, 3)))]);
            tags.AddRange([("rTRC", _curves[0].Write(MaxCurvePoints)), ("gTRC", _curves[1].Write(MaxCurvePoints)), ("bTRC", _curves[2].Write(MaxCurvePoints))]);
        }

        var output = new MemoryStream();
        var header = new byte[132 + (12 * tags.Count)];
        var offset = header.Length;
        for (var i = 0; i < tags.Count; i++)
        {
            var entry = header.AsSpan(132 + (12 * i));
            System.Text.Encoding.ASCII.GetBytes(tags[i].Name, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Body.Length);
            offset += (tags[i].Body.Length + 3) & ~3;
        }

        BinaryPrimitives.WriteInt32BigEndian(header, offset);
        header[8] = 2;
        header[9] = 0x10;
        "mntr"u8.CopyTo(header.AsSpan(12));
        (IsGray ? "GRAY"u8 : "RGB "u8).CopyTo(header.AsSpan(16));
        "XYZ "u8.CopyTo(header.AsSpan(20));
        // A creation date must be there (7.2.8) and says nothing.
        header.AsSpan(24, 12).Clear();
        (header[24], header[25], header[27], header[29]) = (0x07, 0xD0, 1, 1);
        "acsp"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(68), 0xF6D6);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(72), 0x10000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(76), 0xD32D);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(128), tags.Count);
        output.Write(header);
        foreach (var (_, body) in tags)
        {
            output.Write(body);
            output.Write(new byte[((body.Length + 3) & ~3) - body.Length]);
        }

        return output.ToArray();
    }

    private static byte[] Description()
    {
        var name = "Mugai"u8;
        var body = new byte[12 + name.Length + 1 + 78];
        "desc"u8.CopyTo(body);
        body[11] = (byte)(name.Length + 1);
        name.CopyTo(body.AsSpan(12));
        return body;
    }

    private static byte[] Xyz(ReadOnlySpan<int> values)
    {
        var body = new byte[20];
        "XYZ "u8.CopyTo(body);
        for (var i = 0; i < 3; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(8 + (4 * i)), values[i]);
        }

        return body;
    }

    private static bool ReadXyz(ReadOnlySpan<byte> tag, Span<int> values)
    {
        if (tag.Length < 20)
        {
            return false;
        }

        for (var i = 0; i < 3; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32BigEndian(tag[(8 + (4 * i))..]);
            // ProPhoto's blue lies a little below zero; nothing real lies beyond two.
            if (values[i] is < -0x10000 or > 0x20000)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> name)
    {
        var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(profile[128..]), MaxTags);
        for (var i = 0; i < count && 132 + (12 * (i + 1)) <= profile.Length; i++)
        {
            var entry = profile.Slice(132 + (12 * i), 12);
            var (offset, size) = ((long)BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), (long)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]));
            if (entry[..4].SequenceEqual(name))
            {
                return offset + size <= profile.Length ? profile.Slice((int)offset, (int)size) : default;
            }
        }

        return default;
    }
}
