using Mugai.Sanitizing;

namespace Mugai.Policies;

/// <summary>
/// A kind of object inside files of a family that can act or reach outside. It is always taken out; a policy says whether the file comes without it or is refused as a whole. There is no third way:
/// nothing that acts is kept (DESIGN 2).
/// </summary>
/// <param name="Family">The family.</param>
/// <param name="Name">The kind, as keys name it.</param>
/// <param name="Codes">The findings that tell of it.</param>
/// <param name="Ja">What people call it.</param>
/// <param name="En">The same in English.</param>
public sealed record ObjectKind(FileFamily Family, string Name, IReadOnlyList<string> Codes, string Ja, string En)
{
    /// <summary>Every kind, by family; a finding is told of by one of them at most.</summary>
    public static IReadOnlyList<ObjectKind> All { get; } =
    [
        new(FileFamily.Office, "macro", ["ooxml.vba", "ooxml.macroSheet", "ooxml.definedName", "odf.macro", "odf.script"], "マクロ", "macros"),
        new(FileFamily.Office, "action", ["ooxml.action", "ooxml.script", "odf.action"], "クリックで動く操作", "actions that start something"),
        new(FileFamily.Office, "ole", ["ooxml.ole", "ooxml.embedding", "odf.ole", "odf.object", "odf.applet"], "埋め込みオブジェクト", "embedded objects"),
        new(FileFamily.Office, "activex", ["ooxml.activex"], "ActiveX", "ActiveX controls"),
        new(FileFamily.Office, "dde", ["ooxml.dde", "odf.dde"], "DDE", "DDE"),
        new(FileFamily.Office, "externalLink",
            ["ooxml.externalRelationship", "ooxml.externalLink", "ooxml.connection", "ooxml.attachedTemplate", "ooxml.altChunk", "ooxml.subDocument", "ooxml.frame", "ooxml.mailMerge", "odf.externalReference", "odf.frame", "odf.database"],
            "外部への参照", "references to the outside"),
        new(FileFamily.Office, "dangerousLink", ["ooxml.hyperlink", "odf.hyperlink"], "特殊な種類のリンク", "links of a special kind"),
        new(FileFamily.LegacyOffice, "macro", ["legacy.vba", "xls.macroSheet", "xls.macroName", "xls.shapeMacro", "doc.formMacro", "doc.toolbar", "rtf.formMacro"], "マクロ", "macros"),
        new(FileFamily.LegacyOffice, "action", ["ppt.action"], "クリックで動く操作", "actions that start something"),
        new(FileFamily.LegacyOffice, "ole", ["legacy.ole", "rtf.object"], "埋め込みオブジェクト・ActiveX", "embedded objects or ActiveX controls"),
        new(FileFamily.LegacyOffice, "dde", ["doc.dde", "rtf.dde"], "DDE", "DDE"),
        new(FileFamily.LegacyOffice, "externalLink", ["xls.externalLink", "xls.connection", "doc.template", "doc.mailMerge", "rtf.template", "rtf.fileLink", "rtf.mailMerge"], "外部への参照", "references to the outside"),
        new(FileFamily.LegacyOffice, "dangerousLink", ["legacy.hyperlink", "rtf.hyperlink"], "特殊な種類のリンク", "links of a special kind"),
        new(FileFamily.Pdf, "javascript", ["pdf.javascript"], "スクリプト", "scripts"),
        new(FileFamily.Pdf, "action", ["pdf.launch", "pdf.submit", "pdf.import", "pdf.remote", "pdf.openaction", "pdf.action", "pdf.actions", "pdf.layerevent"], "動作", "actions"),
        new(FileFamily.Pdf, "embeddedFile", ["pdf.embeddedfile", "pdf.portfolio"], "中のファイル", "files inside"),
        new(FileFamily.Pdf, "media", ["pdf.media"], "動画・音声・3D", "film, sound or 3D"),
        new(FileFamily.Pdf, "xfa", ["pdf.xfa"], "XFA フォーム", "an XFA form"),
        new(FileFamily.Pdf, "dangerousLink", ["pdf.link"], "特殊な種類のリンク", "links of a special kind"),
        new(FileFamily.Html, "script", ["html.script", "html.eventHandler", "html.activeContent"], "スクリプト", "scripts"),
        new(FileFamily.Html, "form", ["html.form"], "入力フォーム", "input forms"),
        new(FileFamily.Image, "script", ["svg.script", "svg.eventHandler"], "スクリプト", "scripts"),
        new(FileFamily.Image, "externalLink", ["svg.externalReference", "svg.styleSheet"], "外部への参照", "references to the outside"),
    ];

    /// <summary>Comments: they do not act, so that they can also be kept.</summary>
    public static ObjectKind Comments { get; } = new(FileFamily.Office, "comment", ["ooxml.comment", "odf.comment"], "コメント", "comments");

    /// <summary>The kinds for which a report's part was refused, under the findings that its policy refuses files for.</summary>
    public static IReadOnlyList<ObjectKind> RefusedFor(PartReport part, IReadOnlyList<string> refusing) =>
        [.. All.Append(Comments).Where(kind => part.Findings.Any(finding => MailRules.Names(refusing, finding.Code) && kind.Codes.Contains(finding.Code))).DistinctBy(kind => kind.En)];
}
