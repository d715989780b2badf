using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>
/// NAME: finds QR codes, by zbar.
/// INPUT: gray samples, one byte a pixel, row by row: pixels of a picture that is clean already, never a file.
/// ARGUMENTS: width, height, lines from one scan to the next, 32 bits each, little-endian.
/// OUTPUT: for each code left, upper edge, width, height, length of what it says (32 bits each, little-endian), and what it says.
/// FACTS: the number of codes. All of it is a claim: whoever took this process over can name or hide any code, and nothing else.
/// </summary>
public sealed unsafe class QrStep : INativeStep
{
    internal const string StepName = "qr";

    /// <summary>Codes of one picture; a sheet of stickers has a few dozen.</summary>
    internal const int MaxCodes = 32;

    /// <summary>Bytes of a code: version 40 holds 2,953 (ISO/IEC 18004, table 7), several can be chained.</summary>
    internal const int MaxCodeBytes = 48 * 1024;

    /// <inheritdoc/>
    public string Name => StepName;

    /// <inheritdoc/>
    public void Prepare() => _ = Zbar.IsReady;

    /// <inheritdoc/>
    public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget)
    {
        if (!Zbar.IsReady)
        {
            return NativeResult.Refused(Reason.Unsupported);
        }

        if (arguments.Length != 12)
        {
            return NativeResult.Refused(Reason.Corrupt);
        }

        var (width, height) = (BinaryPrimitives.ReadInt32LittleEndian(arguments), BinaryPrimitives.ReadInt32LittleEndian(arguments[4..]));
        var density = BinaryPrimitives.ReadInt32LittleEndian(arguments[8..]);
        if (width <= 0 || height <= 0 || density is < 1 or > 16 || input.Length != (long)width * height || input.Length > int.MaxValue)
        {
            return NativeResult.Refused(Reason.Corrupt);
        }

        var samples = (byte*)NativeMemory.Alloc((nuint)input.Length);
        try
        {
            input.ReadExactly(new Span<byte>(samples, (int)input.Length));
            var codes = new List<(PictureArea Area, byte[] Bytes)>();
            if (!Zbar.Scan(samples, width, height, density, (area, bytes) => codes.Add((area, bytes))))
            {
                return NativeResult.Refused(Reason.Corrupt);
            }

            codes.RemoveAll(static code => code.Bytes.Length > MaxCodeBytes);
            foreach (var (area, bytes) in codes.Take(MaxCodes))
            {
                Write(output, area, bytes, budget);
            }

            return NativeResult.Done(Math.Min(codes.Count, MaxCodes));
        }
        finally
        {
            NativeMemory.Free(samples);
        }
    }

    private static void Write(Stream output, PictureArea area, byte[] bytes, Budget budget)
    {
        Span<byte> head = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(head, area.X);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], area.Y);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], area.Width);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], area.Height);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], bytes.Length);
        budget.ChargeBytes(head.Length + bytes.Length);
        output.Write(head);
        output.Write(bytes);
    }
}
