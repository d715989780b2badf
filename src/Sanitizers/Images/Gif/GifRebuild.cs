using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Mugai.Policies;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizers.Images.QrCodes;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Gif;

/// <summary>
/// Decodes every frame of a GIF to colour indices and encodes it again with the same colours, place, time and disposal. Managed code alone: libvips would compose
/// the frames and count their colours anew, which loses local palettes.
/// </summary>
internal sealed class GifRebuild(ImageJob job, GifPicture picture)
{
    public static Reason Run(ImageJob job)
    {
        var (picture, reason, fault) = new GifReader(job.File, job.Tally).Read();
        if (picture is null)
        {
            return job.Refuse(reason, fault);
        }

        var canvas = (long)picture.Width * picture.Height;
        var largest = picture.Frames.Max(static frame => (long)frame.Width * frame.Height);
        var area = picture.Frames.Sum(static frame => (long)frame.Width * frame.Height);
        reason = canvas > ImageLimits.MaxFramePixels || largest > ImageLimits.MaxFramePixels
            ? job.Admit(picture.Width, picture.Height, 8, picture.Frames.Count) is var barred && barred != Reason.None ? barred : Reason.TooBig
            : job.Admit(Math.Max(picture.Width, 1), Math.Max(picture.Height, 1), 8, Math.Max(1, ((area - 1) / Math.Max(canvas, 1)) + 1));
        return reason == Reason.None ? new GifRebuild(job, picture).Write((int)largest) : reason;
    }

    private Reason Write(int largest)
    {
        job.Context.Budget.ChargeScratch(largest);
        var pixels = ArrayPool<byte>.Shared.Rent(largest);
        try
        {
            WriteScreen();
            var (decoder, encoder) = (new LzwDecoder(), new LzwEncoder(job.Output));
            var written = 0;
            foreach (var frame in picture.Frames)
            {
                var indices = pixels.AsSpan(0, frame.Width * frame.Height);
                var count = decoder.Decode(job.File.Span, frame.Data, frame.CodeBits, indices);
                if (count < indices.Length)
                {
                    // The rest of a frame that ends early stays as it was on the screen, as browsers show it.
                    if (count == 0 && written == 0)
                    {
                        return job.Refuse(Reason.Corrupt, "image data");
                    }

                    job.Tally.Add(ImageCodes.Repaired, FindingAction.Rewritten, "pixels missing");
                    indices[count..].Fill((byte)Math.Max(frame.Transparent, 0));
                }

                if (Look(frame, written, indices) is var reason && reason != Reason.None)
                {
                    return reason;
                }

                WriteFrame(frame, indices, encoder);
                written++;
            }

            job.Output.WriteByte(0x3B);
            return Reason.None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
            job.Context.Budget.ChargeScratch(-largest);
        }
    }

    // A frame is whole before it is written: codes are found in it and covered at once.
    private Reason Look(GifFrame frame, int number, Span<byte> indices)
    {
        if (job.Search() is not { } search || !search.Takes(frame.Width, frame.Height))
        {
            return Reason.None;
        }

        var gray = new GrayPicture(frame.Width, frame.Height);
        var palette = frame.Palette.Length > 0 ? frame.Palette : picture.Palette;
        var lumas = new byte[256];
        for (var i = 0; i < lumas.Length; i++)
        {
            lumas[i] = i == frame.Transparent || (3 * i) + 3 > palette.Length ? (byte)255 : GrayPicture.Luma(palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]);
        }

        var rows = GifRows.Of(frame);
        for (var row = 0; row < frame.Height; row++)
        {
            for (var x = 0; x < frame.Width; x++)
            {
                gray.Add(x, rows[row], lumas[indices[(row * frame.Width) + x]]);
            }
        }

        var reason = search.Look(number, frame.Width, frame.Height, gray.ToSamples(), gray.Width, gray.Height);
        if (reason == Reason.None && job.Context.Policy.QrCodes == QrCodeWay.Blur)
        {
            Cover(frame, indices, rows, search.Areas.Where(area => area.Page == number));
        }

        return reason;
    }

    // One colour of the frame's own, the one at the area's corner.
    private static void Cover(GifFrame frame, Span<byte> indices, int[] rows, IEnumerable<PictureArea> areas)
    {
        foreach (var area in areas)
        {
            var color = indices[(Array.IndexOf(rows, area.Y) * frame.Width) + area.X];
            for (var row = 0; row < frame.Height; row++)
            {
                if (rows[row] >= area.Y && rows[row] < area.Y + area.Height)
                {
                    indices.Slice((row * frame.Width) + area.X, area.Width).Fill(color);
                }
            }
        }
    }

    private void WriteScreen()
    {
        var head = new byte[13];
        "GIF89a"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), (ushort)picture.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), (ushort)picture.Height);
        head[10] = (byte)(0x70 | PaletteFlags(picture.Palette));
        head[11] = picture.Background < picture.Palette.Length / 3 ? picture.Background : (byte)0;
        head[12] = picture.AspectRatio;
        job.Output.Write(head);
        job.Output.Write(picture.Palette);
        if (picture.Loops is { } loops)
        {
            job.Output.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, (byte)loops, (byte)(loops >> 8), 0]);
        }
    }

    private void WriteFrame(GifFrame frame, Span<byte> indices, LzwEncoder encoder)
    {
        if (frame.HasControl)
        {
            job.Output.Write([0x21, 0xF9, 4, (byte)((frame.Disposal << 2) | (frame.Transparent >= 0 ? 1 : 0)), (byte)frame.Delay, (byte)(frame.Delay >> 8), (byte)Math.Max(frame.Transparent, 0), 0]);
        }

        var head = new byte[10];
        head[0] = 0x2C;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(1), (ushort)frame.Left);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(3), (ushort)frame.Top);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(5), (ushort)frame.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(7), (ushort)frame.Height);
        head[9] = (byte)(PaletteFlags(frame.Palette) | (frame.IsInterlaced ? 0x40 : 0));
        job.Output.Write(head);
        job.Output.Write(frame.Palette);
        encoder.Encode(indices, CodeBits(frame, indices));
    }

    // As many bits as the colours need. Without any palette viewers take their own, so the input's width stays.
    private int CodeBits(GifFrame frame, ReadOnlySpan<byte> indices)
    {
        var highest = 0;
        foreach (var index in indices)
        {
            highest = Math.Max(highest, index);
        }

        var colors = Math.Max(frame.Palette.Length > 0 ? frame.Palette.Length / 3 : picture.Palette.Length / 3, highest + 1);
        return Math.Max(2, BitOperations.Log2((uint)Math.Max(colors - 1, 1)) + 1);
    }

    private static int PaletteFlags(byte[] palette) => palette.Length == 0 ? 0 : 0x80 | (BitOperations.Log2((uint)(palette.Length / 3)) - 1);
}
