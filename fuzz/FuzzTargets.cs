using Mugai.Fuzz.Html;
using Mugai.Fuzz.Mime;
using Mugai.Fuzz.Texts;

namespace Mugai.Fuzz;

/// <summary>The only list of targets; a room adds its line here and its folder beside Mime.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        MimeReaderTarget.Target,
        HeaderDecodingTarget.Target,
        TransferDecodingTarget.Target,
        CharsetDecodingTarget.Target,
        HtmlTarget.Target,
        PlainTextTarget.Target,
        TextTargets.Xml,
        TextTargets.SafeHtml,
        TextTargets.SafeHtmlLinks,
        TextTargets.Ics,
        TextTargets.Vcf,
        TextTargets.Dxf,
        TextTargets.P21,
        TextTargets.Sfc,
    ];
}
