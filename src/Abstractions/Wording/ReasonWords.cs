
namespace Mugai.Wording;

/// <summary>Why something did not come through, in one sentence for a person who is no engineer.</summary>
public static class ReasonWords
{
    /// <summary>The same for a part whose format is known: what can be done may depend on it.</summary>
    public static Words Of(Reason reason, string format) => reason == Reason.Encrypted && (format is "7z" or "rar")
        ? new(
            "パスワードで保護された 7z・RAR は、パスワードがあってもここでは開けません。送信者にパスワード付き ZIP での再送を依頼するか、原本を申請してください。",
            "A 7z or RAR archive with a password cannot be opened here, even with the password. Ask the sender to send it as a ZIP with a password, or ask for the original.")
        : Of(reason);

    /// <summary>The same for a part that may only wait: what a policy confirms is not refused.</summary>
    public static Words Of(Outcome outcome, Reason reason, string format) => outcome == Outcome.Held && reason == Reason.Policy
        ? new(
            "この種類のファイルは無害化せず、申請があったときだけ、届いたままの形でお渡しします。申請すると、ウイルス検査と承認者 2 名の承認のあと、別のメールで届きます。",
            "Files of this kind are not sanitized and come only when they are asked for. Once a virus scanner called it clean and two approvers agreed, it comes as it was sent, in a mail of its own.")
        : Of(reason, format);

    /// <summary>The same for a part of a report: what was found in it may say more than the reason.</summary>
    public static Words Of(PartReport part) => IsEmptied(part)
        ? new(
            "中身が、文書の中に取り込まれた別の文書だけで、その文字を取り出せません。白紙の文書としてお渡ししないため、止めました。",
            "All that it shows is another document included in it, whose text could not be taken out. It was stopped so that no empty page is taken for all there was.")
        : Of(part.Outcome, part.Reason, part.Input.Format);

    /// <summary>True for a document that was stopped because nothing would have been left of it: its content stood in an included document that cannot be shown.</summary>
    public static bool IsEmptied(PartReport part) => part is { Outcome: Outcome.Blocked, Reason: Reason.Unsupported } && part.Findings.Any(static finding => finding.Code == "ooxml.altChunk");

    /// <summary>A reason in one sentence.</summary>
    public static Words Of(Reason reason) => reason switch
    {
        Reason.Encrypted => new("パスワードや暗号で保護されていて、中を確認できません。", "It is encrypted or protected with a password, so it could not be checked."),
        Reason.Corrupt => new("壊れているか、正しい形式ではないため、安全に作り直せません。", "It is damaged or not well formed, so it could not be rebuilt safely."),
        Reason.Ambiguous => new("二通りに解釈できるつくりで、安全かどうか判断できません。", "It can be read in two different ways, so it could not be judged safe."),
        Reason.Unsupported => new("この形式を無害化する手段がまだありません。", "There is no way yet to sanitize this format."),
        Reason.NeverAllowed => new(
            "プログラム、スクリプト、ショートカット、ディスクイメージなど、開くだけで動くおそれのある種類のファイルは、中身にかかわらず受け取れません。",
            "Programs, scripts, shortcuts, disk images and other files that can act when they are opened are never let in."),
        Reason.TooBig => new("大きさが許された上限を超えています。", "It is larger than allowed."),
        Reason.TooDeep => new("ファイルの入れ子が深すぎます。", "Its files are nested too deeply."),
        Reason.Budget => new("大きさに見合わない量の処理を必要とするため、途中でやめました。", "It asked for far more work than its size justifies, so it was stopped."),
        Reason.Timeout => new("処理が時間内に終わりませんでした。", "It could not be processed in time."),
        Reason.Crashed => new("処理中に異常が起きたため、安全に作り直せませんでした。", "Processing it failed, so it could not be rebuilt safely."),
        Reason.Policy => new("決まり（ポリシー）により取り除きました。", "The policy says that it is removed."),
        Reason.Scanner => new("ウイルス検査で問題が見つかったか、検査できませんでした。", "A virus scanner found a problem in it, or could not look at it."),
        _ => new("受け取れませんでした。", "It was not let in."),
    };
}
