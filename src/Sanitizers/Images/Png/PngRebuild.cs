using System.Buffers.Binary;
using System.IO.Compression;
using Mugai.Sanitizers.Images.Colors;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizers.Images.QrCodes;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Png;

/// <summary>
/// Decodes the rows of a PNG to samples and writes them into a new file, row by row: no C code of ours, no picture in memory, every depth, palette, interlacing
/// and animation kept as it is. The filter of a row stays, so that the size does.
/// </summary>
internal sealed class PngRebuild(ImageJob job, PngPicture picture, Stream output, ImageTally tally, IReadOnlyList<PictureArea> covered)
{
    // The best compression pays for small pictures and takes too long for photographs.
    private const long MaxBestBytes = 256 << 10;

    private readonly PngChunkWriter _chunks = new(output);
    private PixelNoise _noise = new(NoiseSeed.Of(job.Context));
    private uint _sequence;
    private bool _sawOutside;

    public static Reason Run(ImageJob job)
    {
        var (picture, reason, fault) = new PngReader(job.File, job.Tally).Read();
        if (picture is null)
        {
            return job.Refuse(reason, fault);
        }

        // Frames may be smaller than the canvas: all their pixels together count as so many canvases.
        var canvas = (long)picture.Header.Width * picture.Header.Height;
        var canvases = ((picture.Frames.Sum(static frame => (long)frame.Width * frame.Height) - 1) / canvas) + 1;
        reason = job.Admit(picture.Header.Width, picture.Header.Height, picture.Header.BitsPerPixel, Math.Max(canvases, 1));
        if (reason != Reason.None)
        {
            return reason;
        }

        if (job.Search() is not { } search)
        {
            return new PngRebuild(job, picture, job.Output, job.Tally, []).Write(null);
        }

        // What is to be covered has to be known before the first row is written.
        if (job.Context.Policy.QrCodes == QrCodeWay.Blur)
        {
            reason = new PngRebuild(job, picture, Stream.Null, new ImageTally(), []).Write(search);
            return reason == Reason.None ? new PngRebuild(job, picture, job.Output, job.Tally, search.Areas).Write(null) : reason;
        }

        return new PngRebuild(job, picture, job.Output, job.Tally, []).Write(search);
    }

    private Reason Write(QrSearch? search)
    {
        WriteHeader();
        for (var i = 0; i < picture.Frames.Count; i++)
        {
            var frame = picture.Frames[i];
            if (frame.Control.Length > 0)
            {
                _chunks.Write("fcTL"u8, [.. Sequence(), .. frame.Control]);
            }

            var page = i;
            var sight = new PngSight(picture, frame, [.. covered.Where(area => area.Page == page)], search?.Takes(frame.Width, frame.Height) == true);
            if (!WriteRows(frame, sight, isStill: i == 0))
            {
                return job.Refuse(Reason.Corrupt, "image data");
            }

            if (sight.Gray is { } gray && search!.Look(i, frame.Width, frame.Height, gray.ToSamples(), gray.Width, gray.Height) is var refusal && refusal != Reason.None)
            {
                return refusal;
            }
        }

        _chunks.Write("IEND"u8, []);
        return Reason.None;
    }

    private void WriteHeader()
    {
        var header = picture.Header;
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var body = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(body, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), header.Height);
        (body[8], body[9], body[12]) = (header.Depth, header.ColorType, (byte)(header.IsInterlaced ? 1 : 0));
        _chunks.Write("IHDR"u8, body);
        if (picture.IsAnimation)
        {
            var control = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(control, picture.Frames.Count(static frame => frame.Control.Length > 0));
            BinaryPrimitives.WriteUInt32BigEndian(control.AsSpan(4), picture.Plays);
            _chunks.Write("acTL"u8, control);
        }

