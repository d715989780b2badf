namespace Mugai.Policies;

/// <summary>Where the notice stands in the text of a mail.</summary>
public enum NoticePosition : byte
{
    /// <summary>Before the sender's text.</summary>
    Top,

    /// <summary>Behind it.</summary>
    Bottom,
}
