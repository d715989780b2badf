using System.Security.Claims;
using Mugai.People;

namespace Mugai.Portal;

/// <summary>An entry of the navigation.</summary>
/// <param name="Path">Where it leads; also marks the pages below it as belonging to it.</param>
/// <param name="Ja">Its words.</param>
/// <param name="En">The same in English.</param>
/// <param name="HintJa">One line for the start page.</param>
/// <param name="HintEn">The same in English.</param>
/// <param name="Roles">Who sees it; nobody listed: everybody who is signed in.</param>
public sealed record NavigationEntry(string Path, string Ja, string En, string HintJa, string HintEn, params IReadOnlyList<Role> Roles)
{
    public bool IsFor(ClaimsPrincipal user) => Roles.Count == 0 || Roles.Any(role => user.IsInRole(RoleNames.Of(role)));
}

/// <summary>The navigation, in its order: the only list of it. The layout and the start page read it.</summary>
public static class Navigation
{
    public static IReadOnlyList<NavigationEntry> All { get; } =
    [
        new(Deciding, "申請の承認", "Requests", "原本の申請を確認し、承認・却下する", "Look at requests for originals and decide", Role.Approver),
        new("/admin/status", "稼働状況", "Dashboard", "受信・保留・申請の件数と保存領域", "Mails, holds and requests in figures", Role.Administrator, Role.Auditor),
        new("/admin/mail", "メールの追跡", "Find mail", "「あのメールはどこ？」に答え、再開・保留・消去する", "Where is a mail? Send on, hold, erase", Role.Administrator),
        new("/admin/incident", "インシデント対応", "Incident", "すべて止める、だれが受け取ったかを調べる", "Stop everything, find who received something", Role.Administrator),
        new("/audit", "監査ログ", "Audit log", "記録の検索・検査・出力", "Search, verify and export what is on record", Role.Administrator, Role.Auditor),
        new("/admin/people", "アカウント", "People", "担当者の追加・変更・停止、人事異動の一括取り込み", "Add, change and disable people, import transfers", Role.Administrator, Role.Auditor),
        new("/account", "マイアカウント", "My account", "パスワード、二段階認証", "Password, second factor"),
    ];

    /// <summary>What somebody sees; who stands in for an approver decides as well.</summary>
    public static IEnumerable<NavigationEntry> For(ClaimsPrincipal user, bool isDeputy) => All.Where(entry => entry.IsFor(user) || (isDeputy && entry.Path == Deciding));

    private const string Deciding = "/requests";
}
