namespace Mugai.Sanitizers.Metafiles;

/// <summary>The verifiers' own look at a bitmap inside a record.</summary>
internal static class PackedBitmap
{
    /// <summary>What is wrong with the bitmap at the reader's position, which takes <paramref name="length"/> bytes; null when nothing is.</summary>
    public static string? Fault(BinaryReader reader, long length, bool hasPalette = true)
    {
        if (length < 40)
        {
            return "a bitmap without a header";
        }

        var size = reader.ReadUInt32();
        long width = reader.ReadInt32();
        var height = Math.Abs((long)reader.ReadInt32());
        var planes = reader.ReadUInt16();
        int depth = reader.ReadUInt16();
        var compression = reader.ReadUInt32();
        reader.ReadBytes(12);
        long colors = reader.ReadUInt32();
        if (size is not (40 or 108) || width <= 0 || height == 0 || planes != 1 || depth is not (1 or 2 or 4 or 8 or 16 or 24 or 32) || compression is not (0 or 3) || colors != (depth > 8 || !hasPalette ? 0 : 1 << depth))
        {
            return "a bitmap header is not ours";
        }

        var masks = compression == 3 && size == 40 ? 12 : 0;
        return size + masks + (4 * colors) + (((width * depth) + 31) / 32 * 4 * height) == length ? null : "the sizes of a bitmap do not add up";
    }
}
