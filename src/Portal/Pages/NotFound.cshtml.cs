using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Mugai.Portal.Pages;

/// <summary>What is shown instead of a page. It says what to do, never whether something exists.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class NotFoundModel : PortalPage
{
    public string Heading => Text.Say(Words.HeadingJa, Words.HeadingEn);

    public string Advice => Text.Say(Words.Ja, Words.En);

    private (string HeadingJa, string HeadingEn, string Ja, string En) Words => Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => (
            "ページの有効期限が切れました", "This page has expired",
            "前のページに戻り、再読み込みしてからもう一度操作してください。別のタブでサインインし直した場合にも表示されます。", "Go back, reload the page and try again. This also happens after signing in again in another tab."),
        StatusCodes.Status429TooManyRequests => (
            "アクセスが集中しています", "Too many requests",
            "1 分ほど待ってから、もう一度お試しください。", "Please wait a minute and try again."),
        >= 500 => (
            "ただいま処理できません", "This cannot be done now",
            "しばらく待ってからもう一度お試しください。続くときは情報システム担当へお知らせください。", "Please try again in a while. If it goes on, tell your IT staff."),
        _ => (
            "ページが見つかりません", "Page not found",
            "アドレスが違うか、表示する権限がありません。メールに書かれたリンクをもう一度ご確認ください。", "The address is wrong, or it is not for you to see. Please check the link in the mail again."),
    };

    public void OnGet()
    {
        if (Response.StatusCode == StatusCodes.Status200OK)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
