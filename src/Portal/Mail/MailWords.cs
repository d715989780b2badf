using System.Globalization;
using Mugai.Auditing;
using Mugai.Quarantine;
using Mugai.Scanning;
using Mugai.Spooling;
using Mugai.Wording;

namespace Mugai.Portal.Mail;

/// <summary>States, ways and steps in the words of the pages.</summary>
public static class MailWords
{
    /// <summary>What kind of file it is.</summary>
    public static string OfFormat(string format, PortalText text) => text.Say(FormatWords.Of(format).Ja, FormatWords.Of(format).En);

    public static string Of(RecipientState state, PortalText text) => state switch
    {
        RecipientState.Queued => text.Say("処理中", "On its way"),
        RecipientState.Deferred => text.Say("再送待ち", "Tried again later"),
        RecipientState.Delivered => text.Say("配送済み", "Delivered"),
        RecipientState.Failed => text.Say("配送不能", "Failed"),
        RecipientState.Held => text.Say("保留中", "Held"),
        _ => text.Say("取りやめ", "Given up"),
    };

    /// <summary>How the state looks: a class of the style sheet.</summary>
    public static string Look(RecipientState state) => state switch
    {
        RecipientState.Delivered => "good",
        RecipientState.Held or RecipientState.Deferred => "warn",
        RecipientState.Failed or RecipientState.Dropped => "bad",
        _ => "",
    };

    public static string Of(Outcome outcome, PortalText text) => outcome switch
    {
        Outcome.Rebuilt => text.Say("無害化して作り直しました", "Rebuilt"),
        Outcome.Replaced => text.Say("文字などに置き換えました", "Replaced by its text"),
        Outcome.Held => text.Say("保留しています", "On hold"),
        Outcome.Confirmed => text.Say("確認のうえそのまま届けました", "Confirmed"),
        _ => text.Say("届けていません", "Not delivered"),
    };

    public static string Look(Outcome outcome) => outcome switch
    {
        Outcome.Blocked => "bad",
        Outcome.Held => "warn",
        _ => "good",
    };

    public static string Of(ReleaseWay way, PortalText text) => way switch
    {
        ReleaseWay.CleanCopy => text.Say("無害化し直して、もう一度メールで受け取る", "The mail, cleaned again, by mail"),
        ReleaseWay.Confirmed => text.Say("原本を、検査と承認者 2 名の確認のうえ、そのまま受け取る", "The original as it is, once it is scanned and two approvers confirmed it"),
        ReleaseWay.ConfirmedParts => text.Say("選んだファイルだけを、検査と承認者 2 名の確認のうえ、そのまま受け取る", "The chosen files alone, as they are, once they are scanned and two approvers confirmed them"),
        ReleaseWay.InternetMailbox => text.Say("原本を、インターネット側のメールボックスで受け取る", "The original, in the Internet-side mailbox"),
        _ => text.Say("原本を、インターネット側の端末で 1 回だけ取得する", "The original, by one download on the Internet side"),
    };

    public static string Of(ScanVerdict verdict, PortalText text) => verdict switch
    {
        ScanVerdict.Clean => text.Say("問題なし", "Clean"),
        ScanVerdict.Infected => text.Say("検出あり", "Found something"),
        _ => text.Say("検査できず", "Not scanned"),
    };

    public static string Look(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Clean => "good",
        ScanVerdict.Infected => "bad",
        _ => "warn",
    };

    public static string Of(Importance importance, PortalText text) => importance switch
    {
        Importance.One => text.Say("重要性分類 I（住民情報など）", "Class I (residents' data and the like)"),
        Importance.Two => text.Say("重要性分類 II（公開しない情報）", "Class II (not for the public)"),
        _ => text.Say("重要性分類 III（その他）", "Class III (everything else)"),
    };

