namespace Mugai.Policies;

/// <summary>In which charset clean text files are written. Values are wire values and never reused.</summary>
public enum TextCharset : byte
{
    /// <summary>UTF-8 whatever came in.</summary>
    Utf8 = 1,

    /// <summary>A file that came in Shift_JIS (CP932) stays in it, for old programs; every other becomes UTF-8.</summary>
    Keep = 2,
}
