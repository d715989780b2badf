using Microsoft.AspNetCore.Http;

namespace Mugai.Portal;

/// <summary>What the pages say, in the browser's language: Japanese when it is wanted before English.</summary>
public sealed class PortalText
{
    private static readonly PortalText Ja = new()
    {
        Language = "ja",
        Title = "無害化ゲートウェイ Mugai",
        Lead = "インターネットから届いたメールを、危険な部分を取り除いて安全な形に作り直してお届けしています。",
        Running = "稼働中です。",
        MessageTitle = "メールの原本について",
        MessageNumber = "受付番号",
        MessageHelp = "取り除かれた添付ファイルや原本が必要なときは、この受付番号を情報システム担当へお伝えください。原本は暗号化して保管されており、このページを開いても何も変わりません。",
        NotFound = "この番号のページはありません。メールに書かれたリンクをもう一度ご確認ください。",
        NotFoundTitle = "ページが見つかりません",
    };

    private static readonly PortalText En = new()
    {
        Language = "en",
        Title = "Mugai sanitization gateway",
        Lead = "Mail from the Internet is rebuilt without its dangerous parts and then delivered to you.",
        Running = "It is running.",
        MessageTitle = "About the original of a mail",
        MessageNumber = "Reference",
        MessageHelp = "If you need an attachment that was removed, or the original, give this reference to your IT staff. The original is kept encrypted; opening this page changes nothing.",
        NotFound = "There is no page under this number. Please check the link in the mail again.",
        NotFoundTitle = "Page not found",
    };

    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string Running { get; init; }
    public required string MessageTitle { get; init; }
    public required string MessageNumber { get; init; }
    public required string MessageHelp { get; init; }
    public required string NotFound { get; init; }
    public required string NotFoundTitle { get; init; }

    public static PortalText For(HttpRequest request)
    {
        foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1))
        {
            var tag = wanted.Value.AsSpan();
            if (tag.StartsWith("ja", StringComparison.OrdinalIgnoreCase))
            {
                return Ja;
            }

            if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return En;
            }
        }

        return Ja;
    }
}
