using System.Buffers.Binary;
using Mugai.Sanitizers.Images.Colors;
using Mugai.Sanitizers.Images.Jpeg;

namespace Mugai.Sanitizers.Images.Webp;

/// <summary>
/// Walks the chunks of a WebP (RFC 9649) and writes its core: picture data, alpha, animation, and a VP8X header of our own. The same walk, in its strict form,
/// takes what the encoder made.
/// </summary>
internal sealed class WebpReader(ReadOnlyMemory<byte> file, Stream core, ImageTally tally)
{
    private readonly ImageFacts _facts = new() { IsLossless = true, Frames = 0, Channels = 3 };
    private bool _isExtended;
    private bool _hasImage;
    private byte _flags;
    private int _canvasWidth;
    private int _canvasHeight;

    public bool IsAnimation { get; private set; }

    public bool HasAlpha { get; private set; }

    /// <summary>Total length is patched by the caller: the core begins with its 12-byte header.</summary>
    public ProbeResult Read(byte[] profile)
    {
        var data = file.Span;
        if (data.Length < 20 || !data.StartsWith("RIFF"u8) || !data.Slice(8, 4).SequenceEqual("WEBP"u8))
        {
            return ProbeResult.Corrupt("header");
        }

        var end = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) + 8L;
        if (end > data.Length)
        {
            return ProbeResult.Corrupt("cut off");
        }

        core.Write("RIFF\0\0\0\0WEBP"u8);
        var at = 12;
        for (var pieces = 0; end - at >= 8; pieces++)
        {
            var size = (long)BinaryPrimitives.ReadUInt32LittleEndian(data[(at + 4)..]);
            if (size > end - at - 8 || pieces > ImageLimits.MaxPieces)
            {
                return pieces > ImageLimits.MaxPieces ? ProbeResult.Refused(Reason.Budget, "too many chunks") : ProbeResult.Corrupt("a chunk is cut off");
            }

            if (Take(data.Slice(at, 4), data.Slice(at + 8, (int)size), profile) is { } refusal)
            {
                return refusal;
            }

            at += 8 + (int)size + (int)(size & 1);
        }

        if (!_hasImage)
        {
            return ProbeResult.Corrupt("no image");
        }

