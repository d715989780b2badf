using Microsoft.AspNetCore.Http;
using Mugai.People;

namespace Mugai.Portal;

/// <summary>
/// The language of a page: what the person chose in the account, else what was chosen in this browser, else the first of ja and en that the browser asks for, else Japanese.
/// Both wordings stand side by side where they are used, so that nobody changes one and forgets the other.
/// </summary>
public sealed class PortalText
{
    public const string Japanese = "ja";
    public const string English = "en";

    /// <summary>The cookie of a choice made before anybody signed in. It says nothing about anybody.</summary>
    public const string Cookie = "mugai.language";

    public static PortalText Ja { get; } = new(Japanese);

    public static PortalText En { get; } = new(English);

    private PortalText(string language) => Language = language;

    public string Language { get; }

    public bool IsJapanese => Language == Japanese;

    /// <summary>The product's name in the page's language.</summary>
    public string Title => Say("無害化ゲートウェイ Mugai", "Mugai sanitization gateway");

    /// <summary>The wording of the page's language.</summary>
    public string Say(string ja, string en) => IsJapanese ? ja : en;

    /// <summary>A day as people write it.</summary>
    public string Day(DateOnly day) => day.ToString(Say("yyyy年M月d日", "d MMM yyyy"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A moment in the server's time zone.</summary>
    public string Moment(DateTimeOffset moment) => moment.ToLocalTime().ToString(Say("yyyy年M月d日 H:mm", "d MMM yyyy HH:mm"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a language is one the pages are in.</summary>
    public static bool Speaks(string? language) => language is Japanese or English;

    public static PortalText For(HttpContext context) => (context.User.FindFirst(PersonClaims.Language)?.Value ?? context.Request.Cookies[Cookie]) switch
    {
        Japanese => Ja,
        English => En,
        _ => For(context.Request),
    };

    private static PortalText For(HttpRequest request)
    {
        foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1))
        {
            var tag = wanted.Value.AsSpan();
            if (tag.StartsWith(Japanese, StringComparison.OrdinalIgnoreCase))
            {
                return Ja;
            }

            if (tag.StartsWith(English, StringComparison.OrdinalIgnoreCase))
            {
                return En;
            }
        }

        return Ja;
    }
}
