namespace Mugai.Portal.Oversight;

/// <summary>What people did, in words; an act that has none stands as the audit log names it.</summary>
public static class ActWords
{
    public static string Of(string act, PortalText text) => act switch
    {
        "audit.export" => text.Say("監査ログの出力", "Audit log exported"),
        "audit.summary" => text.Say("月次報告の出力", "Monthly summary exported"),
        "backup" => text.Say("バックアップ", "Backup taken"),
        "confirmed" => text.Say("確認済みの払い出し", "Released as it is"),
        "restore" => text.Say("バックアップからの復元", "Restored from a backup"),
        "key.rotate" => text.Say("マスターキーの交換", "Master key rotated"),
        "policy.replay" => text.Say("ポリシー案の試行", "Candidate policy tried"),
        "quarantine.list" => text.Say("メールの検索", "Mail searched"),
        "incident.search" => text.Say("インシデントの検索", "Incident searched"),
        "incident.list" => text.Say("回収リストの出力", "Recall list exported"),
        "incident.hold" => text.Say("検索したメールの一括保留", "What a search found was held"),
        "incident.erase" => text.Say("検索したメールの一括消去", "What a search found was erased"),
        "retention.confirm-clock" => text.Say("時計の確認（保存期間による消去の再開）", "Clock found right: erasing goes on"),
        "setUp" => text.Say("初期設定", "First set-up"),
        "added" => text.Say("追加", "Added"),
        "changed" => text.Say("変更", "Changed"),
        "disabled" => text.Say("停止", "Disabled"),
        "enabled" => text.Say("再開", "Enabled again"),
        "reset" => text.Say("再設定", "Reset"),
        "linked" => text.Say("認証基盤との結び付け", "Linked to the provider"),
        "unlinked" => text.Say("認証基盤との結び付けの解除", "Unlinked from the provider"),
        "passwordChanged" => text.Say("パスワードの変更", "Password changed"),
        "secondFactorEnrolled" => text.Say("二段階認証の登録", "Second factor set up"),
        "recoveryCodeUsed" => text.Say("回復用コードの使用", "Recovery code used"),
        "recoveryCodesRenewed" => text.Say("回復用コードの再発行", "Recovery codes renewed"),
        _ => act,
    };
}
