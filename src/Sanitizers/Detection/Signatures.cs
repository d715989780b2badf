using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Formats told by fixed bytes at a fixed place. Only signatures long or odd enough that ordinary text never begins like that; the
/// short ones (<c>MZ</c>, <c>BM</c>) are checked further where they are used.
/// </summary>
internal static class Signatures
{
    private static readonly Signature[] Table =
    [
        new(Formats.Png, 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]),
        new(Formats.Jpeg, 0, [0xFF, 0xD8, 0xFF]),
        new(Formats.Gif, 0, "GIF87a"u8),
        new(Formats.Gif, 0, "GIF89a"u8),
        new(Formats.Tiff, 0, [(byte)'I', (byte)'I', 42, 0]),
        new(Formats.Tiff, 0, [(byte)'M', (byte)'M', 0, 42]),
        new(Formats.Tiff, 0, [(byte)'I', (byte)'I', 43, 0]),
        new(Formats.Tiff, 0, [(byte)'M', (byte)'M', 0, 43]),
        new(Formats.Jp2, 0, [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 13, 10, 0x87, 10]),
        new(Formats.Jp2, 0, [0xFF, 0x4F, 0xFF, 0x51]),
        // Camera raw that is no TIFF by its magic: Fujifilm, Olympus, Panasonic. The others are told by their tags where TIFF is read.
        new(Formats.Raw, 0, "FUJIFILMCCD-RAW "u8),
        new(Formats.Raw, 0, "IIRO\x08\0"u8),
        new(Formats.Raw, 0, "IIRS\x08\0"u8),
        new(Formats.Raw, 0, [(byte)'I', (byte)'I', 0x55, 0, 0x18, 0, 0, 0]),
        new(Formats.Jxl, 0, [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', 13, 10, 0x87, 10]),
        new(Formats.Psd, 0, [(byte)'8', (byte)'B', (byte)'P', (byte)'S', 0]),
        new(Formats.Wmf, 0, [0xD7, 0xCD, 0xC6, 0x9A]),
        new(Formats.SevenZip, 0, [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]),
        new(Formats.Rar, 0, [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7]),
        new(Formats.Cab, 0, [(byte)'M', (byte)'S', (byte)'C', (byte)'F', 0, 0, 0, 0]),
        new(Formats.Gz, 0, [0x1F, 0x8B, 8]),
        new(Formats.Xz, 0, [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]),
        new(Formats.Zst, 0, [0x28, 0xB5, 0x2F, 0xFD]),
        new(Formats.Arj, 0, [0x60, 0xEA]),
        new(Formats.Elf, 0, [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        new(Formats.MachO, 0, [0xFE, 0xED, 0xFA, 0xCE]),
        new(Formats.MachO, 0, [0xFE, 0xED, 0xFA, 0xCF]),
        new(Formats.MachO, 0, [0xCE, 0xFA, 0xED, 0xFE]),
        new(Formats.MachO, 0, [0xCF, 0xFA, 0xED, 0xFE]),
        new(Formats.JavaClass, 0, [0xCA, 0xFE, 0xBA, 0xBE]),
        new(Formats.Dex, 0, "dex\n"u8),
        new(Formats.Wasm, 0, [0, (byte)'a', (byte)'s', (byte)'m']),
        new(Formats.Lnk, 0, [0x4C, 0, 0, 0, 1, 0x14, 2, 0]),
        new(Formats.Chm, 0, [(byte)'I', (byte)'T', (byte)'S', (byte)'F', 3, 0, 0, 0]),
        new(Formats.OneNote, 0, [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3]),
        new(Formats.Vhd, 0, "vhdxfile"u8),
        new(Formats.Vhd, 0, "conectix"u8),
        new(Formats.Tnef, 0, [0x78, 0x9F, 0x3E, 0x22]),
        new(Formats.Ogg, 0, [(byte)'O', (byte)'g', (byte)'g', (byte)'S', 0]),
        new(Formats.Flac, 0, [(byte)'f', (byte)'L', (byte)'a', (byte)'C', 0]),
        new(Formats.Mp3, 0, [(byte)'I', (byte)'D', (byte)'3', 2]),
        new(Formats.Mp3, 0, [(byte)'I', (byte)'D', (byte)'3', 3]),
        new(Formats.Mp3, 0, [(byte)'I', (byte)'D', (byte)'3', 4]),
        new(Formats.Mkv, 0, [0x1A, 0x45, 0xDF, 0xA3]),
        new(Formats.Asf, 0, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
        new(Formats.Jww, 0, "JwwData."u8),
        new(Formats.Rtf, 0, "{\\rtf"u8),
        new(Formats.PostScript, 0, "%!PS"u8),
        new(Formats.PostScript, 0, [0xC5, 0xD0, 0xD3, 0xC6]),
        new(Formats.Step, 0, "ISO-10303-21;"u8),
    ];

    // Bytes that stand further in, so that a file can have another signature in front of them.
    private static readonly Signature[] Inside =
    [
        new(Formats.Emf, 40, [(byte)' ', (byte)'E', (byte)'M', (byte)'F', 0, 0, 1, 0]),
        new(Formats.Dicom, 128, "DICM"u8),
        new(Formats.Tar, 257, "ustar"u8),
        new(Formats.Iso, 32769, "CD001"u8),
    ];

    /// <summary>The longest stretch from the start that the table looks at.</summary>
    public const int Reach = 32769 + 5;

    /// <summary>The format whose bytes stand at the start of <paramref name="head"/>, or null.</summary>
    public static FileFormat? Match(ReadOnlySpan<byte> head) => Find(Table, head) ?? MatchStructure(head);

    /// <summary>The format whose bytes stand further in, or null.</summary>
    public static FileFormat? MatchInside(ReadOnlySpan<byte> head) => Find(Inside, head);

    private static FileFormat? Find(Signature[] table, ReadOnlySpan<byte> head)
    {
        foreach (var signature in table)
        {
            if (head.Length >= signature.Offset && head[signature.Offset..].StartsWith(signature.Bytes))
            {
                return signature.Format;
            }
        }

        return null;
    }

    private static FileFormat? MatchStructure(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
        {
            var kind = head.Slice(8, 4);
            return kind.SequenceEqual("WEBP"u8) ? Formats.Webp
                : kind.SequenceEqual("WAVE"u8) ? Formats.Wav
                : kind.SequenceEqual("AVI "u8) ? Formats.Avi : null;
        }

        if (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8))
        {
            return IsoMedia(head.Slice(8, 4));
        }

        if (IsBitmap(head))
        {
            return Formats.Bmp;
        }

        if (head.Length >= 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9' && head.Slice(4, 6).SequenceEqual<byte>([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]))
        {
            return Formats.Bz2;
        }

        // -lh?- / -lz?- with a method character and the closing dash: the LHA header (level 0–3) has it at offset 2.
        if (head.Length >= 22 && head[2] == '-' && head[3] == 'l' && head[4] is (byte)'h' or (byte)'z' && head[6] == '-')
        {
            return Formats.Lzh;
        }

        // ICONDIR: reserved 0, type 1 (icon) or 2 (cursor), a believable count, and the reserved byte of the first entry.
        if (head.Length >= 22 && head[0] == 0 && head[1] == 0 && head[2] is 1 or 2 && head[3] == 0 && head[4] != 0 && head[5] == 0 && head[9] == 0)
        {
            return Formats.Ico;
        }

        if (head.Length >= 8 && head[0] is (byte)'F' or (byte)'C' or (byte)'Z' && head[1] == 'W' && head[2] == 'S' && head[3] is > 0 and < 60)
        {
            return Formats.Swf;
        }

        // AC10nn: the version string of every DWG since R13, followed by zeros.
        if (head.Length >= 12 && head.StartsWith("AC10"u8) && head[6] == 0)
        {
            return Formats.Dwg;
        }

        return null;
    }

    private static FileFormat IsoMedia(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("hevc"u8) ? Formats.Heic
        : brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) ? Formats.Avif
        : Formats.Mp4;

    // "BM" begins ordinary words; the size of the information header (12, 40, 52, 56, 64, 108, 124) and zero reserved words tell.
    private static bool IsBitmap(ReadOnlySpan<byte> head) =>
        head.Length >= 26 && head[0] == 'B' && head[1] == 'M' && head[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124
        && head[15] == 0 && head[16] == 0 && head[17] == 0;

    private sealed class Signature(FileFormat format, int offset, ReadOnlySpan<byte> bytes)
    {
        public FileFormat Format { get; } = format;

        public int Offset { get; } = offset;

        public byte[] Bytes { get; } = bytes.ToArray();
    }
}
