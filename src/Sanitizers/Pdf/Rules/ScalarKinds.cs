using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>Kinds of object without anything inside.</summary>
[Flags]
internal enum ScalarKinds : byte
{
    None = 0,
    Boolean = 1,
    Number = 2,
    Name = 4,
    String = 8,
    Null = 16,
}

internal static class ScalarKindsExtensions
{
    /// <summary>The flag of a kind; None for arrays, dictionaries, streams and references.</summary>
    public static ScalarKinds Flag(this PdfKind kind) => kind switch
    {
        PdfKind.Boolean => ScalarKinds.Boolean,
        PdfKind.Integer or PdfKind.Real => ScalarKinds.Number,
        PdfKind.Name => ScalarKinds.Name,
        PdfKind.String => ScalarKinds.String,
        PdfKind.Null => ScalarKinds.Null,
        _ => ScalarKinds.None,
    };
}
