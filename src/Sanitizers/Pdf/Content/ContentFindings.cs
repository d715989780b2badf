namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>What was not taken over as it stood, counted over any number of streams.</summary>
public sealed class ContentFindings
{
    /// <summary>Operators that the standard does not know, outside of BX and EX.</summary>
    public int UnknownOperators { get; internal set; }

    /// <summary>Operators with operands they cannot have, and operands without an operator.</summary>
    public int BadOperands { get; internal set; }

    /// <summary>Inline images that could not be read or whose data was not what their dictionary says.</summary>
    public int InlineImages { get; internal set; }

    /// <summary>Pairs (q Q, BT ET, BMC EMC) that were not pairs.</summary>
    public int Unbalanced { get; internal set; }

    /// <summary>Operators that name a resource that is not there and so draw nothing.</summary>
    public int MissingResources { get; internal set; }

    /// <summary>Entries of property lists and inline images that are not in the allow-list.</summary>
    public int UnknownEntries { get; internal set; }

    /// <summary>Nothing was changed but the way it is written.</summary>
    public bool IsEmpty => UnknownOperators + BadOperands + InlineImages + Unbalanced + MissingResources + UnknownEntries == 0;
}
