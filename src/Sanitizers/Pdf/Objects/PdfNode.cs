namespace Mugai.Sanitizers.Pdf.Objects;

/// <summary>
/// One object of a <see cref="PdfTree"/> in 16 bytes: a million of them are 16 MB and no work for the garbage collector.
/// </summary>
internal struct PdfNode
{
    public PdfKind Kind;

    /// <summary>The bytes lie in the tree's side buffer (escapes resolved, decrypted), not in the source.</summary>
    public bool IsAside;

    /// <summary>A dictionary entry whose key comes again later: nobody sees it.</summary>
    public bool IsShadowed;

    /// <summary>The node behind this one and everything inside it.</summary>
    public int Next;

    /// <summary>Name, string, real: where its bytes begin. Integer: low half. Reference: number. Array, dictionary: how many items or pairs. Boolean: 0 or 1.</summary>
    public int A;

    /// <summary>Name, string, real: how many bytes. Integer: high half. Reference: generation.</summary>
    public int B;
}
