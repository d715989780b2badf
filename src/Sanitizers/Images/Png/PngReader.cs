using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Images.Png;

/// <summary>Walks the chunks of a PNG or APNG (ISO/IEC 15948, clause 5 and 11; PNG third edition for animation). Never throws; nothing but a colour profile is inflated.</summary>
internal sealed class PngReader(ReadOnlyMemory<byte> file, ImageTally tally)
{
    private const int MinChunk = 12;

    private PngPicture? _picture;
    private PngFrame? _open;
    private bool _sawData;
    private bool _isBrokenAnimation;
    private uint _declaredFrames;

    /// <summary>The picture, or the reason and the fault.</summary>
    public (PngPicture? Picture, Reason Reason, string Fault) Read()
    {
        var data = file.Span;
        if (!data.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
        {
            return (null, Reason.Corrupt, "signature");
        }

        var at = 8;
        for (var pieces = 0; data.Length - at >= MinChunk; pieces++)
        {
            if (pieces > ImageLimits.MaxPieces)
            {
                return (null, Reason.Budget, "too many chunks");
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
            if (length > data.Length - at - MinChunk)
            {
                return (null, Reason.Corrupt, "a chunk is cut off");
            }

            var type = data.Slice(at + 4, 4);
            var body = new Range(at + 8, at + 8 + (int)length);
            var isSound = Sum(data[(at + 4)..body.End]) == BinaryPrimitives.ReadUInt32BigEndian(data[body.End..]);
            at = body.End.Value + 4;
            if (type.SequenceEqual("IEND"u8))
            {
                tally.AddTrailing(data[at..]);
                return Finish();
            }

            // An upper-case first letter makes a chunk critical: without it there is no picture.
            if (!isSound && (type[0] & 0x20) == 0)
            {
                return (null, Reason.Corrupt, Encoding.Latin1.GetString(type) + " checksum");
            }

            if (Take(type, body, isSound) is { } refusal)
            {
                return (null, refusal.Reason, refusal.Fault);
            }
        }

        return (null, Reason.Corrupt, "no end");
    }

    private (Reason Reason, string Fault)? Take(ReadOnlySpan<byte> type, Range body, bool isSound)
    {
        var bytes = file.Span[body];
        if (_picture is null)
        {
            return type.SequenceEqual("CgBI"u8) ? (Reason.Unsupported, "Apple's private PNG")
                : !type.SequenceEqual("IHDR"u8) ? (Reason.Corrupt, "no header")
                : TakeHeader(bytes);
        }

        if (type.SequenceEqual("IDAT"u8))
        {
            _sawData = true;
            if (_open is not null && _open != _picture.Frames[0])
            {
                return (Reason.Corrupt, "image data in two places");
            }

            (_open ??= AddStill()).Data.Add(body);
            return null;
        }

        if (type.SequenceEqual("PLTE"u8))
        {
            if (_picture.Palette.Length > 0)
            {
                tally.Add(ImageCodes.Repaired, FindingAction.Removed, "PLTE");
                return null;
            }

            if (_sawData || bytes.Length is 0 or > 768 || bytes.Length % 3 != 0)
            {
                return (Reason.Corrupt, "palette");
            }

            // A palette with true colour is a suggestion for screens that are gone.
            _picture.Palette = _picture.Header.ColorType == 3 ? bytes.ToArray() : [];
            return null;
        }

        if ((type[0] & 0x20) == 0)
        {
            return type.SequenceEqual("IHDR"u8) ? (Reason.Corrupt, "two headers") : (Reason.Unsupported, "an unknown critical chunk");
        }

        if (!isSound)
        {
            tally.Add(ImageCodes.Repaired, FindingAction.Removed, Encoding.Latin1.GetString(type));
            return null;
        }

        TakeAncillary(Encoding.Latin1.GetString(type), bytes, body);
        return null;
    }

    private (Reason, string)? TakeHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 13 || bytes[10] != 0 || bytes[11] != 0 || bytes[12] > 1)
        {
            return (Reason.Corrupt, "header");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
        var isKnown = (bytes[9], bytes[8]) is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
        if (!isKnown || width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            return (Reason.Corrupt, "header");
        }

        _picture = new PngPicture { Header = new PngHeader((int)width, (int)height, bytes[8], bytes[9], bytes[12] == 1) };
        return null;
    }

    private void TakeAncillary(string type, ReadOnlySpan<byte> bytes, Range body)
    {
        var picture = _picture!;
        switch (type)
        {
            case "tRNS" when !_sawData && picture.Transparency.Length == 0 && IsTransparency(bytes):
                picture.Transparency = bytes.ToArray();
                return;
            case "gAMA" when bytes.Length == 4 && BinaryPrimitives.ReadUInt32BigEndian(bytes) is > 0 and < 1_000_000:
                picture.Gamma = bytes.ToArray();
                return;
            case "cHRM" when bytes.Length == 32 && AreFractions(bytes):
                picture.Chromaticities = bytes.ToArray();
                return;
            case "sRGB" when bytes.Length == 1 && bytes[0] <= 3:
                picture.StandardIntent = bytes.ToArray();
                return;
            case "pHYs" when bytes.Length == 9 && bytes[8] <= 1 && BinaryPrimitives.ReadUInt32BigEndian(bytes) is > 0 and < 1_000_000 && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) is > 0 and < 1_000_000:
                picture.Dimensions = bytes.ToArray();
                return;
            case "iCCP":
                picture.Profile = Inflate(bytes);
                return;
            case "acTL" when bytes.Length == 8 && !_sawData && !picture.IsAnimation:
                picture.IsAnimation = true;
                _declaredFrames = BinaryPrimitives.ReadUInt32BigEndian(bytes);
                picture.Plays = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
                return;
            case "fcTL":
                TakeControl(bytes);
                return;
            case "fdAT":
                if (bytes.Length < 4 || _open is null || !_sawData || _open.Control.Length == 0 || picture.Frames.Count == 1)
                {
                    _isBrokenAnimation = true;
                }
                else
                {
                    _open.Data.Add(new Range(body.Start.Value + 4, body.End));
                }

                return;
            case "bKGD" or "sBIT" or "hIST" or "sPLT":
                tally.Add(ImageCodes.Metadata, FindingAction.Removed, type);
                return;
            case "tEXt" or "zTXt" or "iTXt":
                tally.Add(bytes.StartsWith("XML:com.adobe.xmp"u8) ? ImageCodes.Metadata : ImageCodes.Comment, FindingAction.Removed, type);
                return;
            case "cICP":
                tally.Add(ImageCodes.Profile, FindingAction.Removed, type);
                return;
            default:
                tally.Add(ImageCodes.Metadata, FindingAction.Removed, type);
                return;
        }
    }

