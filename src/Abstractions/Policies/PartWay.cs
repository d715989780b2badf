namespace Mugai.Policies;

/// <summary>The three ways for a part (DESIGN 1, accepted results). Values are wire values and never reused.</summary>
public enum PartWay : byte
{
    /// <summary>サニタイズ: rebuilt in the same format.</summary>
    Sanitize = 1,

    /// <summary>テキスト抽出: only its text.</summary>
    Text = 2,

    /// <summary>除去: a notice in its place.</summary>
    Remove = 3,
}
