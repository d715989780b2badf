using System.Buffers.Binary;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>Looks for codes in the pages of one picture and tells of them. Where a mail reaches a telephone through its camera, no link of text was seen by anybody.</summary>
internal sealed class QrSearch(ISanitizeContext context, ImageTally tally)
{
    // An animation or a long FAX is looked at from its start: as much as three large photographs.
    public const long MaxTotalPixels = 3L * GrayPicture.MaxPixels;

    // Small codes are drawn with one pixel a module, and often to the very edge: the scanner needs two, and a quiet zone.
    private const int Border = 16;

    // Every line of a small picture, every second of a large one: its modules are larger too.
    private const int MaxDensePixels = 800_000;

    private readonly List<PictureArea> _areas = [];
    private readonly List<string> _texts = [];
    private long _left = MaxTotalPixels;
    private bool _isMissing;

    public static bool IsWanted(ISanitizeContext context) => context.Policy.QrCodes != QrCodeWay.Leave;

    /// <summary>Where codes are, with a margin, in pixels of the pages.</summary>
    public IReadOnlyList<PictureArea> Areas => _areas;

    /// <summary>What they say, to be shown.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>True when another page of this size will be looked at.</summary>
    public bool Takes(int width, int height) => !_isMissing && _left > 0 && GrayPicture.IsWorthLooking(width, height);

    /// <summary>Looks at a page.</summary>
    /// <param name="page">Its number, from 0.</param>
    /// <param name="width">Of the page itself.</param>
    /// <param name="height">Of the page itself.</param>
    /// <param name="gray">Its gray copy.</param>
    /// <param name="grayWidth">Pixels of the copy.</param>
    /// <param name="grayHeight">Pixels of the copy.</param>
    /// <returns>Why the picture cannot be let through: the scanner died of it.</returns>
    public Reason Look(int page, int width, int height, byte[] gray, int grayWidth, int grayHeight)
    {
        if (!Takes(width, height))
        {
            return Reason.None;
        }

        if (!FinderPatterns.MayHold(gray, grayWidth, grayHeight))
        {
            _left -= (long)grayWidth * grayHeight;
            return Reason.None;
        }

        var zoom = Math.Max(grayWidth, grayHeight) switch { <= 128 => 4, <= 256 => 3, <= 512 => 2, _ => 1 };
        var (paddedWidth, paddedHeight) = ((grayWidth * zoom) + (2 * Border), (grayHeight * zoom) + (2 * Border));
        _left -= (long)paddedWidth * paddedHeight;
        using var input = context.CreateScratch();
        WritePadded(input, gray, grayWidth, grayHeight, zoom);
        var arguments = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(arguments, paddedWidth);
        BinaryPrimitives.WriteInt32LittleEndian(arguments.AsSpan(4), paddedHeight);
        BinaryPrimitives.WriteInt32LittleEndian(arguments.AsSpan(8), (long)paddedWidth * paddedHeight > MaxDensePixels ? 2 : 1);
        using var run = context.StartNative(QrStep.StepName, arguments, input);
        var result = run.Finish();
        if (result.Reason == Reason.Unsupported)
        {
            _isMissing = true;
            tally.Add(ImageCodes.QrUnchecked, FindingAction.Kept);
            return Reason.None;
        }

        if (result.Reason != Reason.None)
        {
            tally.Add(ImageCodes.Damaged, FindingAction.Removed, "scanner");
            return result.Reason;
        }

        run.Output.Position = 0;
        var found = new byte[checked((int)run.Output.Length)];
        run.Output.ReadExactly(found);
        return Take(found, page, (width, height), (grayWidth, grayHeight), zoom) ? Reason.None : Reason.Crashed;
    }

    // False when the step wrote what it may not write.
    private bool Take(ReadOnlySpan<byte> found, int page, (int Width, int Height) size, (int Width, int Height) gray, int zoom)
    {
        var wide = (double)size.Width / (gray.Width * zoom);
        var high = (double)size.Height / (gray.Height * zoom);
        for (var i = 0; found.Length > 0; i++)
        {
            if (i == QrStep.MaxCodes || found.Length < 20 || BinaryPrimitives.ReadInt32LittleEndian(found[16..]) is var length && (length < 0 || length > found.Length - 20))
            {
                return false;
            }

            // A module more on each side, so that no edge of it stays readable.
            var (left, top) = ((double)BinaryPrimitives.ReadInt32LittleEndian(found) - Border, (double)BinaryPrimitives.ReadInt32LittleEndian(found[4..]) - Border);
            var (right, bottom) = (left + BinaryPrimitives.ReadInt32LittleEndian(found[8..]), top + BinaryPrimitives.ReadInt32LittleEndian(found[12..]));
            var margin = Math.Max(2, (right - left) / 16);
            var area = new PictureArea(page, Whole((left - margin) * wide), Whole((top - margin) * high), Whole((right - left + (2 * margin)) * wide) + 1, Whole((bottom - top + (2 * margin)) * high) + 1)
                .Within(size.Width, size.Height);
            if (area.Width == 0)
            {
                // The scanner names no place for codes that are chained: then the whole page it is.
                area = new PictureArea(page, 0, 0, size.Width, size.Height);
            }

            _areas.Add(area);
            var text = QrPayload.Show(found.Slice(20, length));
            _texts.Add(text);
            tally.Add(ImageCodes.QrCode, context.Policy.QrCodes == QrCodeWay.Blur ? FindingAction.Neutralized : FindingAction.Kept, text);
            found = found[(20 + length)..];
        }

        return true;
    }

    private static int Whole(double value) => (int)Math.Clamp(value, -100_000, 100_000);

    private static void WritePadded(Stream output, ReadOnlySpan<byte> gray, int width, int height, int zoom)
    {
        var row = new byte[(width * zoom) + (2 * Border)];
        row.AsSpan().Fill(255);
        for (var i = 0; i < Border; i++)
        {
            output.Write(row);
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                row.AsSpan(Border + (x * zoom), zoom).Fill(gray[(y * width) + x]);
            }

            for (var i = 0; i < zoom; i++)
            {
                output.Write(row);
            }
        }

        row.AsSpan().Fill(255);
        for (var i = 0; i < Border; i++)
        {
            output.Write(row);
        }
    }
}
