using System.Collections.Frozen;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>What an Office Open XML package is, told by the content type of its main part: the format it came in and the one it leaves in.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Clean">What it becomes: the format without macros; null when there is no sanitizer for it.</param>
/// <param name="App">Its application.</param>
/// <param name="CleanContentType">The content type of the main part in the output.</param>
internal sealed record PackageKind(FileFormat Format, FileFormat? Clean, OoxmlApp App, string CleanContentType)
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Slides = "application/vnd.openxmlformats-officedocument.presentationml.";

    private const string Visio = "application/vnd.ms-visio.";

    /// <summary>Workbook and sheets are records, not XML.</summary>
    public bool IsBinary => Format == Formats.Xlsb;

    private static readonly FrozenDictionary<string, PackageKind> ByContentType = new Dictionary<string, PackageKind>(StringComparer.OrdinalIgnoreCase)
    {
        [Word + "document.main+xml"] = new(Formats.Docx, Formats.Docx, OoxmlApp.Word, Word + "document.main+xml"),
        ["application/vnd.ms-word.document.macroEnabled.main+xml"] = new(Formats.Docm, Formats.Docx, OoxmlApp.Word, Word + "document.main+xml"),
        [Word + "template.main+xml"] = new(Formats.Dotx, Formats.Dotx, OoxmlApp.Word, Word + "template.main+xml"),
        ["application/vnd.ms-word.template.macroEnabledTemplate.main+xml"] = new(Formats.Dotm, Formats.Dotx, OoxmlApp.Word, Word + "template.main+xml"),
        [Sheets + "sheet.main+xml"] = new(Formats.Xlsx, Formats.Xlsx, OoxmlApp.Sheets, Sheets + "sheet.main+xml"),
        ["application/vnd.ms-excel.sheet.macroEnabled.main+xml"] = new(Formats.Xlsm, Formats.Xlsx, OoxmlApp.Sheets, Sheets + "sheet.main+xml"),
        [Sheets + "template.main+xml"] = new(Formats.Xltx, Formats.Xltx, OoxmlApp.Sheets, Sheets + "template.main+xml"),
        ["application/vnd.ms-excel.template.macroEnabled.main+xml"] = new(Formats.Xltm, Formats.Xltx, OoxmlApp.Sheets, Sheets + "template.main+xml"),
        ["application/vnd.ms-excel.addin.macroEnabled.main+xml"] = new(Formats.Xlam, Formats.Xlsx, OoxmlApp.Sheets, Sheets + "sheet.main+xml"),
        ["application/vnd.ms-excel.sheet.binary.macroEnabled.main"] = new(Formats.Xlsb, Formats.Xlsb, OoxmlApp.Sheets, "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        [Slides + "presentation.main+xml"] = new(Formats.Pptx, Formats.Pptx, OoxmlApp.Slides, Slides + "presentation.main+xml"),
        ["application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"] = new(Formats.Pptm, Formats.Pptx, OoxmlApp.Slides, Slides + "presentation.main+xml"),
        ["application/vnd.ms-powerpoint.addin.macroEnabled.main+xml"] = new(Formats.Ppam, Formats.Pptx, OoxmlApp.Slides, Slides + "presentation.main+xml"),
        [Slides + "slideshow.main+xml"] = new(Formats.Ppsx, Formats.Ppsx, OoxmlApp.Slides, Slides + "slideshow.main+xml"),
        ["application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml"] = new(Formats.Ppsm, Formats.Ppsx, OoxmlApp.Slides, Slides + "slideshow.main+xml"),
        [Slides + "template.main+xml"] = new(Formats.Potx, Formats.Potx, OoxmlApp.Slides, Slides + "template.main+xml"),
        ["application/vnd.ms-powerpoint.template.macroEnabled.main+xml"] = new(Formats.Potm, Formats.Potx, OoxmlApp.Slides, Slides + "template.main+xml"),
        [Visio + "drawing.main+xml"] = new(Formats.Vsdx, Formats.Vsdx, OoxmlApp.Visio, Visio + "drawing.main+xml"),
        [Visio + "drawing.macroEnabled.main+xml"] = new(Formats.Vsdm, Formats.Vsdx, OoxmlApp.Visio, Visio + "drawing.main+xml"),
        [Visio + "template.main+xml"] = new(Formats.Vstx, Formats.Vstx, OoxmlApp.Visio, Visio + "template.main+xml"),
        [Visio + "template.macroEnabled.main+xml"] = new(Formats.Vstm, Formats.Vstx, OoxmlApp.Visio, Visio + "template.main+xml"),
        [Visio + "stencil.main+xml"] = new(Formats.Vssx, Formats.Vssx, OoxmlApp.Visio, Visio + "stencil.main+xml"),
        [Visio + "stencil.macroEnabled.main+xml"] = new(Formats.Vssm, Formats.Vssx, OoxmlApp.Visio, Visio + "stencil.main+xml"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The kind that a main part's content type names; null for anything else.</summary>
    public static PackageKind? OfMainPart(string contentType) => ByContentType.GetValueOrDefault(contentType);
}
