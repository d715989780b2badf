using Mugai.Quarantine;
using Mugai.Wording;

namespace Mugai.Portal.Mail;

/// <summary>Why there is no picture of a page, in words that say what to do.</summary>
public static class PreviewWords
{
    /// <summary>Why there is no text of a part.</summary>
    public static string Of(TextPreview preview, string format, PortalText text) => preview is { Outcome: PreviewOutcome.Refused, Reason: Reason.Unsupported or Reason.Policy }
        ? text.Say(
            "この形式からは文字を取り出せません。メールの画面に戻り、「保存」で無害化したファイルを取得するか、原本を申請してください。",
            "No text can be taken from this format. Go back to the mail and save the clean file, or ask for the original.")
        : Of(new PagePreview(preview.Outcome, preview.Reason), format, true, text);

    public static string Of(PagePreview preview, string format, bool drawsPdf, PortalText text) => preview switch
    {
        { Outcome: PreviewOutcome.TooMany } => text.Say("表示したページが多すぎます。10 分ほど待ってからお試しください。", "Too many pages in a short time. Please wait ten minutes."),
        { Outcome: PreviewOutcome.Busy } => text.Say("ほかの人の表示を処理しています。少し待ってから、もう一度お試しください。", "Other pages are being drawn. Please try again in a moment."),
        { Reason: not Reason.None, Pages: > 0 and var pages } when preview.Reason == Reason.Corrupt => text.Say($"このページはありません（全 {pages} ページ）。", $"There is no such page ({pages} in all)."),
        { Reason: Reason.Unsupported } when format == "pdf" && !drawsPdf => text.Say(
            "PDF を画像にするプログラムがこのサーバーに導入されていないため、表示できません。情報システム担当へお問い合わせください（pdftoppm：パッケージ poppler-utils）。",
            "The program that draws PDF pages is not installed on this server. Please tell your administrators (pdftoppm, package poppler-utils)."),
        { Reason: Reason.Unsupported } => text.Say(
            "この形式は画像にして表示できません。メールの画面に戻り、「保存」で無害化したファイルを取得するか、原本を申請してください。",
            "This format cannot be shown as a picture. Go back to the mail and save the clean file, or ask for the original."),
        { Reason: Reason.Encrypted } => text.Say(
            "パスワードで保護されているため表示できません。メールの画面でパスワードを入力すると、無害化した内容が別のメールで届きます。",
            "It is protected by a password. Type the password on the page of the mail; the clean content follows in a second mail."),
        { Reason: Reason.Timeout or Reason.Budget or Reason.TooBig } => text.Say("このページは大きすぎるか、描くのに時間がかかりすぎるため、表示をやめました。", "This page is too large, or takes too long to draw; it was given up."),
        { Reason: Reason.Crashed } => text.Say("このファイルの表示中に異常が起きたため、表示をやめました。ファイルが壊れているか、細工されているおそれがあります。", "Drawing it failed. The file may be damaged, or made to do harm."),
        _ => MailWords.Of(ReasonWords.Of(preview.Reason, format), text),
    };
}
