namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>What stands next in an RTF stream.</summary>
internal enum RtfToken : byte
{
    End,
    GroupBegin,
    GroupEnd,

    /// <summary>A control word or symbol: its name and number.</summary>
    Control,

    /// <summary>Bytes of text in the code page in force; an escaped brace or backslash is one of its own.</summary>
    Text,

    /// <summary>One byte that came as \'hh.</summary>
    Hex,

    /// <summary>\binN: N bytes follow that are no RTF.</summary>
    Binary,
}
