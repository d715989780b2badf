namespace Mugai.Sanitizers.Bitmaps;

/// <summary>One line of an icon's directory as it came.</summary>
/// <param name="First">Planes, or the x of a cursor's hot spot.</param>
/// <param name="Second">Bits per pixel, or the y of a cursor's hot spot.</param>
/// <param name="Size">Bytes of the frame.</param>
/// <param name="Offset">Where the frame begins.</param>
internal readonly record struct IconEntry(ushort First, ushort Second, uint Size, uint Offset);

/// <summary>A frame as it will be written.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="BitCount">Bits per pixel.</param>
/// <param name="Entry">What it came from.</param>
/// <param name="Start">Where it begins among the clean frames.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct IconFrame(int Width, int Height, int BitCount, IconEntry Entry, long Start, long Length);
