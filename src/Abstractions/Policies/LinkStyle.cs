namespace Mugai.Policies;

/// <summary>How a link stands in text. Values are wire values and never reused.</summary>
public enum LinkStyle : byte
{
    /// <summary>Label and real target, the target written so that no mail client makes it clickable (hxxps, [.]).</summary>
    Defang = 1,

    /// <summary>Label and real target as they are.</summary>
    Show = 2,

    /// <summary>The label alone.</summary>
    Remove = 3,
}
