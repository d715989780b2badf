using System.Text;

namespace Mugai.Sanitizers.LegacyOffice.Properties;

/// <summary>Reads the property sets of a written file as a stranger: one section, nothing behind it, listed properties of their types, in order, one behind the other.</summary>
internal static class PropertyVerifier
{
    public static bool IsName(string name) => name is "\u0005SummaryInformation" or "\u0005DocumentSummaryInformation";

    /// <summary>What is wrong with the sets of <paramref name="file"/>; null when nothing is.</summary>
    public static string? Verify(PlainCompoundFile file)
    {
        foreach (var name in file.Names.Where(IsName))
        {
            using var stream = file.Stream(name);
            if (stream is null || !IsSound(stream, isSummary: name.Length < 20))
            {
                return "properties that are not listed";
            }
        }

        return null;
    }

    private static bool IsSound(Stream stream, bool isSummary)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (stream.Length < 64 || reader.ReadUInt64() != 0x00020006_0000FFFE || !reader.ReadBytes(16).All(static b => b == 0) || reader.ReadUInt32() != 1
            || new Guid(reader.ReadBytes(16)) != (isSummary ? PropertyList.Summary : PropertyList.DocumentSummary) || reader.ReadUInt32() != 48 || reader.ReadUInt32() != stream.Length - 48)
        {
            return false;
        }

        var count = reader.ReadUInt32();
        if (count is < 2 or > 64 || stream.Length < 56 + (count * 8))
        {
            return false;
        }

        var ids = new List<uint>();
        var at = 8 + (count * 8);
        for (var i = 0; i < count; i++)
        {
            stream.Position = 56 + (i * 8);
            ids.Add(reader.ReadUInt32());
            if (reader.ReadUInt32() != at || 48 + at + 8 > stream.Length)
            {
                return false;
            }

            stream.Position = 48 + at;
            var type = reader.ReadUInt32();
            var isListed = ids[i] == PropertyList.CodePage ? type == PropertyList.I2 && reader.ReadUInt32() == PropertyList.Utf8 : type == PropertyList.TypeOf(isSummary, ids[i]);
            if (!isListed || (i > 0 && ids[i] <= ids[i - 1]))
            {
                return false;
            }

            stream.Position = 48 + at + 4;
            at += type == PropertyList.FileTime ? 12 : type == PropertyList.Text ? 8 + ((reader.ReadUInt32() + 3) / 4 * 4) : 8;
        }

        return ids.Contains(PropertyList.CodePage) && 48 + at == stream.Length;
    }
}
