using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Boxes;

/// <summary>
/// What the meta box of a HEIF or AVIF file says (ISO/IEC 23008-12, ISO/IEC 14496-12): the largest picture's size, colour profile, and which items are no picture. The
/// decoder gets the file up to the end of its last box: its items point into each other by offset.
/// </summary>
internal sealed class HeifReader(ReadOnlyMemory<byte> file, ImageTally tally)
{
    private readonly ImageFacts _facts = new() { Channels = 3 };

    public ProbeResult Read(Stream core)
    {
        var data = file.Span;
        var boxes = BoxWalk.Read(data, 0, data.Length);
        var meta = boxes.Find(static box => box.Is("meta"u8));
        if (meta.To == 0 || meta.To - meta.From < 4)
        {
            return boxes.Exists(static box => box.Is("moov"u8)) ? ProbeResult.Unsupported("a sequence") : ProbeResult.Corrupt("no meta box");
        }

        // A full box: version and flags come first.
        foreach (var box in BoxWalk.Read(data, meta.From + 4, meta.To))
        {
            if (box.Is("iprp"u8))
            {
                TakeProperties(data, box);
            }
            else if (box.Is("iinf"u8))
            {
                TakeItems(data[box.From..box.To]);
            }
        }

        var end = boxes[^1].To;
        tally.AddTrailing(data[end..]);
        core.Write(data[..end]);
        return _facts.Width > 0 ? ProbeResult.Of(_facts) : ProbeResult.Corrupt("no dimensions");
    }

    private void TakeProperties(ReadOnlySpan<byte> data, Box properties)
    {
        foreach (var container in BoxWalk.Read(data, properties.From, properties.To))
        {
            foreach (var box in container.Is("ipco"u8) ? BoxWalk.Read(data, container.From, container.To) : [])
            {
                var content = data[box.From..box.To];
                if (box.Is("ispe"u8) && content.Length >= 12)
                {
                    var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(content[4..]), BinaryPrimitives.ReadUInt32BigEndian(content[8..]));
                    if ((ulong)width * height > (ulong)_facts.Width * (ulong)_facts.Height)
                    {
                        (_facts.Width, _facts.Height) = ((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
                    }
                }
                else if (box.Is("colr"u8) && content.Length > 4 && (content.StartsWith("prof"u8) || content.StartsWith("rICC"u8)))
                {
                    _facts.Profile = content.Length <= ImageLimits.MaxProfileBytes ? content[4..].ToArray() : [0];
                }
                else if (box.Is("irot"u8) || box.Is("imir"u8))
                {
                    _facts.Orientation = 2;
                }
                else if (box.Is("auxC"u8) && content.IndexOf("alpha"u8) >= 0)
                {
                    _facts.Channels = 4;
                }
            }
        }
    }

    private void TakeItems(ReadOnlySpan<byte> items)
    {
        if (items.Length < 6)
        {
            return;
        }

        foreach (var box in BoxWalk.Read(items, items[0] == 0 ? 6 : 8, items.Length))
        {
            var entry = items[box.From..box.To];
            if (!box.Is("infe"u8) || entry.Length < 12 || entry[0] < 2)
            {
                continue;
            }

            var type = entry.Slice(entry[0] == 2 ? 8 : 10, 4);
            if (type.SequenceEqual("Exif"u8))
            {
                tally.Add(ImageCodes.Metadata, FindingAction.Removed, "EXIF");
            }
            else if (type.SequenceEqual("mime"u8) || type.SequenceEqual("uri "u8))
            {
                tally.Add(ImageCodes.Metadata, FindingAction.Removed, "XMP");
            }
        }
    }
}
