using System.Buffers.Binary;
using System.Numerics;
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
        new(Formats.Psd, 0, [(byte)'8', (byte)'B', (byte)'P', (byte)'S', 0, 1]),
        new(Formats.Psb, 0, [(byte)'8', (byte)'B', (byte)'P', (byte)'S', 0, 2]),
        new(Formats.Xcf, 0, "gimp xcf "u8),
        new(Formats.Djvu, 0, "AT&TFORM"u8),
        new(Formats.Jbig2, 0, [0x97, (byte)'J', (byte)'B', (byte)'2', 13, 10, 26, 10]),
        new(Formats.Jxl, 0, [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', 13, 10, 0x87, 10]),
        new(Formats.Jxr, 0, [(byte)'I', (byte)'I', 0xBC, 1]),
        new(Formats.Mng, 0, [0x8A, (byte)'M', (byte)'N', (byte)'G', 13, 10, 26, 10]),
        new(Formats.Mng, 0, [0x8B, (byte)'J', (byte)'N', (byte)'G', 13, 10, 26, 10]),
        new(Formats.Exr, 0, [0x76, 0x2F, 0x31, 1]),
        new(Formats.Icns, 0, [(byte)'i', (byte)'c', (byte)'n', (byte)'s', 0]),
        new(Formats.CameraRaw, 0, "FUJIFILMCCD-RAW "u8),
        new(Formats.CameraRaw, 0, "IIRO"u8),
        new(Formats.CameraRaw, 0, "IIRS"u8),
        new(Formats.CameraRaw, 0, "MMOR"u8),
        new(Formats.CameraRaw, 0, [(byte)'I', (byte)'I', (byte)'U', 0]),
        new(Formats.CameraRaw, 0, [0, (byte)'M', (byte)'R', (byte)'M']),
        new(Formats.CameraRaw, 0, [(byte)'F', (byte)'O', (byte)'V', (byte)'b', 0]),
        new(Formats.CameraRaw, 0, [(byte)'I', (byte)'I', 0x1A, 0, 0, 0, (byte)'H', (byte)'E', (byte)'A', (byte)'P', (byte)'C', (byte)'C', (byte)'D', (byte)'R']),
        new(Formats.Wmf, 0, [0xD7, 0xCD, 0xC6, 0x9A]),
        new(Formats.SevenZip, 0, [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]),
        new(Formats.Rar, 0, [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7]),
        new(Formats.Cab, 0, [(byte)'M', (byte)'S', (byte)'C', (byte)'F', 0, 0, 0, 0]),
        new(Formats.Gz, 0, [0x1F, 0x8B, 8]),
        new(Formats.Xz, 0, [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]),
        new(Formats.Zst, 0, [0x28, 0xB5, 0x2F, 0xFD]),
        new(Formats.Arj, 0, [0x60, 0xEA]),
        new(Formats.Ace, 7, "**ACE**"u8),
        new(Formats.Zoo, 20, [0xDC, 0xA7, 0xC4, 0xFD]),
        new(Formats.StuffIt, 0, "StuffIt (c)"u8),
        new(Formats.Alz, 0, [(byte)'A', (byte)'L', (byte)'Z', 1]),
        new(Formats.Egg, 0, [(byte)'E', (byte)'G', (byte)'G', (byte)'A', 0, 1]),
        new(Formats.Wim, 0, [(byte)'M', (byte)'S', (byte)'W', (byte)'I', (byte)'M', 0, 0, 0]),
        new(Formats.Xar, 0, [(byte)'x', (byte)'a', (byte)'r', (byte)'!', 0]),
        new(Formats.Lz4, 0, [4, 0x22, 0x4D, 0x18]),
        new(Formats.Lzip, 0, [(byte)'L', (byte)'Z', (byte)'I', (byte)'P', 1]),
        new(Formats.Rpm, 0, [0xED, 0xAB, 0xEE, 0xDB]),
        new(Formats.Deb, 0, "!<arch>\ndebian"u8),
        new(Formats.Compress, 0, [0x1F, 0x9D]),
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
        new(Formats.Flac, 0, [(byte)'f', (byte)'L', (byte)'a', (byte)'C', 0x80]),
        new(Formats.Mp3, 0, [(byte)'I', (byte)'D', (byte)'3', 2]),
        new(Formats.Mp3, 0, [(byte)'I', (byte)'D', (byte)'3', 3]),
        new(Formats.Mp3, 0, [(byte)'I', (byte)'D', (byte)'3', 4]),
        new(Formats.Midi, 0, [(byte)'M', (byte)'T', (byte)'h', (byte)'d', 0, 0, 0, 6]),
        new(Formats.Amr, 0, "#!AMR"u8),
        new(Formats.Flv, 0, [(byte)'F', (byte)'L', (byte)'V', 1]),
        new(Formats.Mkv, 0, [0x1A, 0x45, 0xDF, 0xA3]),
        new(Formats.Asf, 0, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
        new(Formats.Jww, 0, "JwwData."u8),
        new(Formats.PostScript, 0, "%!PS"u8),
        new(Formats.Eps, 0, [0xC5, 0xD0, 0xD3, 0xC6]),
        new(Formats.BinaryDxf, 0, "AutoCAD Binary DXF"u8),
        new(Formats.Hwp, 0, "HWP Document File"u8),
        new(Formats.Pst, 0, "!BDN"u8),
        new(Formats.Mdb, 4, "Standard Jet DB"u8),
        new(Formats.Mdb, 4, "Standard ACE DB"u8),
        new(Formats.Crx, 0, [(byte)'C', (byte)'r', (byte)'2', (byte)'4', 2, 0, 0, 0]),
        new(Formats.Crx, 0, [(byte)'C', (byte)'r', (byte)'2', (byte)'4', 3, 0, 0, 0]),
        new(Formats.Vmdk, 0, [(byte)'K', (byte)'D', (byte)'M', (byte)'V', 1, 0, 0, 0]),
        new(Formats.Vmdk, 0, "# Disk DescriptorFile"u8),
        new(Formats.Vdi, 0, "<<< Oracle VM VirtualBox Disk Image >>>"u8),
        new(Formats.Qcow, 0, [(byte)'Q', (byte)'F', (byte)'I', 0xFB]),
        new(Formats.Hlp, 0, [0x3F, 0x5F, 3, 0]),
        new(Formats.JavaObject, 0, [0xAC, 0xED, 0, 5]),
        new(Formats.Lua, 0, [0x1B, (byte)'L', (byte)'u', (byte)'a']),
        new(Formats.Plist, 0, "bplist0"u8),
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
    public static FileFormat? Match(ReadOnlySpan<byte> head)
    {
        var format = Find(Table, head);
        return format == Formats.PostScript ? PictureProbe.PostScript(head)
            : format == Formats.Tiff && PictureProbe.IsCameraRaw(head) ? Formats.CameraRaw
            : format ?? MatchStructure(head) ?? PictureProbe.Match(head);
    }

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
        if (BeginsRichText(head))
        {
            return Formats.Rtf;
        }

        if (head.Length >= 12 && (head.StartsWith("RF64"u8) || head.StartsWith("BW64"u8)) && head.Slice(8, 4).SequenceEqual("WAVE"u8))
        {
            return Formats.Wav;
        }

        if (head.Length >= 12 && head.StartsWith("FORM"u8) && (head.Slice(8, 4).SequenceEqual("AIFF"u8) || head.Slice(8, 4).SequenceEqual("AIFC"u8)))
        {
            return Formats.Aiff;
        }

        if (IsOldQuickTime(head))
        {
            return Formats.Mov;
        }

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

        // -lh?-, -lz?- or -pm?- with the closing dash: the LHA header (level 0–3) has it at offset 2.
        if (head.Length >= 22 && head[2] == '-' && head[6] == '-' && (head.Slice(3, 2).SequenceEqual("lh"u8) || head.Slice(3, 2).SequenceEqual("lz"u8) || head.Slice(3, 2).SequenceEqual("pm"u8)))
        {
            return Formats.Lzh;
        }

        if (IsLzma(head))
        {
            return Formats.Lzma;
        }

        // A metafile without the placeable header: kind, 9 words of header, version, a size, no members.
        if (head.Length >= 18 && head[0] is 1 or 2 && head[1] == 0 && head[2] == 9 && head[3] == 0 && head[4] == 0 && head[5] is 1 or 3 && head[16] == 0 && head[17] == 0)
        {
            return Formats.Wmf;
        }

        // ICONDIR: reserved 0, type 1 (icon) or 2 (cursor), a believable count or a first frame right behind the directory, and the reserved byte of the first entry.
        if (head.Length >= 22 && head[0] == 0 && head[1] == 0 && head[2] is 1 or 2 && head[3] == 0 && (head[4] | head[5]) != 0 && head[9] == 0
            && (head[5] == 0 || BinaryPrimitives.ReadUInt32LittleEndian(head[18..]) == 6 + (16 * BinaryPrimitives.ReadUInt16LittleEndian(head[4..]))))
        {
            return head[2] == 2 ? Formats.Cur : Formats.Ico;
        }

        if (head.Length >= 8 && head[0] is (byte)'F' or (byte)'C' or (byte)'Z' && head[1] == 'W' && head[2] == 'S' && head[3] is > 0 and < 60)
        {
            return Formats.Swf;
        }

        // CPython's cache files: a version number, CR LF, and since 3.7 a word of flags below 4.
        if (head.Length >= 16 && head[2] == 13 && head[3] == 10 && (head[1] is 12 or 13 or 14 || head[1] is 0xF1 or 0xF2 or 0xF3) && head[4] < 4 && head[5] == 0)
        {
            return Formats.Pyc;
        }

        // AC10nn: the version string of every DWG since R13, followed by zeros.
        if (head.Length >= 12 && head.StartsWith("AC10"u8) && head[6] == 0)
        {
            return Formats.Dwg;
        }

        return null;
    }

    // Word asks for three characters of the header and passes over what stands before; a text that begins so would open as a document there whatever its name.
    private static bool BeginsRichText(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> blank = [0xEF, 0xBB, 0xBF, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0];
        var begin = head.IndexOfAnyExcept(blank);
        if (begin < 0 || head[begin] != '{')
        {
            return false;
        }

        var rest = head[(begin + 1)..];
        var word = rest.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        return word >= 0 && rest[word..].StartsWith("\\rt"u8);
    }

    // LZMA alone has no mark: the usual properties (lc 3, lp 0, pb 2), a dictionary of 2^n or 3·2^n bytes, a size that is unknown or below 1 TiB, and
    // the zero with which its range coder begins.
    private static bool IsLzma(ReadOnlySpan<byte> head)
    {
        if (head.Length < 18 || head[0] != 0x5D || head[13] != 0)
        {
            return false;
        }

        var dictionary = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(head[5..]);
        var isRound = dictionary >= 4096 && (BitOperations.IsPow2(dictionary) || (dictionary % 3 == 0 && BitOperations.IsPow2(dictionary / 3)));
        return isRound && (size == ulong.MaxValue || size < 1UL << 40);
    }

    private static FileFormat IsoMedia(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("hevc"u8) ? Formats.Heic
        : brand.SequenceEqual("crx "u8) ? Formats.CameraRaw
        : brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) ? Formats.Avif
        : brand.SequenceEqual("qt  "u8) ? Formats.Mov
        : brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8) || brand.StartsWith("M4P"u8) ? Formats.M4a
        : brand.StartsWith("3g"u8) ? Formats.ThreeGp
        : Formats.Mp4;

    // QuickTime files of before 2005 begin with any of their atoms; the first is small, or holds the film, or is a movie header.
    private static bool IsOldQuickTime(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16)
        {
            return false;
        }

        var name = head.Slice(4, 4);
        return (name.SequenceEqual("moov"u8) && (head.Slice(12, 4).SequenceEqual("mvhd"u8) || head.Slice(12, 4).SequenceEqual("cmov"u8) || head.Slice(12, 4).SequenceEqual("rmra"u8)))
            || (name.SequenceEqual("mdat"u8) && head[0] < 9)
            || ((name.SequenceEqual("wide"u8) || name.SequenceEqual("free"u8) || name.SequenceEqual("skip"u8)) && head[0] == 0)
            || (name.SequenceEqual("pnot"u8) && head[..4].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 20]));
    }

    // "BM" begins ordinary words; the size of the information header (12, 16, 40, 52, 56, 64, 108, 124) and zero reserved words tell.
    private static bool IsBitmap(ReadOnlySpan<byte> head) =>
        head.Length >= 26 && head[0] == 'B' && head[1] == 'M' && head[14] is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124
        && head[15] == 0 && head[16] == 0 && head[17] == 0;

    private sealed class Signature(FileFormat format, int offset, ReadOnlySpan<byte> bytes)
    {
        public FileFormat Format { get; } = format;

        public int Offset { get; } = offset;

        public byte[] Bytes { get; } = bytes.ToArray();
    }
}
