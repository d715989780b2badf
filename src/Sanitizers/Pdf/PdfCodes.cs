namespace Mugai.Sanitizers.Pdf;

/// <summary>Finding codes (docs/formats/pdf.md).</summary>
internal static class PdfCodes
{
    public const string JavaScript = "pdf.javascript";
    public const string OpenAction = "pdf.openaction";
    public const string AdditionalActions = "pdf.actions";
    public const string Launch = "pdf.launch";
    public const string RemoteGoTo = "pdf.remote";
    public const string SubmitForm = "pdf.submit";
    public const string ImportData = "pdf.import";
    public const string ResetForm = "pdf.reset";
    public const string Media = "pdf.media";
    public const string OtherAction = "pdf.action";
    public const string Link = "pdf.link";
    public const string EmbeddedFile = "pdf.embeddedfile";
    public const string Portfolio = "pdf.portfolio";
    public const string Xfa = "pdf.xfa";
    public const string WebCapture = "pdf.webcapture";
    public const string ExternalStream = "pdf.external";
    public const string Alternate = "pdf.alternate";
    public const string Private = "pdf.private";
    public const string Metadata = "pdf.metadata";
    public const string LayerEvent = "pdf.layerevent";
    public const string Signature = "pdf.signature";
    public const string PostScript = "pdf.postscript";
    public const string Encrypted = "pdf.encrypted";
    public const string Decrypted = "pdf.decrypted";
    public const string Repaired = "pdf.repaired";
    public const string Broken = "pdf.broken";
    public const string Unknown = "pdf.unknown";
    public const string AnnotationKind = "pdf.annotation";
    public const string Filter = "pdf.filter";
    public const string Image = "pdf.image";
    public const string JpegExtras = "pdf.jpegextras";
    public const string Content = "pdf.content";
    public const string Font = "pdf.font";
    public const string Profile = "pdf.profile";

    /// <summary>The code of an action that is left out, by its S.</summary>
    public static string Action(ReadOnlySpan<byte> kind) => kind switch
    {
        _ when kind.SequenceEqual("JavaScript"u8) => JavaScript,
        _ when kind.SequenceEqual("Launch"u8) => Launch,
        _ when kind.SequenceEqual("GoToR"u8) || kind.SequenceEqual("GoToE"u8) || kind.SequenceEqual("Thread"u8) => RemoteGoTo,
        _ when kind.SequenceEqual("SubmitForm"u8) => SubmitForm,
        _ when kind.SequenceEqual("ImportData"u8) => ImportData,
        _ when kind.SequenceEqual("ResetForm"u8) => ResetForm,
        _ when kind.SequenceEqual("Rendition"u8) || kind.SequenceEqual("Movie"u8) || kind.SequenceEqual("Sound"u8) || kind.SequenceEqual("GoTo3DView"u8)
            || kind.SequenceEqual("RichMediaExecute"u8) => Media,
        _ => OtherAction,
    };

    /// <summary>The code of an annotation that is left out, by its Subtype.</summary>
    public static string Annotation(string subtype) => subtype switch
    {
        "Movie" or "Sound" or "Screen" or "3D" or "RichMedia" => Media,
        _ => AnnotationKind,
    };

    /// <summary>The code of a key that is not kept; null for one that is of no interest to anybody.</summary>
    public static string? Key(string key) => key switch
    {
        "JS" or "JavaScript" => JavaScript,
        "AA" or "PA" or "NA" => AdditionalActions,
        "XFA" => Xfa,
        "EmbeddedFiles" or "EF" or "RF" or "AF" => EmbeddedFile,
        "Collection" or "Navigator" => Portfolio,
        "SpiderInfo" or "IDS" or "URLS" => WebCapture,
        "AlternatePresentations" or "Alternates" or "Renditions" or "OPI" or "Ref" or "PresSteps" => Alternate,
        "PieceInfo" or "Thumb" or "DSS" or "DPartRoot" => Private,
        "Metadata" => Metadata,
        "AS" or "Event" => LayerEvent,
        "Perms" or "Legal" or "Lock" or "SV" or "Requirements" => Signature,
        "F" or "FFilter" or "FDecodeParms" => ExternalStream,
        "RC" or "RV" => Unknown,
        _ => null,
    };
}
