using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Gif;

/// <summary>Walks the blocks of a GIF (GIF87a, GIF89a). Nothing is decoded; never throws.</summary>
internal sealed class GifReader(ReadOnlyMemory<byte> file, ImageTally tally)
{
    private readonly GifPicture _picture = new();
    private int _at;
    private (int Disposal, int Delay, int Transparent)? _control;

    public (GifPicture? Picture, Reason Reason, string Fault) Read()
    {
        var data = file.Span;
        if (data.Length < 13 || !(data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8)))
        {
            return (null, Reason.Corrupt, "header");
        }

        _picture.Width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]);
        _picture.Height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]);
        (_picture.Background, _picture.AspectRatio) = (data[11], data[12]);
        _at = 13;
        if (TakePalette(data[10]) is not { } palette)
        {
            return (null, Reason.Corrupt, "palette");
        }

        _picture.Palette = palette;
        for (var pieces = 0; pieces < ImageLimits.MaxPieces; pieces++)
        {
            if (_at >= data.Length)
            {
                // Every viewer shows a GIF whose last byte is missing.
                tally.Add(ImageCodes.Repaired, FindingAction.Rewritten, "end of image");
                return Finish();
            }

            switch (data[_at++])
            {
                case 0x3B:
                    tally.AddTrailing(data[_at..]);
                    return Finish();
                case 0x21:
                    if (!TakeExtension())
                    {
                        return Cut();
                    }

                    break;
                case 0x2C:
                    if (_picture.Frames.Count >= ImageLimits.MaxFrames)
                    {
                        return (null, Reason.TooBig, "too many frames");
                    }

                    if (!TakeFrame())
                    {
                        return Cut();
                    }

                    break;
                case 0:
                    // A terminator too many, which old writers leave.
                    break;
                default:
                    // What stands here belongs to no block; decoders stop.
                    tally.Add(ImageCodes.TrailingData, FindingAction.Removed, "between blocks");
                    return Finish();
            }
        }

        return (null, Reason.Budget, "too many blocks");
    }

    // Frames that are whole stay; half a frame would be a frame of somebody's guess.
    private (GifPicture?, Reason, string) Cut()
    {
        if (_picture.Frames.Count == 0)
        {
            return (null, Reason.Corrupt, "a block is cut off");
        }

        tally.Add(ImageCodes.Repaired, FindingAction.Removed, "a block that is cut off");
        return Finish();
    }

    private (GifPicture?, Reason, string) Finish()
    {
        if (_picture.Frames.Count == 0)
        {
            return (null, Reason.Corrupt, "no image");
        }

        // Viewers enlarge a screen that its first frame does not fit on.
        var first = _picture.Frames[0];
        if (_picture.Width == 0 || _picture.Height == 0)
        {
            (_picture.Width, _picture.Height) = (first.Left + first.Width, first.Top + first.Height);
        }

        return (_picture, Reason.None, "");
    }

    private byte[]? TakePalette(byte flags)
    {
        if ((flags & 0x80) == 0)
        {
            return [];
        }

        var length = 3 * (2 << (flags & 7));
        if (file.Length - _at < length)
        {
            return null;
        }

        _at += length;
        return file.Span.Slice(_at - length, length).ToArray();
    }

    private bool TakeExtension()
    {
        var data = file.Span;
        if (_at + 1 >= data.Length)
        {
            return false;
        }

        var label = data[_at++];
        var blocks = new List<Range>();
        if (!TakeBlocks(blocks))
        {
            return false;
        }

        var first = blocks.Count > 0 ? data[blocks[0]] : default;
        switch (label)
        {
            case 0xF9 when first.Length >= 4:
                _control = (((first[0] >> 2) & 7) is var disposal && disposal > 3 ? 0 : disposal, BinaryPrimitives.ReadUInt16LittleEndian(first[1..]), (first[0] & 1) != 0 ? first[3] : -1);
                break;
            case 0xFE:
                tally.Add(ImageCodes.Comment, FindingAction.Removed);
                break;
            case 0xFF when first.SequenceEqual("NETSCAPE2.0"u8) || first.SequenceEqual("ANIMEXTS1.0"u8):
                if (blocks.Count > 1 && data[blocks[1]] is { Length: >= 3 } loop && (loop[0] & 7) == 1)
                {
                    _picture.Loops ??= BinaryPrimitives.ReadUInt16LittleEndian(loop[1..]);
                }

                break;
            case 0xFF:
                tally.Add(ImageCodes.Metadata, FindingAction.Removed, first.StartsWith("XMP Data"u8) ? "XMP" : first.StartsWith("ICCRGBG1"u8) ? "ICC" : "application block");
                break;
            case 0x01:
                tally.Add(ImageCodes.Comment, FindingAction.Removed, "plain text");
                _control = null;
                break;
            default:
                tally.Add(ImageCodes.HiddenData, FindingAction.Removed, "unknown block");
                break;
        }

        return true;
    }

    private bool TakeFrame()
    {
        var data = file.Span;
        if (data.Length - _at < 10)
        {
            return false;
        }

        var head = data.Slice(_at, 9);
        _at += 9;
        if (TakePalette(head[8]) is not { } palette || _at >= data.Length)
        {
            return false;
        }

        var control = _control ?? (0, 0, -1);
        var frame = new GifFrame
        {
            Left = BinaryPrimitives.ReadUInt16LittleEndian(head),
            Top = BinaryPrimitives.ReadUInt16LittleEndian(head[2..]),
            Width = BinaryPrimitives.ReadUInt16LittleEndian(head[4..]),
            Height = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]),
            IsInterlaced = (head[8] & 0x40) != 0,
            Palette = palette,
            Disposal = control.Item1,
            Delay = control.Item2,
            Transparent = control.Item3,
            HasControl = _control is not null,
            CodeBits = data[_at++],
        };
        _control = null;
        if (!TakeBlocks(frame.Data) || frame.Width == 0 || frame.Height == 0 || frame.CodeBits is < 1 or > 11)
        {
            return false;
        }

        _picture.Frames.Add(frame);
        return true;
    }

    // Sub-blocks up to the empty one. The last may be cut off with the file.
    private bool TakeBlocks(List<Range> blocks)
    {
        var data = file.Span;
        while (_at < data.Length)
        {
            int length = data[_at++];
            if (length == 0)
            {
                return true;
            }

            if (data.Length - _at < length)
            {
                return false;
            }

            blocks.Add(new Range(_at, _at + length));
            _at += length;
        }

        return false;
    }
}
