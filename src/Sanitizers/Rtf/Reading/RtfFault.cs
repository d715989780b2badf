namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>Why reading ended before the end.</summary>
internal enum RtfFault : byte
{
    None,

    /// <summary>More groups in each other than any document has.</summary>
    TooDeep,

    /// <summary>More groups than any document has.</summary>
    TooMany,

    /// <summary>\binN counts more bytes than there are.</summary>
    BinaryBeyondEnd,
}
