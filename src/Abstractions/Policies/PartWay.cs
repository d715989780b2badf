namespace Mugai.Policies;

/// <summary>The ways for a part (DESIGN 1, accepted results), and those that decide about the whole mail. Values are wire values and never reused.</summary>
public enum PartWay : byte
{
    /// <summary>サニタイズ: rebuilt in the same format.</summary>
    Sanitize = 1,

    /// <summary>テキスト抽出: only its text.</summary>
    Text = 2,

    /// <summary>除去: a notice in its place.</summary>
    Remove = 3,

    /// <summary>保留: rebuilt and marked; the host holds the whole mail for a person.</summary>
    Hold = 4,

    /// <summary>返送: rebuilt and marked; the host sends the whole mail back.</summary>
    Reject = 5,

    /// <summary>確認: not opened and not rebuilt; a notice stands in its place, the part waits, and a person may ask for exactly this part as it came (ウ').</summary>
    Confirm = 6,
}
