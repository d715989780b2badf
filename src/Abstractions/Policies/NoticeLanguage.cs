namespace Mugai.Policies;

/// <summary>The language of what people read. Values are wire values and never reused.</summary>
public enum NoticeLanguage : byte
{
    /// <summary>Japanese, then English.</summary>
    Both = 0,

    /// <summary>Japanese.</summary>
    Ja = 1,

    /// <summary>English.</summary>
    En = 2,
}