    private void TakeControl(ReadOnlySpan<byte> bytes)
    {
        var picture = _picture!;
        if (!picture.IsAnimation || bytes.Length != 26 || picture.Frames.Count > ImageLimits.MaxFrames)
        {
            _isBrokenAnimation = true;
            return;
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));
        var (left, top) = (BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));
        var (canvas, isFirst) = (picture.Header, !_sawData);
        if (width == 0 || height == 0 || (ulong)width + left > (ulong)canvas.Width || (ulong)height + top > (ulong)canvas.Height || bytes[24] > 2 || bytes[25] > 1
            || (isFirst && (picture.Frames.Count > 0 || width != canvas.Width || height != canvas.Height)))
        {
            _isBrokenAnimation = true;
            return;
        }

        _open = new PngFrame((int)width, (int)height) { Control = bytes[4..].ToArray() };
        picture.Frames.Add(_open);
    }

    private PngFrame AddStill()
    {
        var still = new PngFrame(_picture!.Header.Width, _picture.Header.Height);
        _picture.Frames.Insert(0, still);
        return still;
    }

    private (PngPicture?, Reason, string) Finish()
    {
        if (_picture is not { } picture || !_sawData || picture.Frames.Count == 0 || picture.Frames[0].Data.Count == 0)
        {
            return (null, Reason.Corrupt, "no image data");
        }

        if (picture.Header.ColorType == 3 && picture.Palette.Length == 0)
        {
            return (null, Reason.Corrupt, "no palette");
        }

        var moving = picture.Frames.Count(static frame => frame.Control.Length > 0);
        if (picture.IsAnimation && (_isBrokenAnimation || moving == 0 || moving != _declaredFrames || picture.Frames.Exists(static frame => frame.Data.Count == 0)))
        {
            // The still image is what every viewer without animation shows.
            tally.Add(ImageCodes.Repaired, FindingAction.Removed, "animation");
            var still = new PngFrame(picture.Header.Width, picture.Header.Height);
            still.Data.AddRange(picture.Frames[0].Data);
            picture.Frames.Clear();
            picture.Frames.Add(still);
            picture.IsAnimation = false;
        }
        else if (!picture.IsAnimation && _isBrokenAnimation)
        {
            tally.Add(ImageCodes.HiddenData, FindingAction.Removed, "frames without an animation");
        }

        return (picture, Reason.None, "");
    }

    private bool IsTransparency(ReadOnlySpan<byte> bytes) => _picture!.Header.ColorType switch
    {
        0 => bytes.Length == 2,
        2 => bytes.Length == 6,
        3 => bytes.Length > 0 && bytes.Length <= _picture.Palette.Length / 3,
        _ => false,
    };

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = default(Crc32);
        sum.Append(bytes);
        return sum.Value;
    }

    // Chromaticities are fractions of one, times 100,000.
    private static bool AreFractions(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += 4)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) > 200_000)
            {
                return false;
            }
        }

        return true;
    }

    // Name, zero, method 0, zlib. A profile that cannot be read is there all the same.
    private static byte[] Inflate(ReadOnlySpan<byte> body)
    {
        var end = body[..Math.Min(body.Length, 80)].IndexOf((byte)0);
        if (end < 0 || end + 2 >= body.Length || body[end + 1] != 0)
        {
            return [0];
        }

        var profile = new byte[64 * 1024];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(body[(end + 2)..].ToArray()), CompressionMode.Decompress);
            var length = 0;
            int count;
            while ((count = zlib.Read(profile, length, profile.Length - length)) > 0)
            {
                length += count;
                if (length == profile.Length)
                {
                    if (length >= ImageLimits.MaxProfileBytes)
                    {
                        return [0];
                    }

                    Array.Resize(ref profile, length * 4);
                }
            }

            return length == 0 ? [0] : profile[..length];
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return [0];
        }
    }
}
