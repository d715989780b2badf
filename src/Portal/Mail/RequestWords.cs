using Mugai.Quarantine;

namespace Mugai.Portal.Mail;

/// <summary>Where a request stands, and what comes next, in the words of the pages: both depend on how the original is wanted.</summary>
public static class RequestWords
{
    public static string Of(RequestState state, ReleaseWay way, PortalText text) => state switch
    {
        RequestState.Asked => text.Say("承認待ち", "Waits for approval"),
        RequestState.Seconded => text.Say("1 名承認済み（2 名必要）", "One of two approved"),
        RequestState.Approved when way == ReleaseWay.Download => text.Say("承認済み（未受取）", "Approved, not fetched"),
        RequestState.Approved => text.Say("承認済み（まもなく届きます）", "Approved, on its way"),
        RequestState.Refused => text.Say("却下", "Refused"),
        RequestState.Released => text.Say("払い出し済み", "Released"),
        RequestState.Withdrawn => text.Say("取り下げ", "Taken back"),
        _ => text.Say("期限切れ", "Lapsed"),
    };

    /// <summary>How the state looks: a class of the style sheet.</summary>
    public static string Look(RequestState state) => state switch
    {
        RequestState.Released or RequestState.Approved => "good",
        RequestState.Refused => "bad",
        RequestState.Asked or RequestState.Seconded => "warn",
        _ => "",
    };

    /// <summary>What <see cref="ReleaseRequest.Until"/> ends.</summary>
    public static string Deadline(RequestState state, PortalText text) => state == RequestState.Approved ? text.Say("受け取りの期限", "Until") : text.Say("承認の期限", "Decision by");

    /// <summary>What comes next for who asked, or what came; empty where the state says it all.</summary>
    public static string Next(RequestState state, ReleaseWay way, PortalText text) => (state, way) switch
    {
        (RequestState.Asked or RequestState.Seconded, ReleaseWay.ConfirmedParts) => text.Say(
            "承認者 2 名が承認すると、もう一度ウイルス検査をして、上のファイルだけを別のメールでお届けします。期限までに承認されないと、申請は取り消されます。",
            "Once two approvers agreed, these files are scanned again and come in a mail of their own. If nobody decides in time, the request lapses."),
        (RequestState.Asked or RequestState.Seconded, ReleaseWay.Confirmed) => text.Say(
            "承認者 2 名が承認すると、もう一度ウイルス検査をして、元のメールをそのままお届けします。期限までに承認されないと、申請は取り消されます。",
            "Once two approvers agreed, the mail is scanned again and comes as it was sent. If nobody decides in time, the request lapses."),
        (RequestState.Asked or RequestState.Seconded, _) => text.Say("期限までに承認されないと、申請は取り消されます。", "If nobody decides in time, the request lapses."),
        (RequestState.Released, ReleaseWay.ConfirmedParts) => text.Say(
            "「[Mugai]」で始まる件名のメールでお届けしました。届いていないときは、情報システム担当へお問い合わせください。",
            "They were sent to you in a mail whose subject begins with “[Mugai]”. If it did not arrive, ask your IT staff."),
        (RequestState.Released, ReleaseWay.Confirmed) => text.Say("元のメールをそのままお届けしました。", "The mail was sent to you as it was."),
        (RequestState.Released, ReleaseWay.InternetMailbox) => text.Say("インターネット側のメールボックスへ送りました。", "It was sent to your mailbox on the Internet side."),
        (RequestState.Released, ReleaseWay.Download) => text.Say("取得済みです。もう一度必要なときは、あらためて申請してください。", "It was downloaded. Ask again if you need it once more."),
        (RequestState.Lapsed, ReleaseWay.CleanCopy) => "",
        (RequestState.Lapsed, _) => text.Say("期限を過ぎたか、届ける前の検査で問題が見つかりました。必要なときは、もう一度申請してください。", "It was not decided or had in time, or the last check found something. Ask again if you still need it."),
        _ => "",
    };
}
