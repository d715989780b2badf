using Mugai.People;

namespace Mugai.Portal.People;

/// <summary>Roles in words.</summary>
public static class RoleWords
{
    public static string Of(Role role, PortalText text) => role switch
    {
        Role.Staff => text.Say("職員", "Staff"),
        Role.Approver => text.Say("承認者", "Approver"),
        Role.Administrator => text.Say("管理者", "Administrator"),
        Role.Auditor => text.Say("監査者", "Auditor"),
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string HintOf(Role role, PortalText text) => role switch
    {
        Role.Staff => text.Say("自分のメールを見て、原本を申請できます。", "Sees the own mail and asks for originals."),
        Role.Approver => text.Say("原本の申請を承認・却下します。", "Decides about requests for originals."),
        Role.Administrator => text.Say("ゲートウェイとアカウントを管理します。", "Runs the gateway and the accounts."),
        Role.Auditor => text.Say("すべての記録を閲覧できます（変更はできません）。", "Reads everything on record, changes nothing."),
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
