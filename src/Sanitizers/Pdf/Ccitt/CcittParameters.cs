namespace Mugai.Sanitizers.Pdf.Ccitt;

/// <summary>The parameters of a CCITTFaxDecode stream (ISO 32000-2, table 11), with its defaults.</summary>
public sealed record CcittParameters
{
    /// <summary>Below 0: Group 4; 0: Group 3 of one dimension; above 0: Group 3, each row says which.</summary>
    public int K { get; init; }

    /// <summary>Each coded row begins at a byte.</summary>
    public bool EncodedByteAlign { get; init; }

    public int Columns { get; init; } = 1728;

    /// <summary>0 when only the end of the data tells.</summary>
    public int Rows { get; init; }

    /// <summary>A black pixel becomes a 1 bit; otherwise a 0 bit.</summary>
    public bool BlackIs1 { get; init; }

    /// <summary>Pixels in all that a picture may have; a row of white takes one bit, so that a small stream can claim very many.</summary>
    public long MaxPixels { get; init; } = 400_000_000;
}
