using System.Buffers.Binary;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>
/// Whether an ICC profile (ICC.1:2022) is built as it must be before the color code of a reader gets it: header, signature, class, color space that fits the number
/// of components, and every tag inside the profile. Offsets that lead outside are how color libraries were attacked.
/// </summary>
internal static class IccProfile
{
    private const int HeaderBytes = 128;

    // Little CMS takes 100; profiles in use have up to 40.
    private const int MaxTags = 100;

    // Input, display, output, color space, abstract. Device links and named colors are no color space of an image (ISO 32000-2, table 66).
    private static readonly uint[] Classes = [Name("scnr"), Name("mntr"), Name("prtr"), Name("spac"), Name("abst")];

    /// <param name="components">N of the stream: 1, 3 or 4.</param>
    public static bool IsSound(ReadOnlySpan<byte> profile, long components)
    {
        if (profile.Length < HeaderBytes + 4 || !profile.Slice(36, 4).SequenceEqual("acsp"u8))
        {
            return false;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(profile);
        var tags = BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderBytes..]);
        if (size < HeaderBytes + 4 || size > profile.Length || tags is 0 or > MaxTags || HeaderBytes + 4 + (12 * tags) > size
            || Array.IndexOf(Classes, BinaryPrimitives.ReadUInt32BigEndian(profile[12..])) < 0 || Components(BinaryPrimitives.ReadUInt32BigEndian(profile[16..])) != components)
        {
            return false;
        }

        for (var i = 0; i < (int)tags; i++)
        {
            var entry = profile.Slice(HeaderBytes + 4 + (12 * i), 12);
            var (offset, length) = (BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), BinaryPrimitives.ReadUInt32BigEndian(entry[8..]));
            if (offset < HeaderBytes || offset > size || length > size - offset)
            {
                return false;
            }
        }

        return true;
    }

    private static int Components(uint space) =>
        space == Name("GRAY") ? 1 : space == Name("CMYK") ? 4 : space == Name("RGB ") || space == Name("Lab ") ? 3 : 0;

    private static uint Name(string text) => BinaryPrimitives.ReadUInt32BigEndian(System.Text.Encoding.ASCII.GetBytes(text));
}