        WriteColors();
        _chunks.WriteUnlessEmpty("PLTE"u8, picture.Palette);
        _chunks.WriteUnlessEmpty("tRNS"u8, picture.Transparency);
        _chunks.WriteUnlessEmpty("pHYs"u8, picture.Dimensions);
    }

    private void WriteColors()
    {
        if (picture.Profile is null)
        {
            _chunks.WriteUnlessEmpty("cHRM"u8, picture.Chromaticities);
            _chunks.WriteUnlessEmpty("gAMA"u8, picture.Gamma);
            _chunks.WriteUnlessEmpty("sRGB"u8, picture.StandardIntent);
            return;
        }

        var facts = new ImageFacts { Profile = picture.Profile, Channels = picture.Header.ColorType is 0 or 4 ? 1 : 3 };
        var choice = ProfileChoice.Of(facts, tally);
        if (choice.Embed.Length == 0)
        {
            return;
        }

        using var packed = new MemoryStream();
        packed.Write("Mugai\0\0"u8);
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(choice.Embed);
        }

        _chunks.Write("iCCP"u8, packed.ToArray());
    }

    private bool WriteRows(PngFrame frame, PngSight sight, bool isStill)
    {
        var pieces = new PieceStream(job.File, frame.Data);
        using var inflate = new ZLibStream(pieces, CompressionMode.Decompress);
        using var data = new PngDataStream(_chunks, isStill ? null : Sequence);
        var bits = picture.Header.BitsPerPixel;
        var level = (long)frame.Width * frame.Height * bits / 8 <= MaxBestBytes ? CompressionLevel.SmallestSize : CompressionLevel.Optimal;
        try
        {
            using (var deflate = new ZLibStream(data, level, leaveOpen: true))
            {
                foreach (var pass in PngPasses.Of(frame.Width, frame.Height, bits, picture.Header.IsInterlaced))
                {
                    if (!CopyRows(inflate, deflate, pass, sight))
                    {
                        return false;
                    }
                }
            }

            // Rows behind the last one, and bytes behind the compressed stream, are shown by nobody.
            if (inflate.ReadByte() >= 0 || pieces.HasRest)
            {
                tally.Add(ImageCodes.HiddenData, FindingAction.Removed, "behind the last row");
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }

    private bool CopyRows(ZLibStream inflate, ZLibStream deflate, in PngPass pass, PngSight sight)
    {
        var rowBytes = pass.RowBytes;
        var step = Math.Max(1, picture.Header.BitsPerPixel / 8);
        var (read, above, filtered) = (new byte[rowBytes + 1], new byte[rowBytes], new byte[rowBytes + 1]);
        var isNoisy = job.Context.Policy.ImageNoise && picture.Header is { Depth: 8, ColorType: 0 or 2 };
        var (clean, cleanAbove) = (new byte[rowBytes], new byte[rowBytes]);
        for (var row = 0; row < pass.Rows; row++)
        {
            if (inflate.ReadAtLeast(read, read.Length, throwOnEndOfStream: false) < read.Length || !PngRows.Undo(read[0], read.AsSpan(1), above, step))
            {
                return false;
            }

            // The row below is filtered against this one as it was, and written against this one as it is now.
            read.AsSpan(1).CopyTo(above);
            above.CopyTo(clean.AsSpan());
            CheckPalette(clean, pass.Width);
            sight.Row(clean, pass, row);
            if (isNoisy)
            {
                _noise.Apply(clean);
            }

            filtered[0] = read[0];
            PngRows.Apply(read[0], clean, cleanAbove, filtered.AsSpan(1), step);
            (clean, cleanAbove) = (cleanAbove, clean);
            deflate.Write(filtered);
        }

        return true;
    }

    // An index past the palette is black to one viewer and an error to the next: it becomes the first colour.
    private void CheckPalette(Span<byte> samples, int width)
    {
        if (picture.Header is not { ColorType: 3, Depth: var depth } || picture.Palette.Length / 3 >= 1 << depth)
        {
            return;
        }

        var colors = picture.Palette.Length / 3;
        var (perByte, mask) = (8 / depth, (1 << depth) - 1);
        for (var x = 0; x < width; x++)
        {
            var shift = 8 - (depth * ((x % perByte) + 1));
            ref var packed = ref samples[x / perByte];
            if (((packed >> shift) & mask) >= colors)
            {
                packed = (byte)(packed & ~(mask << shift));
                if (!_sawOutside)
                {
                    _sawOutside = true;
                    tally.Add(ImageCodes.Repaired, FindingAction.Rewritten, "palette index");
                }
            }
        }
    }

    private byte[] Sequence()
    {
        var number = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, _sequence++);
        return number;
    }
}
