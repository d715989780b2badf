using Mugai.Fuzz.Archives;
using Mugai.Fuzz.Html;
using Mugai.Fuzz.LegacyOffice;
using Mugai.Fuzz.Media;
using Mugai.Fuzz.Images;
using Mugai.Fuzz.Mail;
using Mugai.Fuzz.Mime;
using Mugai.Fuzz.Ooxml;
using Mugai.Fuzz.OpenDocument;
using Mugai.Fuzz.Pdf;
using Mugai.Fuzz.Rtf;
using Mugai.Fuzz.Scanning;
using Mugai.Fuzz.Texts;
using Mugai.Fuzz.Drawings;

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
        .. MediaTargets.All,
        ZipArchiveTarget.Directory,
        ZipArchiveTarget.Whole,
        UnpackedTarget.Target,
        PasswordWordsTarget.Target,
        PictureTargets.Bmp,
        PictureTargets.Ico,
        PictureTargets.Svg,
        PictureTargets.Emf,
        PictureTargets.Wmf,
        TextTargets.Dxf,
        TextTargets.P21,
        TextTargets.Sfc,
        TextTargets.Mht,
        HangulTargets.Hwp,
        HangulTargets.Hwpx,
        IchitaroTarget.Target,
        ImageHeadersTarget.Target,
        MailTextTarget.Links,
        MailTextTarget.LinksShown,
        MailTextTarget.Page,
        .. MailTargets.All,
        PixelTargets.Jbig2,
        PixelTargets.Ccitt,
        PartTargets.Content,
        PartTargets.Fonts,
        PartTargets.Text,
        CompoundFileTarget.Target,
        OfficeTargets.Package,
        OfficeTargets.Part,
        OfficeTargets.Records,
        OfficeTargets.Lists,
        XmlReaderTarget.Target,
        OdfTargets.Package,
        OdfTargets.Part,
        PdfTargets.Lexer,
        PdfTargets.Document,
        PdfTargets.Deep,
        WorkbookTarget.Target,
        WordTarget.Target,
        PowerPointTarget.Target,
        RtfTarget.Target,
        ScannerTargets.Clamd,
        ScannerTargets.Icap,
        DetectionTarget.Target,
    ];
}
