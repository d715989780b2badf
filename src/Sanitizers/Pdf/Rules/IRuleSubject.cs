using Mugai.Policies;
using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>The document in hand, as far as a rule may ask of it.</summary>
internal interface IRuleSubject
{
    PdfObject Resolve(PdfObject value);

    PdfObject Get(PdfObject dictionary, ReadOnlySpan<byte> key);

    /// <summary>Null when the object is no page or node of the page tree; otherwise whether it is a node.</summary>
    bool? IsPageTreeNode(PdfObject value);

    PdfPolicy Policy { get; }

    /// <summary>The ICC profile in a stream is built as it must be.</summary>
    bool IsSound(PdfObject profile);

    /// <summary>A file inside stays, rebuilt. Told when it does not.</summary>
    bool TakesFile(PdfObject specification);

    /// <summary>Something is left out.</summary>
    void Found(PdfObject value, string code, FindingAction action, string detail = "");
}
