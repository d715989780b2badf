using Mugai.Micro.Archives;
using Mugai.Micro.Html;
using Mugai.Micro.Images;
using Mugai.Micro.LegacyOffice;
using Mugai.Micro.Mail;
using Mugai.Micro.Mime;
using Mugai.Micro.Ooxml;

namespace Mugai.Micro;

/// <summary>The only list of cases; one line per area.</summary>
internal static class MicroCases
{
    public static IEnumerable<MicroCase> All => [.. MimeCases.All, .. MailCases.All, .. HtmlCases.All, .. ImageCases.All, .. OfficeCases.All, .. LegacyCases.All, .. ArchiveCases.All];

    public static MicroCase Find(string name) => All.First(c => c.Name == name);
}
