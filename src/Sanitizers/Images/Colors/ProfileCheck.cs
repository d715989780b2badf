using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Colors;

/// <summary>The verifier's reading of a colour profile: exactly the tags we write, one behind the other, and no other byte.</summary>
internal static class ProfileCheck
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>Null when it is one of ours.</summary>
    public static string? Fault(ReadOnlySpan<byte> profile)
    {
        if (profile.Length is < 132 or > MaxBytes || BinaryPrimitives.ReadInt32BigEndian(profile) != profile.Length || !profile.Slice(36, 4).SequenceEqual("acsp"u8))
        {
            return "profile header";
        }

        // Header fields that could carry words: CMM, platform, flags, manufacturer, model, attributes, creator, identifier, reserved.
        if (profile.Slice(4, 4).ContainsAnyExcept((byte)0) || profile.Slice(40, 24).ContainsAnyExcept((byte)0) || profile.Slice(80, 48).ContainsAnyExcept((byte)0))
        {
            return "profile header";
        }

        var count = BinaryPrimitives.ReadInt32BigEndian(profile[128..]);
        var end = 132 + (12 * count);
        if (count is < 1 or > 9 || end > profile.Length)
        {
            return "profile tags";
        }

        for (var i = 0; i < count; i++)
        {
            var entry = profile.Slice(132 + (12 * i), 12);
            var (offset, size) = (BinaryPrimitives.ReadInt32BigEndian(entry[4..]), BinaryPrimitives.ReadInt32BigEndian(entry[8..]));
            if (offset != end || size < 8 || size > profile.Length - offset || !IsBody(entry[..4], profile.Slice(offset, size)))
            {
                return "profile tag";
            }

            end = offset + ((size + 3) & ~3);
        }

        return end == profile.Length ? null : "profile end";
    }

    private static bool IsBody(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        if (name.SequenceEqual("desc"u8))
        {
            return body.Length == 96 && body.Slice(12, 6).SequenceEqual("Mugai\0"u8) && !body[18..].ContainsAnyExcept((byte)0);
        }

        if (name.SequenceEqual("cprt"u8))
        {
            return body.SequenceEqual("text\0\0\0\0CC0\0"u8);
        }

        if (name[1..].SequenceEqual("XYZ"u8) || name.SequenceEqual("wtpt"u8))
        {
            return body.Length == 20 && body.StartsWith("XYZ \0\0\0\0"u8);
        }

        return name[1..].SequenceEqual("TRC"u8) && IsCurve(body);
    }

    private static bool IsCurve(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("para\0\0\0\0\0"u8) && body.Length >= 16)
        {
            return body.Length == 12 + (4 * (body[9] switch { 0 => 1, 1 => 3, 2 => 4, 3 => 5, 4 => 7, _ => int.MaxValue / 8 }));
        }

        if (!body.StartsWith("curv\0\0\0\0"u8) || body.Length < 12 || body.Length != 12 + (2 * BinaryPrimitives.ReadInt32BigEndian(body[8..])))
        {
            return false;
        }

        // Values that never fall spell no words.
        var before = 0;
        for (var at = 12; at < body.Length; at += 2)
        {
            var value = BinaryPrimitives.ReadUInt16BigEndian(body[at..]);
            if (value < before)
            {
                return false;
            }

            before = value;
        }

        return true;
    }
}
