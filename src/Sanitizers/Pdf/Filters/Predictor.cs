using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>Undoes the predictors of Flate and LZW (ISO 32000-2, 7.4.4.4): TIFF 2 and PNG 10 to 15, where each row names its own.</summary>
/// <param name="Kind">Predictor; 1 is none.</param>
/// <param name="Colors">Samples per pixel.</param>
/// <param name="Bits">Bits per sample: 1, 2, 4, 8, 16.</param>
/// <param name="Columns">Pixels per row.</param>
internal readonly record struct Predictor(int Kind, int Colors, int Bits, int Columns)
{
    // 32 colorants is the most of DeviceN; a row of 2^26 samples is far beyond any page.
    private const int MaxColors = 32;
    private const int MaxColumns = 1 << 26;

    public static Predictor None { get; } = new(1, 1, 8, 1);

    public bool IsNone => Kind <= 1;

    /// <summary>Bytes of a row without the PNG tag.</summary>
    public int RowBytes => (int)((((long)Colors * Bits * Columns) + 7) / 8);

    /// <summary>What the parameters say. False when they cannot be.</summary>
    public static bool TryRead(PdfObject parameters, Func<PdfObject, PdfObject> resolve, out Predictor predictor)
    {
        int Value(ReadOnlySpan<byte> key, int absent) => resolve(parameters[key]) is { IsNumber: true } number ? (int)Math.Clamp(number.Integer, -1, int.MaxValue) : absent;

        predictor = new Predictor(Value("Predictor"u8, 1), Value("Colors"u8, 1), Value("BitsPerComponent"u8, 8), Value("Columns"u8, 1));
        return predictor.IsNone || (predictor is { Kind: 2 or (>= 10 and <= 15), Colors: >= 1 and <= MaxColors, Bits: 1 or 2 or 4 or 8 or 16, Columns: >= 1 and <= MaxColumns }
            && (long)predictor.Colors * predictor.Bits * predictor.Columns <= MaxColumns * 8L);
    }

    /// <summary>The rows in clear; a last row that is cut off is filled with zeros.</summary>
    public void Undo(ReadOnlySpan<byte> data, DecodeSink target)
    {
        if (Kind == 2)
        {
            UndoTiff(data, target);
        }
        else
        {
            UndoPng(data, target);
        }
    }

    private void UndoPng(ReadOnlySpan<byte> data, DecodeSink target)
    {
        var row = RowBytes;
        var pixel = Math.Max(1, Colors * Bits / 8);
        var above = new byte[row];
        var current = new byte[row];
        while (data.Length > 1)
        {
            var tag = data[0];
            var there = Math.Min(row, data.Length - 1);
            data.Slice(1, there).CopyTo(current);
            current.AsSpan(there).Clear();
            data = data[(1 + there)..];
            Unfilter(tag, current, above, pixel);
            target.Add(current);
            (above, current) = (current, above);
        }
    }

    private static void Unfilter(byte tag, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        switch (tag)
        {
            case 1:
                for (var i = pixel; i < row.Length; i++)
                {
                    row[i] += row[i - pixel];
                }

                break;
            case 2:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                break;
            case 3:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += (byte)(((i < pixel ? 0 : row[i - pixel]) + above[i]) / 2);
                }

                break;
            case 4:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += i < pixel ? above[i] : Paeth(row[i - pixel], above[i], above[i - pixel]);
                }

                break;
        }
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return (byte)(a <= b && a <= c ? left : b <= c ? up : corner);
    }

    private void UndoTiff(ReadOnlySpan<byte> data, DecodeSink target)
    {
        var row = RowBytes;
        var current = new byte[row];
        while (!data.IsEmpty)
        {
            var there = Math.Min(row, data.Length);
            data[..there].CopyTo(current);
            current.AsSpan(there).Clear();
            data = data[there..];
            if (Bits == 8)
            {
                for (var i = Colors; i < row; i++)
                {
                    current[i] += current[i - Colors];
                }
            }
            else if (Bits == 16)
            {
                for (var i = 2 * Colors; i + 1 < row; i += 2)
                {
                    var sum = (current[i] << 8) + current[i + 1] + (current[i - (2 * Colors)] << 8) + current[i + 1 - (2 * Colors)];
                    (current[i], current[i + 1]) = ((byte)(sum >> 8), (byte)sum);
                }
            }
            else
            {
                UndoPacked(current);
            }

            target.Add(current);
        }
    }

    // Samples of 1, 2 or 4 bits, several in a byte.
    private void UndoPacked(Span<byte> row)
    {
        var mask = (1 << Bits) - 1;
        Span<int> last = stackalloc int[MaxColors];
        last.Clear();
        var samples = Colors * Columns;
        for (var i = 0; i < samples; i++)
        {
            var (at, shift) = (i * Bits >> 3, 8 - Bits - ((i * Bits) & 7));
            var value = ((row[at] >> shift) + last[i % Colors]) & mask;
            last[i % Colors] = value;
            row[at] = (byte)((row[at] & ~(mask << shift)) | (value << shift));
        }
    }
}
