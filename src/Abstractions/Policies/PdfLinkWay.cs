namespace Mugai.Policies;

/// <summary>What happens to links of a PDF whose kind is allowed. Values are wire values and never reused.</summary>
public enum PdfLinkWay : byte
{
    /// <summary>They can be clicked.</summary>
    Keep = 1,

    /// <summary>They cannot be clicked; a note in their place says where they led.</summary>
    Show = 2,

    /// <summary>What they show stays; where they led is gone.</summary>
    Remove = 3,
}
