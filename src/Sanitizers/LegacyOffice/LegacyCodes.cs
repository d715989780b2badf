namespace Mugai.Sanitizers.LegacyOffice;

/// <summary>The finding codes of this room. Stable words; their meaning stands in docs/formats/legacy-office.md.</summary>
internal static class LegacyCodes
{
    public const string Container = "cfb.broken";
    public const string UnlistedStream = "cfb.unlistedStream";
    public const string Vba = "legacy.vba";
    public const string Ole = "legacy.ole";
    public const string Metadata = "legacy.metadata";
    public const string Encryption = "legacy.encryption";
    public const string Image = "legacy.image";
    public const string Drawing = "legacy.drawing";
    public const string Hyperlink = "legacy.hyperlink";
    public const string Malformed = "legacy.malformed";
    public const string TextOnly = "legacy.textOnly";
    public const string MacroSheet = "xls.macroSheet";
    public const string MacroName = "xls.macroName";
    public const string Formula = "xls.formula";
    public const string ExternalLink = "xls.externalLink";
    public const string Connection = "xls.connection";
    public const string ShapeMacro = "xls.shapeMacro";
    public const string Pivot = "xls.pivot";
    public const string Record = "xls.record";
    public const string Field = "doc.field";
    public const string Dde = "doc.dde";
    public const string Template = "doc.template";
    public const string Toolbar = "doc.toolbar";
    public const string FormMacro = "doc.formMacro";
    public const string MailMerge = "doc.mailMerge";
    public const string Action = "ppt.action";
    public const string Media = "ppt.media";
    public const string SlideRecord = "ppt.record";
}