    public static string Of(AuditKind kind, PortalText text) => kind switch
    {
        AuditKind.Received => text.Say("受信", "Received"),
        AuditKind.Delivered => text.Say("配送", "Delivered"),
        AuditKind.Deferred => text.Say("再送待ち", "Deferred"),
        AuditKind.Failed => text.Say("配送不能", "Failed"),
        AuditKind.Held => text.Say("保留", "Held"),
        AuditKind.Retried => text.Say("再開", "Retried"),
        AuditKind.Dropped => text.Say("取りやめ", "Given up"),
        AuditKind.Reported => text.Say("無害化", "Sanitized"),
        AuditKind.OutputStored => text.Say("無害化結果を保存", "Clean mail stored"),
        AuditKind.Erased => text.Say("消去", "Erased"),
        AuditKind.Expired => text.Say("保存期間終了", "Retention ended"),
        AuditKind.PartHeld => text.Say("パスワード待ち", "Parts wait for a password"),
        AuditKind.PartOpened => text.Say("パスワードで開いた", "Opened with a password"),
        AuditKind.Pinned => text.Say("保存期間の延長・解除", "Pinned or unpinned"),
        AuditKind.Read => text.Say("管理者が閲覧", "Read by an administrator"),
        AuditKind.PasswordTyped => text.Say("パスワード入力", "Password typed"),
        AuditKind.PolicyChosen => text.Say("送信ドメイン認証の結果でポリシーを決定", "Policy chosen by sender authentication"),
        AuditKind.Previewed => text.Say("原本のプレビュー", "Original previewed"),
        AuditKind.Requested => text.Say("原本の申請", "Original asked for"),
        AuditKind.Seconded => text.Say("1 人目の承認", "First approval"),
        AuditKind.Approved => text.Say("承認", "Approved"),
        AuditKind.Refused => text.Say("却下", "Refused"),
        AuditKind.Withdrawn => text.Say("取り下げ", "Taken back"),
        AuditKind.Lapsed => text.Say("期限切れ", "Lapsed"),
        AuditKind.Released => text.Say("払い出し", "Released"),
        AuditKind.SentAgain => text.Say("無害化し直して再送", "Cleaned again and sent"),
        AuditKind.Reminded => text.Say("承認の督促", "Reminder sent"),
        AuditKind.Escalated => text.Say("承認の引き上げ", "Escalated"),
        AuditKind.Started => text.Say("起動", "Started"),
        AuditKind.Stopped => text.Say("停止", "Stopped"),
        AuditKind.ConfigurationChanged => text.Say("設定変更", "Configuration changed"),
        AuditKind.AdministratorActed => text.Say("管理操作", "Administrator acted"),
        AuditKind.Checkpoint => text.Say("チェックポイント", "Checkpoint"),
        AuditKind.Cut => text.Say("保存期間による削除", "Cut by retention"),
        AuditKind.HoldChanged => text.Say("全件保留の開始・解除", "Everything held, or not any more"),
        AuditKind.Recovered => text.Say("復旧", "Recovered"),
        AuditKind.SignedIn => text.Say("サインイン", "Signed in"),
        AuditKind.SignInRefused => text.Say("サインインの拒否", "Sign-in refused"),
        AuditKind.SignedOut => text.Say("サインアウト", "Signed out"),
        AuditKind.LockedOut => text.Say("ロック", "Locked out"),
        AuditKind.AccountChanged => text.Say("アカウントの変更", "Account changed"),
        AuditKind.Delegated => text.Say("代理の設定・解除", "Deputy named or ended"),
        AuditKind.FilesChecked => text.Say("プログラムと設定の検査", "Program and configuration checked"),
        AuditKind.PeopleImported => text.Say("アカウントの一括変更", "People imported"),
        AuditKind.ChainBroken => text.Say("改ざん検出", "Chain broken"),
        _ => kind.ToString(),
    };

    /// <summary>What a finding or a reason means, as a sentence of its own.</summary>
    public static string Of(Words words, PortalText text) => text.Say(words.Ja, words.En.Length > 0 ? char.ToUpperInvariant(words.En[0]) + words.En[1..] : "");

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MB"),
    };
}
