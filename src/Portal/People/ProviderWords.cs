namespace Mugai.Portal.People;

/// <summary>Why a sign-in by the provider came to nothing, and what to do, in both languages.</summary>
internal static class ProviderWords
{
    public static (string Ja, string En) Of(ProviderRefusal why) => why switch
    {
        ProviderRefusal.Unavailable => (
            "ただいま認証基盤に接続できません。しばらくしてからもう一度お試しください。続くときは情報システム担当へお知らせください。",
            "The sign-in provider does not answer. Please try again later; if it goes on, tell your IT staff."),
        ProviderRefusal.NotFinished => (
            "認証基盤でのサインインが完了しませんでした。時間がかかりすぎたか、取り消されたか、古いページが開かれました。もう一度サインインしてください。",
            "The sign-in was not finished: it was cancelled, took too long, or an old page was opened. Please sign in again."),
        ProviderRefusal.NoRole => (
            "サインインは確認できましたが、このシステムを使う権限がありません。情報システム担当へ、グループへの追加を依頼してください。",
            "You are known, but you may not use this system. Ask your IT staff to add you to its group."),
        ProviderRefusal.Closed => (
            "現在このアカウントではサインインできません。情報システム担当へお問い合わせください。",
            "This account cannot sign in now. Ask your IT staff."),
        ProviderRefusal.NameTaken => (
            "同じサインイン名のアカウントがすでにあります。情報システム担当へ、そのアカウントのサインイン名の変更を依頼してください。",
            "Another account has your sign-in name. Ask your IT staff to rename that account."),
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };
}
