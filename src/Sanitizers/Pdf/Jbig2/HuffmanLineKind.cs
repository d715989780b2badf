namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>Kinds of lines in a Huffman table.</summary>
internal enum HuffmanLineKind
{
    /// <summary>The range bits are added.</summary>
    Range,

    /// <summary>The lower range: the bits are subtracted.</summary>
    Lower,

    /// <summary>No value: out of band.</summary>
    OutOfBand,
}
