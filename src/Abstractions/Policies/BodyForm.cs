namespace Mugai.Policies;

/// <summary>What the body of a clean mail is.</summary>
public enum BodyForm : byte
{
    /// <summary>Plain text alone (メールテキスト化).</summary>
    Text,

    /// <summary>Plain text and, beside it, the HTML written anew from an allow-list (multipart/alternative).</summary>
    SafeHtml,
}
