using System.Globalization;
using System.Text;
using Mugai.Auditing;
using Mugai.Portal.Mail;
using Mugai.Quarantine;

namespace Mugai.Portal.Oversight;

/// <summary>One line of a summary.</summary>
public sealed record SummaryLine(string Name, string Words, long Count);

/// <summary>Lines that belong together.</summary>
public sealed record SummarySection(string Name, string Title, IReadOnlyList<SummaryLine> Lines);

/// <summary>The figures of some days in the words of the CISO's monthly report: outcomes, reasons, requests and releases, what administrators did, sign-ins.</summary>
public static class MonthlySummary
{
    private static readonly AuditKind[] Mail = [AuditKind.Received, AuditKind.Delivered, AuditKind.Failed, AuditKind.Held, AuditKind.Dropped, AuditKind.PartHeld, AuditKind.PartOpened];
    private static readonly AuditKind[] Requests =
        [AuditKind.Requested, AuditKind.Seconded, AuditKind.Approved, AuditKind.Refused, AuditKind.Withdrawn, AuditKind.Lapsed, AuditKind.Released, AuditKind.SentAgain, AuditKind.Reminded, AuditKind.Escalated, AuditKind.Delegated];
    private static readonly AuditKind[] Administration =
        [AuditKind.Read, AuditKind.AdministratorActed, AuditKind.Retried, AuditKind.Pinned, AuditKind.Erased, AuditKind.Expired, AuditKind.HoldChanged, AuditKind.ConfigurationChanged, AuditKind.AccountChanged, AuditKind.PeopleImported, AuditKind.Cut, AuditKind.ChainBroken];
    private static readonly AuditKind[] SignIns = [AuditKind.SignedIn, AuditKind.SignInRefused, AuditKind.LockedOut];

    public static IReadOnlyList<SummarySection> Of(IReadOnlyList<Tally> tallies, PortalText text) =>
    [
        new("outcome", text.Say("メールの処理結果（宛先グループごと）", "What became of mails (once for each group of recipients)"), Lines(tallies, TallySections.Outcome, name => Enum.TryParse<Outcome>(name, out var outcome) ? MailWords.Of(outcome, text) : name)),
        new("reason", text.Say("届けなかった添付など（理由別）", "Parts that were kept back, by reason"), Lines(tallies, TallySections.Reason, name => OfReason(name, text))),
        new("mail", text.Say("受信と配送", "Receiving and delivery"), Kinds(tallies, Mail, text)),
        new("request", text.Say("申請と払い出し", "Requests and releases"), Kinds(tallies, Requests, text)),
        new("way", text.Say("申請の内訳（受け取り方・状態）", "Requests by way and state"), Lines(tallies, TallySections.Request, name => OfRequest(name, text))),
        new("administration", text.Say("管理操作", "What administrators did"), Kinds(tallies, Administration, text)),
        new("act", text.Say("管理操作の内訳", "The same by act"), Lines(tallies, TallySections.Act, name => ActWords.Of(name, text))),
        new("signin", text.Say("サインイン", "Sign-ins"), Kinds(tallies, SignIns, text)),
        new("worker", text.Say("無害化ワーカー", "Workers"), Lines(tallies, TallySections.Worker, _ => text.Say("異常終了・打ち切り", "Died or were ended over a mail"))),
    ];

    /// <summary>RFC 4180 with a mark, so that spreadsheets read Japanese.</summary>
    public static string ToCsv(IReadOnlyList<SummarySection> sections, string month, PortalText text)
    {
        var csv = new StringBuilder("\uFEFF").Append(text.Say("月,区分,項目,内容,件数", "month,section,name,words,count")).Append("\r\n");
        foreach (var section in sections)
        {
            foreach (var line in section.Lines)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{Csv.Cell(month)},{Csv.Cell(section.Title)},{Csv.Cell(line.Name)},{Csv.Cell(line.Words)},{line.Count}\r\n");
            }
        }

        return csv.ToString();
    }

    public static string OfReason(string name, PortalText text) => name switch
    {
        "encrypted" => text.Say("パスワードまたは暗号化", "encrypted"),
        "corrupt" => text.Say("破損", "broken"),
        "ambiguous" => text.Say("形式があいまい", "ambiguous"),
        "unsupported" => text.Say("対応していない形式", "unsupported format"),
        "neverAllowed" => text.Say("受け取れない種類（実行ファイルなど）", "never allowed (programs and the like)"),
        "tooBig" => text.Say("大きすぎる", "too big"),
        "tooDeep" => text.Say("入れ子が深すぎる", "nested too deep"),
        "budget" => text.Say("処理量の上限", "too much work"),
        "timeout" => text.Say("時間切れ", "took too long"),
        "crashed" => text.Say("処理中の異常終了", "a worker crashed"),
        "policy" => text.Say("ポリシーによる除去", "by policy"),
        "scanner" => text.Say("ウイルス検査で検出", "named by a scanner"),
        _ => name,
    };

    private static string OfRequest(string name, PortalText text)
    {
        var parts = name.Split('/');
        return parts.Length == 2 && Enum.TryParse<ReleaseWay>(parts[0], out var way) && Enum.TryParse<RequestState>(parts[1], out var state)
            ? $"{MailWords.Of(way, text)}{text.Say("：", ": ")}{(state == RequestState.Asked ? text.Say("申請", "Asked for") : RequestWords.Of(state, way, text))}" : name;
    }

    private static List<SummaryLine> Lines(IReadOnlyList<Tally> tallies, string section, Func<string, string> words) =>
        [.. tallies.Where(tally => tally.Section == section).OrderByDescending(tally => tally.Count).Select(tally => new SummaryLine(tally.Name, words(tally.Name), tally.Count))];

    /// <summary>Every kind in its order, also those that did not happen: a report shows its zeros.</summary>
    private static List<SummaryLine> Kinds(IReadOnlyList<Tally> tallies, IEnumerable<AuditKind> kinds, PortalText text) =>
        [.. kinds.Select(kind => new SummaryLine(kind.ToString(), MailWords.Of(kind, text), tallies.FirstOrDefault(tally => tally.Section == TallySections.Audit && tally.Name == kind.ToString())?.Count ?? 0))];
}