        tally.AddTrailing(data[(int)Math.Min(Math.Max(at, end), data.Length)..]);
        Complete();
        return ProbeResult.Of(_facts);
    }

    private void Complete()
    {
        (_facts.Width, _facts.Height) = _isExtended ? (_canvasWidth, _canvasHeight) : (_facts.Width, _facts.Height);
        _facts.Frames = Math.Max(_facts.Frames, 1);
        _facts.Channels = HasAlpha ? 4 : 3;
        var length = core.Length;
        core.Position = 4;
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)(length - 8));
        core.Write(size);
        core.Position = length;
    }

    private ProbeResult? Take(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, byte[] profile)
    {
        if (type.SequenceEqual("VP8X"u8))
        {
            if (_isExtended || _hasImage || body.Length < 10)
            {
                return ProbeResult.Corrupt("VP8X");
            }

            _isExtended = true;
            // Animation and alpha stay; profile only when one of ours follows.
            _flags = (byte)((body[0] & 0x12) | (profile.Length > 0 ? 0x20 : 0));
            (IsAnimation, HasAlpha) = ((_flags & 2) != 0, (_flags & 0x10) != 0);
            (_canvasWidth, _canvasHeight) = (1 + U24(body[4..]), 1 + U24(body[7..]));
            Put("VP8X"u8, [_flags, 0, 0, 0, .. body.Slice(4, 6)]);
            if (profile.Length > 0)
            {
                Put("ICCP"u8, profile);
            }

            return null;
        }

        if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
        {
            if (_hasImage || IsAnimation)
            {
                return ProbeResult.Corrupt("two images");
            }

            _hasImage = true;
            _facts.Frames = 1;
            if (!TakeImage(type, body))
            {
                return ProbeResult.Corrupt("image header");
            }

            if (!_isExtended && profile.Length > 0)
            {
                // A profile needs the extended form.
                _isExtended = true;
                (_canvasWidth, _canvasHeight) = (_facts.Width, _facts.Height);
                Put("VP8X"u8, [(byte)(0x20 | (HasAlpha ? 0x10 : 0)), 0, 0, 0, .. Bytes24(_facts.Width - 1), .. Bytes24(_facts.Height - 1)]);
                Put("ICCP"u8, profile);
            }

            Put(type, body);
            return null;
        }

        if (type.SequenceEqual("ALPH"u8) && _isExtended && !IsAnimation && !_hasImage)
        {
            HasAlpha = true;
            Put(type, body);
        }
        else if (type.SequenceEqual("ANIM"u8) && IsAnimation && body.Length == 6)
        {
            Put(type, body);
        }
        else if (type.SequenceEqual("ANMF"u8) && IsAnimation)
        {
            return TakeFrame(body);
        }
        else
        {
            Report(type, body);
        }

        return null;
    }

    private ProbeResult? TakeFrame(ReadOnlySpan<byte> body)
    {
        if (body.Length < 24 || ++_facts.Frames > ImageLimits.MaxFrames)
        {
            return body.Length < 24 ? ProbeResult.Corrupt("frame") : ProbeResult.Refused(Reason.TooBig, "too many frames");
        }

        using var frame = new MemoryStream();
        frame.Write(body[..16]);
        var (left, top, width, height) = (2 * U24(body), 2 * U24(body[3..]), 1 + U24(body[6..]), 1 + U24(body[9..]));
        if ((long)left + width > _canvasWidth || (long)top + height > _canvasHeight)
        {
            return ProbeResult.Corrupt("frame");
        }

        var hasImage = false;
        for (var at = 16; body.Length - at >= 8;)
        {
            var type = body.Slice(at, 4);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(body[(at + 4)..]);
            if (size > body.Length - at - 8)
            {
                return ProbeResult.Corrupt("frame");
            }

            var data = body.Slice(at + 8, (int)size);
            at += 8 + (int)size + (int)(size & 1);
            if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            {
                if (hasImage || !TakeImage(type, data) || _facts.Width != width || _facts.Height != height)
                {
                    return ProbeResult.Corrupt("frame");
                }

                hasImage = true;
                Put(frame, type, data);
            }
            else if (type.SequenceEqual("ALPH"u8) && !hasImage)
            {
                Put(frame, type, data);
            }
            else
            {
                tally.Add(ImageCodes.HiddenData, FindingAction.Removed, "in a frame");
            }
        }

        if (!hasImage)
        {
            return ProbeResult.Corrupt("frame");
        }

        _hasImage = true;
        Put("ANMF"u8, frame.ToArray());
        return null;
    }

    private bool TakeImage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        if (type[3] == 'L')
        {
            if (body.Length < 5 || body[0] != 0x2F)
            {
                return false;
            }

            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            (_facts.Width, _facts.Height) = ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
            HasAlpha |= (bits & 0x1000_0000) != 0;
            return true;
        }

        if (body.Length < 10 || (body[0] & 1) != 0 || !body.Slice(3, 3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            return false;
        }

        (_facts.Width, _facts.Height) = (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
        _facts.IsLossless = false;
        _facts.Quality = Math.Max(_facts.Quality, Vp8Quality.Estimate(body[10..]));
        return _facts is { Width: > 0, Height: > 0 };
    }

    private void Report(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        if (type.SequenceEqual("ICCP"u8))
        {
            _facts.Profile = body.Length is > 0 and <= ImageLimits.MaxProfileBytes ? body.ToArray() : [0];
        }
        else if (type.SequenceEqual("EXIF"u8))
        {
            tally.Add(ImageCodes.Metadata, FindingAction.Removed, "EXIF");
            new ExifReader(body.StartsWith("Exif\0\0"u8) ? body[6..] : body).ReadInto(_facts, tally);
        }
        else if (type.SequenceEqual("XMP "u8))
        {
            tally.Add(ImageCodes.Metadata, FindingAction.Removed, "XMP");
        }
        else
        {
            tally.Add(ImageCodes.HiddenData, FindingAction.Removed, "unknown chunk");
        }
    }

    private void Put(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body) => Put(core, type, body);

    private static void Put(Stream to, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)body.Length);
        to.Write(type);
        to.Write(size);
        to.Write(body);
        if ((body.Length & 1) != 0)
        {
            to.WriteByte(0);
        }
    }

    private static int U24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static byte[] Bytes24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];
}
