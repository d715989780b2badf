namespace Mugai.Mime;

/// <summary>What the body scanner still looks for; a kind that was reported for an entity is not looked for again in it.</summary>
[Flags]
internal enum LineChecks : byte
{
    None = 0,
    BareCr = 1,
    BareLf = 2,
    Nul = 4,

    /// <summary>LF followed by '-': where a delimiter line may begin.</summary>
    Delimiter = 8,

    /// <summary>Not looked for by the scanner: text after a boundary.</summary>
    DelimiterText = 16,

    /// <summary>Not looked for by the scanner: text in a preamble or an epilogue.</summary>
    Preamble = 32,
    Epilogue = 64,

    /// <summary>Not looked for by the scanner: a delimiter of a closed multipart.</summary>
    AfterClose = 128,

    Bytes = BareCr | BareLf | Nul,
    All = Bytes | DelimiterText | Preamble | Epilogue | AfterClose,
}
