namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Where the pixels lie.</summary>
/// <param name="Content">A seekable stream.</param>
/// <param name="Start">Of the first stored row.</param>
/// <param name="Length">Bytes that may be read from there.</param>
internal readonly record struct DibSource(Stream Content, long Start, long Length);

/// <summary>What the pixels were like.</summary>
/// <param name="RowsFound">Rows of which something was there.</param>
/// <param name="Consumed">Bytes that belonged to the picture.</param>
/// <param name="BadRuns">Runs that pointed out of the picture and were clipped.</param>
internal readonly record struct DibCopied(int RowsFound, long Consumed, int BadRuns);
