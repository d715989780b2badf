namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>Numbers only: what a PDF may ask of us beyond the budget of the whole input.</summary>
internal static class PdfLimits
{
    /// <summary>Arrays and dictionaries inside one another in one object. qpdf and poppler stop at 500; written files stay below 20.</summary>
    public const int MaxNesting = 256;

    /// <summary>Indirect objects (PDF 1.7, annex C).</summary>
    public const int MaxObjectNumber = 8_388_607;

    /// <summary>Filters of one stream. Real files use two, at most three; each is a factor of a thousand for a bomb.</summary>
    public const int MaxFilters = 6;

    /// <summary>Bytes that one decoded stream may have in memory: 512 MiB would be a page of 13,000 × 13,000 pixels in RGB.</summary>
    public const int MaxDecodedBytes = 512 << 20;

    /// <summary>Bytes of the file itself: offsets are 32 bits here.</summary>
    public const int MaxFileBytes = int.MaxValue - (64 << 10);

    /// <summary>References that lead to references. One is already more than the standard allows.</summary>
    public const int MaxReferenceHops = 8;
}
