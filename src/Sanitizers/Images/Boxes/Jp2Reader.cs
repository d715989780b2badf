using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Boxes;

/// <summary>
/// Finds the codestream of a JP2, or takes a bare one (ISO/IEC 15444-1, annex A and I), reads SIZ and COD, and copies header and tile-parts without comments.
/// Component mappings are kept with the header box; palettes are refused; everything else stays behind.
/// </summary>
internal sealed class Jp2Reader(ReadOnlyMemory<byte> file, ImageTally tally)
{
    private readonly ImageFacts _facts = new();

    public ProbeResult Read(Stream core)
    {
        var data = file.Span;
        var (header, stream) = (default(Box), new Box(0, 0, data.Length));
        if (!data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
        {
            var boxes = BoxWalk.Read(data, 0, data.Length);
            header = boxes.Find(static box => box.Is("jp2h"u8));
            stream = boxes.Find(static box => box.Is("jp2c"u8));
            if (header.To == 0 || stream.To == 0 || boxes.FindIndex(static box => box.Is("jp2h"u8)) > boxes.FindIndex(static box => box.Is("jp2c"u8)))
            {
                return ProbeResult.Corrupt("no codestream");
            }

            foreach (var box in boxes)
            {
                if (!box.Is("jP  "u8) && !box.Is("ftyp"u8) && !box.Is("jp2h"u8) && !box.Is("jp2c"u8))
                {
                    tally.Add(ImageCodes.Metadata, FindingAction.Removed, box.Is("uuid"u8) ? "UUID" : box.Is("xml "u8) ? "XML" : "box");
                }
            }

            tally.AddTrailing(data[boxes[^1].To..]);
            if (BoxWalk.Read(data, header.From, header.To).Exists(static box => box.Is("pclr"u8)))
            {
                // The decoder makes more components of them than its caller counted, and reads beyond the picture (libvips 8.14 with OpenJPEG 2.5).
                return ProbeResult.Unsupported("a palette");
            }

            TakeHeader(data, header, core);
        }

        var length = core.Length;
        if (header.To > 0)
        {
            core.Write([0, 0, 0, 0, .. "jp2c"u8]);
        }

        if (CopyStream(data[stream.From..stream.To], core) is { } refusal)
        {
            return refusal;
        }

        if (header.To > 0)
        {
            Span<byte> size = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(size, (uint)(core.Length - length));
            core.Position = length;
            core.Write(size);
            core.Position = core.Length;
        }

        return ProbeResult.Of(_facts);
    }

    // Image header, bit depths, mapping, channels, and a colour box by number; a profile is read and left behind.
    private void TakeHeader(ReadOnlySpan<byte> data, Box header, Stream core)
    {
        core.Write([0, 0, 0, 12, .. "jP  "u8, 13, 10, 0x87, 10, 0, 0, 0, 20, .. "ftypjp2 "u8, 0, 0, 0, 0, .. "jp2 "u8]);
        using var body = new MemoryStream();
        foreach (var box in BoxWalk.Read(data, header.From, header.To))
        {
            var content = data[box.From..box.To];
            if (box.Is("colr"u8) && content.Length > 3 && content[0] == 2)
            {
                _facts.Profile = content[3..].Length <= ImageLimits.MaxProfileBytes ? content[3..].ToArray() : [0];
                // The number for sRGB or grey stands where the profile stood.
                Put(body, "colr"u8, [1, 0, 0, 0, 0, 0, (byte)(content.Length > 22 && content.Slice(19, 4).SequenceEqual("GRAY"u8) ? 17 : 16)]);
            }
            else if (box.Is("ihdr"u8) || box.Is("bpcc"u8) || box.Is("cmap"u8) || box.Is("cdef"u8) || (box.Is("colr"u8) && content.Length == 7))
            {
                Put(body, data.Slice(box.From - 4, 4), content);
            }
            else if (box.Is("res "u8))
            {
                tally.Add(ImageCodes.Metadata, FindingAction.Removed, "resolution");
            }
            else
            {
                tally.Add(ImageCodes.Metadata, FindingAction.Removed, "box");
            }
        }

        Put(core, "jp2h"u8, body.ToArray());
    }

    private static void Put(Stream to, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, content.Length + 8);
        to.Write(size);
        to.Write(type);
        to.Write(content);
    }

