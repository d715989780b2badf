using System.Buffers.Binary;
using System.Text;

namespace Mugai.Sanitizers.Images.Boxes;

/// <summary>Reads the boxes of a JP2 or AVIF of ours: an exact list of them, lengths that fill the file, no item that is no picture, no comment in the codestream.</summary>
internal sealed class BoxVerifier(Stream file)
{
    private const int MaxBytes = 512 << 20;

    // Parents on the left; everything else is a leaf. Version and flags come before the children of meta and, with a count, of iinf.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["jp2"] = ["jP  ", "ftyp", "jp2h", "jp2c"],
        ["avif"] = ["ftyp", "meta", "mdat"],
        ["jp2h"] = ["ihdr", "bpcc", "colr", "pclr", "cmap", "cdef"],
        ["meta"] = ["hdlr", "pitm", "iloc", "iinf", "iref", "iprp"],
        ["iinf"] = ["infe"],
        ["iprp"] = ["ipco", "ipma"],
        ["ipco"] = ["colr", "av1C", "ispe", "pixi", "auxC"],
        ["iref"] = ["auxl"],
    };

    private byte[] _data = [];

    public string? Check(string kind)
    {
        if (file.Length > MaxBytes)
        {
            return "The picture is too long.";
        }

        _data = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(_data);
        if (kind == "jp2" && _data.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F]))
        {
            return Stream(0, _data.Length);
        }

        var levels = new Stack<(string Parent, int From, int To)>([(kind, 0, _data.Length)]);
        while (levels.TryPop(out var level))
        {
            var at = level.From;
            while (at < level.To)
            {
                var size = level.To - at >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at)) : 0;
                if (size < 8 || size > level.To - at)
                {
                    return $"A box in {level.Parent} has a wrong length.";
                }

                var name = Encoding.Latin1.GetString(_data, at + 4, 4);
                var (from, to) = (at + 8, at + (int)size);
                if (Array.IndexOf(Allowed[level.Parent], name) < 0 || Leaf(name, from, to) is not null)
                {
                    return $"The box {new UntrustedText(name).ForLog()} in {level.Parent} is none of ours.";
                }

                if (Allowed.ContainsKey(name))
                {
                    levels.Push((name, from + (name switch { "meta" or "iref" => 4, "iinf" => 6, _ => 0 }), to));
                }

                at = to;
            }
        }

        return null;
    }

    private string? Leaf(string name, int from, int to)
    {
        var body = _data.AsSpan(from, to - from);
        return name switch
        {
            "ftyp" => body.Length <= 32 ? null : name,
            // Its name is empty: 25 bytes with the zero.
            "hdlr" => body.Length is 24 or 25 && body.Slice(8, 4).SequenceEqual("pict"u8) && !body[12..].ContainsAnyExcept((byte)0) ? null : name,
            "infe" => body.Length <= 24 && body.Slice(8, 4).SequenceEqual("av01"u8) ? null : name,
            "colr" => body.Length is 7 or 11 && (body[0] == 1 || body.StartsWith("nclx"u8)) ? null : name,
            "jp2c" => Stream(from, to),
            _ => null,
        };
    }

    // Markers of a JPEG 2000 header, tile-parts by their lengths, the end marker, the end.
    private string? Stream(int from, int to)
    {
        var data = _data.AsSpan(from, to - from);
        var at = 2;
        while (data.Length - at >= 4)
        {
            var marker = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
            var length = marker == 0xFF90 ? (long)BinaryPrimitives.ReadUInt32BigEndian(data[(at + 6)..]) : 2L + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            if (marker is not (0xFF51 or 0xFF52 or 0xFF53 or 0xFF5C or 0xFF5D or 0xFF5E or 0xFF5F or 0xFF90) || length < 4 || length > data.Length - at)
            {
                return "The codestream holds a foreign segment.";
            }

            at += (int)length;
        }

        return data.Length - at == 2 && data[at] == 0xFF && data[at + 1] == 0xD9 ? null : "The codestream does not end where it should.";
    }
}
