using System.Buffers.Binary;
using System.Globalization;
using Mugai.Sanitizers.Images.Colors;

namespace Mugai.Sanitizers.Images.Jpeg;

/// <summary>
/// Walks the segments of a JPEG (ITU-T T.81, annex B) and writes the skeleton that the decoder gets: tables, frame, scans, and of the application
/// segments only what tells the colour space, written anew. Comments, EXIF, XMP, IPTC, thumbnails and what follows the end never reach C code.
/// One pass, nothing decoded.
/// </summary>
internal ref struct JpegProbe
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly ImageTally _tally;
    private readonly ImageFacts _facts = new();
    private readonly Stream _core;
    private readonly IccChunks _icc = new();
    private readonly byte[]?[] _tables = new byte[4][];
    private readonly byte[] _tableOf = new byte[4];
    private int _position = 2;
    private int _scans;
    private bool _hasFrame;
    private bool _isMultiPicture;
    private bool _hasJfif;
    private bool _hasAdobe;

    private JpegProbe(ReadOnlySpan<byte> data, Stream core, ImageTally tally)
    {
        _data = data;
        _core = core;
        _tally = tally;
    }

    /// <summary>Reads <paramref name="data"/>, writes what the decoder needs to <paramref name="core"/>.</summary>
    public static ProbeResult Read(ReadOnlySpan<byte> data, Stream core, ImageTally tally) => new JpegProbe(data, core, tally).Walk();

    private ProbeResult Walk()
    {
        if (_data.Length < 4 || _data[0] != 0xFF || _data[1] != 0xD8)
        {
            return ProbeResult.Corrupt("no start of image");
        }

        _core.Write([0xFF, 0xD8]);

        for (var pieces = 0; pieces < ImageLimits.MaxPieces; pieces++)
        {
            if (NextMarker() is not { } marker)
            {
                return _scans == 0 ? ProbeResult.Corrupt("ends before the first scan") : Finish(lacksEnd: true);
            }

            if (marker == 0xD9)
            {
                return _scans == 0 ? ProbeResult.Corrupt("ends before the first scan") : Finish(lacksEnd: false);
            }

            // Standing alone: TEM, a second start of image, restarts outside a scan. Decoders skip them.
            if (marker is 0x01 or 0xD8 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            if (_data.Length - _position < 2 || BinaryPrimitives.ReadUInt16BigEndian(_data[_position..]) is var length && (length < 2 || length > _data.Length - _position))
            {
                return _scans == 0 ? ProbeResult.Corrupt("a segment is cut off") : Finish(lacksEnd: true);
            }

            var body = _data.Slice(_position + 2, length - 2);
            _position += length;
            if (Take(marker, body) is { } refusal)
            {
                return refusal;
            }
        }

        return ProbeResult.Refused(Reason.Budget, "too many segments");
    }

    // Null at the end of the data. Anything between two segments is no part of the picture.
    private int? NextMarker()
    {
        var start = _position;
        while (_position < _data.Length)
        {
            var at = _data[_position..].IndexOf((byte)0xFF);
            if (at < 0)
            {
                break;
            }

            _position += at;
            var skipped = _position - start;
            while (_position < _data.Length && _data[_position] == 0xFF)
            {
                _position++;
            }

            if (_position < _data.Length && _data[_position++] is var marker && marker != 0)
            {
                if (skipped > 0)
                {
                    _tally.Add(ImageCodes.HiddenData, FindingAction.Removed, "between segments");
                }

                return marker;
            }
        }

        _position = _data.Length;
        return null;
    }

    private ProbeResult? Take(int marker, ReadOnlySpan<byte> body)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA:
                return TakeFrame(marker, body);
            case 0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xCB and <= 0xCF and not 0xCC) or 0xDE or 0xDF:
                return ProbeResult.Unsupported("lossless or hierarchical JPEG");
            case 0xDB:
                ReadQuantization(body);
                Keep(marker, body);
                return null;
            case 0xC4:
                _facts.HasOptimizedTables |= !JpegTables.IsStandardHuffman(body);
                Keep(marker, body);
                return null;
            case 0xCC or 0xDD:
                Keep(marker, body);
                return null;
            case 0xDA:
                return TakeScan(body);
            case 0xFE:
                _tally.Add(ImageCodes.Comment, FindingAction.Removed);
                return null;
            case >= 0xE0 and <= 0xEF:
                TakeApplication(marker - 0xE0, body);
                return null;
            case 0xDC:
                // DNL repeats or corrects the height after the first scan; a height that is known needs none.
                return null;
            default:
                _tally.Add(ImageCodes.HiddenData, FindingAction.Removed, string.Create(CultureInfo.InvariantCulture, $"segment {marker:X2}"));
                return null;
        }
    }

    private ProbeResult? TakeFrame(int marker, ReadOnlySpan<byte> body)
    {
        if (_hasFrame || body.Length < 6 || body.Length != 6 + (3 * body[5]))
        {
            return ProbeResult.Corrupt(_hasFrame ? "two frames" : "frame header");
        }

        _hasFrame = true;
        _facts.BitsPerSample = body[0];
        _facts.Height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
        _facts.Width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
        _facts.Channels = body[5];
        _facts.IsProgressive = marker is 0xC2 or 0xCA;
        if (body[0] != 8 || body[5] is not (1 or 3 or 4))
        {
            return ProbeResult.Unsupported("12-bit samples or an odd number of components");
        }

        for (var i = 0; i < body[5]; i++)
        {
            var (sampling, table) = (body[7 + (3 * i)], body[8 + (3 * i)]);
            if ((sampling >> 4) is 0 or > 4 || (sampling & 15) is 0 or > 4 || table > 3)
            {
                return ProbeResult.Corrupt("sampling factors");
            }

            _tableOf[i] = table;
            _facts.HasHalfChroma |= i is 1 or 2 && sampling != body[7];
        }

        Keep(marker, body);
        return null;
    }

    private ProbeResult? TakeScan(ReadOnlySpan<byte> header)
    {
        if (!_hasFrame || header.Length < 6 || header[0] is 0 or > 4 || header.Length != 4 + (2 * header[0]))
        {
            return ProbeResult.Corrupt("scan header");
        }

        // A baseline picture has a scan for each component at most.
        if (++_scans > (_facts.IsProgressive ? ImageLimits.MaxScans : _facts.Channels))
        {
            return ProbeResult.Refused(Reason.Budget, "too many scans");
        }

        Keep(0xDA, header);
        var start = _position;
        while (_position < _data.Length)
        {
            var at = _data[_position..].IndexOf((byte)0xFF);
            if (at < 0 || _position + at + 1 >= _data.Length)
            {
                _position = _data.Length;
                break;
            }

            _position += at;
            if (_data[_position + 1] is not (0 or (>= 0xD0 and <= 0xD7)) && _data[_position + 1] != 0xFF)
            {
                break;
            }

            _position += _data[_position + 1] == 0xFF ? 1 : 2;
        }

        _core.Write(_data[start.._position]);
        return null;
    }

    private void TakeApplication(int number, ReadOnlySpan<byte> body)
    {
        switch (number)
        {
            case 0 when body.StartsWith("JFIF\0"u8):
                if (!_hasJfif)
                {
                    _hasJfif = true;
                    Keep(0xE0, [(byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
                }

                if (body.Length >= 14)
                {
                    // A density in EXIF is the camera's own; JFIF's counts unless it says only a proportion.
                    var density = new Density(BinaryPrimitives.ReadUInt16BigEndian(body[8..]), BinaryPrimitives.ReadUInt16BigEndian(body[10..]), body[7] is 1 or 2 ? (DensityUnit)body[7] : DensityUnit.None);
                    if (_facts.Density.Unit == DensityUnit.None)
                    {
                        _facts.Density = density;
                    }

                    if (body.Length > 14)
                    {
                        _tally.Add(body[12] * body[13] > 0 ? ImageCodes.Thumbnail : ImageCodes.HiddenData, FindingAction.Removed, "JFIF");
                    }
                }

                return;
            case 0 when body.StartsWith("JFXX\0"u8):
                _tally.Add(ImageCodes.Thumbnail, FindingAction.Removed, "JFXX");
                return;
            case 1 when body.StartsWith("Exif\0"u8):
                _tally.Add(ImageCodes.Metadata, FindingAction.Removed, "EXIF");
                new ExifReader(body.Length > 6 ? body[6..] : default).ReadInto(_facts, _tally);
                return;
            case 1 when body.StartsWith("http://ns.adobe.com/x"u8):
                _tally.Add(ImageCodes.Metadata, FindingAction.Removed, "XMP");
                return;
            case 2 when body.StartsWith("ICC_PROFILE\0"u8):
                _icc.Add(body[12..]);
                return;
            case 2 when body.StartsWith("MPF\0"u8):
                _isMultiPicture = true;
                _tally.Add(ImageCodes.Metadata, FindingAction.Removed, "MPF");
                return;
            case 13:
                _tally.Add(ImageCodes.Metadata, FindingAction.Removed, "IPTC");
                return;
            case 14 when body.Length >= 12 && body.StartsWith("Adobe"u8):
                if (!_hasAdobe)
                {
                    _hasAdobe = true;
                    Keep(0xEE, [(byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, body[11]]);
                }

                return;
            default:
                _tally.Add(ImageCodes.Metadata, FindingAction.Removed, string.Create(CultureInfo.InvariantCulture, $"APP{number}"));
                return;
        }
    }

    private readonly void ReadQuantization(ReadOnlySpan<byte> body)
    {
        while (body.Length >= 65)
        {
            var (wide, id) = (body[0] >> 4 != 0, body[0] & 3);
            if (wide || body[0] > 3)
            {
                return;
            }

            _tables[id] ??= body.Slice(1, 64).ToArray();
            body = body[65..];
        }
    }

    private readonly void Keep(int marker, ReadOnlySpan<byte> body)
    {
        _core.Write([0xFF, (byte)marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)]);
        _core.Write(body);
    }

    private readonly ProbeResult Finish(bool lacksEnd)
    {
        _facts.LacksEnd = lacksEnd;
        if (lacksEnd)
        {
            _tally.Add(ImageCodes.Repaired, FindingAction.Rewritten, "end of image");
        }

        var rest = _data[_position..];
        if (rest.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || (_isMultiPicture && rest.Length > 0))
        {
            _tally.Add(ImageCodes.ExtraImages, FindingAction.Removed);
        }
        else
        {
            _tally.AddTrailing(rest);
        }

        _facts.Quality = JpegTables.EstimateQuality(_tables[_tableOf[0]], _facts.Channels > 1 ? _tables[_tableOf[1]] : null);
        _facts.Profile = _icc.Join();
        _core.Write([0xFF, 0xD9]);
        return ProbeResult.Of(_facts);
    }
}