    /// <summary>Copies a codestream without comments up to its end marker; reports what is left.</summary>
    private ProbeResult? CopyStream(ReadOnlySpan<byte> stream, Stream core)
    {
        if (stream.Length < 50 || !stream.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
        {
            return ProbeResult.Corrupt("codestream");
        }

        core.Write(stream[..2]);
        var at = 2;
        while (stream.Length - at >= 4 && stream[at] == 0xFF)
        {
            var (marker, length) = (stream[at + 1], BinaryPrimitives.ReadUInt16BigEndian(stream[(at + 2)..]));
            if (marker == 0xD9)
            {
                break;
            }

            if (length < 2 || length > stream.Length - at - 2)
            {
                return ProbeResult.Corrupt("codestream header");
            }

            if (marker == 0x90)
            {
                // A tile-part: its length is in it, 0 for the last means to the end.
                var part = length >= 10 ? BinaryPrimitives.ReadUInt32BigEndian(stream[(at + 6)..]) : 0;
                var rest = stream.Length - at - (stream.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]) ? 2 : 0);
                if (length != 10 || (part != 0 && part < 14) || part > rest + 2)
                {
                    return ProbeResult.Corrupt("tile");
                }

                var bytes = part == 0 ? rest : (int)Math.Min(part, rest);
                core.Write(stream.Slice(at, bytes));
                at += bytes;
                continue;
            }

            var segment = stream.Slice(at, 2 + length);
            at += segment.Length;
            if (marker == 0x51 && !TakeSize(segment[4..]))
            {
                return ProbeResult.Corrupt("SIZ");
            }

            if (marker == 0x52 && segment.Length > 13)
            {
                _facts.IsLossless = segment[13] == 1;
            }

            if (marker == 0x64)
            {
                // Every encoder signs here; anything else is a comment.
                var isSigned = segment.Length > 6 && segment[6..].StartsWith("Created by OpenJPEG"u8);
                if (!isSigned)
                {
                    tally.Add(ImageCodes.Comment, FindingAction.Removed);
                }

                continue;
            }

            core.Write(segment);
        }

        core.Write([0xFF, 0xD9]);
        var hasEnd = stream.Length - at >= 2 && stream[at] == 0xFF && stream[at + 1] == 0xD9;
        tally.AddTrailing(hasEnd ? stream[(at + 2)..] : stream[at..]);
        return _facts.Width > 0 ? null : ProbeResult.Corrupt("SIZ");
    }

    private bool TakeSize(ReadOnlySpan<byte> body)
    {
        if (body.Length < 37)
        {
            return false;
        }

        var (right, bottom) = (BinaryPrimitives.ReadUInt32BigEndian(body[2..]), BinaryPrimitives.ReadUInt32BigEndian(body[6..]));
        var (left, top) = (BinaryPrimitives.ReadUInt32BigEndian(body[10..]), BinaryPrimitives.ReadUInt32BigEndian(body[14..]));
        var (tileWidth, tileHeight) = (BinaryPrimitives.ReadUInt32BigEndian(body[18..]), BinaryPrimitives.ReadUInt32BigEndian(body[22..]));
        var components = BinaryPrimitives.ReadUInt16BigEndian(body[34..]);
        if (right <= left || bottom <= top || right - left > int.MaxValue || bottom - top > int.MaxValue || components is 0 or > 4 || body.Length < 36 + (3 * components) || tileWidth == 0 || tileHeight == 0)
        {
            return false;
        }

        // A tile costs a decoder memory whatever is in it.
        if ((long)((right - 1) / tileWidth + 1) * ((bottom - 1) / tileHeight + 1) > 65_535)
        {
            return false;
        }

        (_facts.Width, _facts.Height, _facts.Channels) = ((int)(right - left), (int)(bottom - top), components);
        _facts.BitsPerSample = (body[36] & 0x7F) + 1 > 8 ? 16 : 8;
        return true;
    }
}
