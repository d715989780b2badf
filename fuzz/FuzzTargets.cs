using Mugai.Fuzz.Html;
using Mugai.Fuzz.Images;
using Mugai.Fuzz.Mime;

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
        ImageHeadersTarget.Target,
    ];
}
