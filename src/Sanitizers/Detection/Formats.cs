using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>Every format that detection can name. A format without a sanitizer in the catalog is Blocked under its proper name.</summary>
public static class Formats
{
    public static readonly FileFormat Eml = new("eml", "message/rfc822", ".eml", FileFamily.Mail);
    public static readonly FileFormat Txt = new("txt", "text/plain", ".txt", FileFamily.Text);
    public static readonly FileFormat Csv = new("csv", "text/csv", ".csv", FileFamily.Text);
    public static readonly FileFormat Tsv = new("tsv", "text/tab-separated-values", ".tsv", FileFamily.Text);
    public static readonly FileFormat Html = new("html", "text/html", ".html", FileFamily.Html);

    public static readonly FileFormat Docx = new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", FileFamily.Office);
    public static readonly FileFormat Docm = new("docm", "application/vnd.ms-word.document.macroEnabled.12", ".docm", FileFamily.Office);
    public static readonly FileFormat Dotx = new("dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template", ".dotx", FileFamily.Office);
    public static readonly FileFormat Dotm = new("dotm", "application/vnd.ms-word.template.macroEnabled.12", ".dotm", FileFamily.Office);
    public static readonly FileFormat Xlsx = new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", FileFamily.Office);
    public static readonly FileFormat Xlsm = new("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", ".xlsm", FileFamily.Office);
    public static readonly FileFormat Xltx = new("xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template", ".xltx", FileFamily.Office);
    public static readonly FileFormat Xltm = new("xltm", "application/vnd.ms-excel.template.macroEnabled.12", ".xltm", FileFamily.Office);
    public static readonly FileFormat Xlam = new("xlam", "application/vnd.ms-excel.addin.macroEnabled.12", ".xlam", FileFamily.Office);
    public static readonly FileFormat Xlsb = new("xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12", ".xlsb", FileFamily.Office);
    public static readonly FileFormat Pptx = new("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx", FileFamily.Office);
    public static readonly FileFormat Pptm = new("pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled.12", ".pptm", FileFamily.Office);
    public static readonly FileFormat Ppsx = new("ppsx", "application/vnd.openxmlformats-officedocument.presentationml.slideshow", ".ppsx", FileFamily.Office);
    public static readonly FileFormat Ppsm = new("ppsm", "application/vnd.ms-powerpoint.slideshow.macroEnabled.12", ".ppsm", FileFamily.Office);
    public static readonly FileFormat Potx = new("potx", "application/vnd.openxmlformats-officedocument.presentationml.template", ".potx", FileFamily.Office);
    public static readonly FileFormat Potm = new("potm", "application/vnd.ms-powerpoint.template.macroEnabled.12", ".potm", FileFamily.Office);
}
