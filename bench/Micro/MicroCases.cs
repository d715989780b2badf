using Mugai.Micro.Html;
using Mugai.Micro.Images;
using Mugai.Micro.Mime;

namespace Mugai.Micro;

/// <summary>The only list of cases; one line per area.</summary>
internal static class MicroCases
{
    public static IEnumerable<MicroCase> All => [.. MimeCases.All, .. HtmlCases.All, .. ImageCases.All];

    public static MicroCase Find(string name) => All.First(c => c.Name == name);
}
