using System.Buffers.Binary;

namespace Mugai.Sanitizing;

/// <summary>
/// One page of a PDF file as pixels: a native step that no worker of ours runs. The host has a program run it, confined like a native worker; the program gets the file on its standard
/// input and nothing else, and what it writes is a PNG picture of somebody else's making: hostile bytes like any other, for the picture sanitizer.
/// A page that is not there is refused with the number of pages as the only fact, so that asking for <see cref="MaxPage"/> counts them.
/// </summary>
/// <param name="Page">From 1 on.</param>
/// <param name="Side">Pixels of the longer side.</param>
public readonly record struct PageRequest(int Page, int Side)
{
    /// <summary>The step's name.</summary>
    public const string StepName = "pdfpage";

    /// <summary>No file has as many.</summary>
    public const int MaxPage = 1_000_000;

    /// <summary>Pixels: A4 at 240 dpi, more than a screen shows.</summary>
    public const int MaxSide = 2_800;

    private const int Length = 8;

    /// <summary>The step's arguments.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Page);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Side);
        return bytes;
    }

    /// <summary>Reads the arguments; false when they cannot be.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out PageRequest request)
    {
        request = bytes.Length == Length ? new PageRequest(BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])) : default;
        return request is { Page: >= 1 and <= MaxPage, Side: >= 16 and <= MaxSide };
    }
}
