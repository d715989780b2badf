using Mugai.Sanitizers.Images.QrCodes;

namespace Mugai.Sanitizers.Images.Png;

/// <summary>What one frame of a PNG looks like to whoever searches it for codes, and what of it is covered; row by row, in any pass.</summary>
internal sealed class PngSight(PngPicture picture, PngFrame frame, IReadOnlyList<PictureArea> covered, bool looks)
{
    /// <summary>The frame in gray; null when nobody looks.</summary>
    public GrayPicture? Gray { get; } = looks ? new GrayPicture(frame.Width, frame.Height) : null;

    /// <summary>Takes the plain samples of a row, covering what is to be covered.</summary>
    public void Row(Span<byte> samples, in PngPass pass, int row)
    {
        var y = pass.Y + (row * pass.StepY);
        foreach (var area in covered)
        {
            if (y >= area.Y && y < area.Y + area.Height)
            {
                Cover(samples, pass, area);
            }
        }

        if (Gray is not null)
        {
            for (var i = 0; i < pass.Width; i++)
            {
                Gray.Add(pass.X + (i * pass.StepX), y, GrayOf(samples, i));
            }
        }
    }

    // Mid-gray where samples are whole bytes, also for alpha; the palette's first colour, or black, elsewhere.
    private void Cover(Span<byte> samples, in PngPass pass, in PictureArea area)
    {
        var bits = picture.Header.BitsPerPixel;
        for (var i = 0; i < pass.Width; i++)
        {
            var x = pass.X + (i * pass.StepX);
            if (x < area.X || x >= area.X + area.Width)
            {
                continue;
            }

            if (bits >= 8)
            {
                samples.Slice(i * bits / 8, bits / 8).Fill(picture.Header.ColorType == 3 ? (byte)0 : (byte)0x80);
            }
            else
            {
                var shift = 8 - (bits * ((i % (8 / bits)) + 1));
                ref var packed = ref samples[i * bits / 8];
                packed = (byte)(packed & ~(((1 << bits) - 1) << shift));
            }
        }
    }

    private byte GrayOf(ReadOnlySpan<byte> samples, int i)
    {
        var header = picture.Header;
        if (header.Depth == 16)
        {
            var wide = samples[(i * header.Channels * 2)..];
            return header.ColorType switch
            {
                0 => wide[0],
                2 => GrayPicture.Luma(wide[0], wide[2], wide[4]),
                4 => GrayPicture.Luma(wide[0], wide[0], wide[0], wide[2]),
                _ => GrayPicture.Luma(wide[0], wide[2], wide[4], wide[6]),
            };
        }

        if (header.Depth == 8 && header.ColorType != 3)
        {
            var at = samples[(i * header.Channels)..];
            return header.ColorType switch
            {
                0 => at[0],
                2 => GrayPicture.Luma(at[0], at[1], at[2]),
                4 => GrayPicture.Luma(at[0], at[0], at[0], at[1]),
                _ => GrayPicture.Luma(at[0], at[1], at[2], at[3]),
            };
        }

        var mask = (1 << header.Depth) - 1;
        var value = (samples[i * header.Depth / 8] >> (8 - (header.Depth * ((i % (8 / header.Depth)) + 1)))) & mask;
        if (header.ColorType != 3)
        {
            return (byte)(value * 255 / mask);
        }

        var color = value * 3;
        return color + 3 > picture.Palette.Length ? (byte)0
            : GrayPicture.Luma(picture.Palette[color], picture.Palette[color + 1], picture.Palette[color + 2], value < picture.Transparency.Length ? picture.Transparency[value] : 255);
    }
}
