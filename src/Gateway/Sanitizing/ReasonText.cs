using System.Globalization;
using Mugai.Wording;

namespace Mugai.Gateway.Sanitizing;

/// <summary>Outcomes and reasons in plain words, for the terminal and for notices that the gateway writes itself.</summary>
internal static class ReasonText
{
    public static string En(PartReport report) => report.Reason switch
    {
        Reason.Encrypted when NoPasswordHelps(report) => $"it is an encrypted {Format(report)}, which cannot be opened here even with its password. Ask the sender for a ZIP with a password, or for the files without one.",
        Reason.Encrypted => "it is encrypted; a password is needed.",
        Reason.Corrupt => $"it is damaged or not really {Format(report)}. Ask the sender for it again.",
        Reason.Ambiguous => "it can be read in two ways, so nobody can say what another program would see. Ask the sender for it in another form.",
        Reason.Unsupported when ReasonWords.IsEmptied(report) => "all that it shows is another document included in it, whose text could not be taken out. Ask the sender for a PDF, or for the document saved again by Word.",
        Reason.Unsupported => $"no sanitizer for {Format(report)} exists here.",
        Reason.NeverAllowed => $"{Format(report)} is a kind of file that never passes.",
        Reason.TooBig => "it is larger than the policy allows.",
        Reason.TooDeep => "it is nested too deeply.",
        Reason.Budget => "unpacking it takes far more than its size justifies.",
        Reason.Timeout => "it took far longer than its size justifies.",
        Reason.Crashed => "reading it ended the worker several times.",
        Reason.Policy => "the policy does not let it through.",
        Reason.Scanner => "a virus scanner found something in it, or could not look at it.",
        _ => "nothing of it left.",
    };

    public static string Ja(PartReport report) => report.Reason switch
    {
        Reason.Encrypted when NoPasswordHelps(report) => $"暗号化された {Format(report)} は、パスワードが分かってもここでは開けません。パスワード付き ZIP か、パスワードなしでの再送を依頼してください。",
        Reason.Encrypted => "暗号化されているため、パスワードが必要です。",
        Reason.Corrupt => $"壊れているか、{Format(report)} として読めません。送信者に再送を依頼してください。",
        Reason.Ambiguous => "二通りに解釈できるため、安全を確認できません。別の形式での送付を依頼してください。",
        Reason.Unsupported when ReasonWords.IsEmptied(report) => "中身が、取り込まれた別の文書だけで、その文字を取り出せません。PDF か、Word で保存し直した文書での再送を依頼してください。",
        Reason.Unsupported => $"{Format(report)} 形式の無害化には対応していません。",
        Reason.NeverAllowed => $"{Format(report)} は受け取れない種類のファイルです。",
        Reason.TooBig => "ポリシーで許可された大きさを超えています。",
        Reason.TooDeep => "入れ子が深すぎます。",
        Reason.Budget => "展開に必要な量が大きさに見合いません。",
        Reason.Timeout => "処理時間が大きさに見合わず、打ち切りました。",
        Reason.Crashed => "読み込み中に処理が繰り返し異常終了しました。",
        Reason.Policy => "ポリシーにより通過できません。",
        Reason.Scanner => "ウイルス検査で問題が見つかったか、検査できませんでした。",
        _ => "出力できませんでした。",
    };

    /// <summary>One line on what was done: the outcome and the findings by code.</summary>
    public static string Summary(PartReport root)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var refused = 0;
        var open = new Stack<PartReport>([root]);
        while (open.TryPop(out var part))
        {
            refused += part.Outcome is Outcome.Blocked or Outcome.Held ? 1 : 0;
            foreach (var finding in part.Findings)
            {
                counts[finding.Code] = counts.GetValueOrDefault(finding.Code) + finding.Count;
            }

            foreach (var member in part.Parts)
            {
                open.Push(member);
            }
        }

        var found = string.Join(", ", counts.Select(pair => pair.Value == 1 ? pair.Key : string.Create(CultureInfo.InvariantCulture, $"{pair.Key}×{pair.Value}")));
        return root.Outcome.Word() + (found.Length > 0 ? $": {found}" : "") + (refused > 0 ? $"; {refused} part(s) blocked / {refused} 件を遮断" : "");
    }

    // The library that unpacks these decrypts neither.
    private static bool NoPasswordHelps(PartReport report) => report.Input.Format is "7z" or "rar";

    private static string Format(PartReport report) => report.Input.Format == "unknown" ? "unknown" : report.Input.Format;
}
