using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Mail.Unwrapping;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>Decides what is done with a leaf by its label and place. The label only decides between body, attachment and refusal, never a file's format.</summary>
internal static class LeafRoles
{
    public static LeafRole Of(MailEntity leaf) => leaf.MediaType switch
    {
        "application/pgp-signature" or "application/pkcs7-signature" or "application/x-pkcs7-signature" => LeafRole.Dropped,
        "application/pgp-encrypted" => LeafRole.Dropped,
        "text/x-amp-html" => LeafRole.Dropped,

        // The resource fork of an Apple file; its data is the part beside it (RFC 1740).
        "application/applefile" when leaf.Parent is { MediaType: "multipart/appledouble" } => LeafRole.Dropped,
        "application/applefile" or "application/mac-binhex40" => LeafRole.Refused,
        "message/partial" or "message/external-body" => LeafRole.Refused,
        _ when LeafUnwrapper.Of(leaf) != Wrapping.None && leaf.Parent is not { MediaType: "multipart/encrypted" } => LeafRole.Wrapped,
        "message/delivery-status" or "message/disposition-notification" or "message/feedback-report" or "text/rfc822-headers"
            or "message/global-delivery-status" or "message/global-disposition-notification" => LeafRole.Text,
        "text/plain" or "text/enriched" or "text/richtext" when IsBody(leaf) => LeafRole.Text,
        "text/html" when IsBody(leaf) => LeafRole.Html,
        _ when leaf.Parent is { MediaType: "multipart/encrypted" } => LeafRole.Refused,

        // A multipart without a usable boundary is read as one leaf; its text stays readable, its parts do not come to life.
        _ when leaf.Type?.Type == "multipart" => LeafRole.Text,
        _ => LeafRole.Attachment,
    };

    /// <summary>What a refused leaf is called, what becomes of it, and the finding that says so.</summary>
    public static (FileFormat Format, PartVerdict Verdict, string? Code) Refusal(MailEntity leaf) => leaf.MediaType switch
    {
        // Pieces of one message that only the recipient's client would put together, behind our back (RFC 2046 5.2.2).
        "message/partial" => (Formats.Eml, PartVerdict.Blocked(Reason.Unsupported), "mail.partial"),

        // Archives of the old Mac OS that nobody opens any more, and that hide a file's content from everything but a decoder (RFC 1740, 1741).
        "application/applefile" or "application/mac-binhex40" => (FileFormat.Unknown, PartVerdict.Blocked(Reason.Unsupported), "mail.macFile"),

        // Content that the client would fetch from elsewhere (RFC 2046 5.2.3).
        "message/external-body" => (FileFormat.Unknown, PartVerdict.Blocked(Reason.Unsupported), "mail.externalBody"),
        _ => (Formats.Pkcs7, PartVerdict.Held(Reason.Encrypted), "mail.encrypted"),
    };

    /// <summary>The finding for a dropped leaf; null when it says nothing of its own.</summary>
    public static string? DropCode(MailEntity leaf) => leaf.MediaType switch
    {
        "application/pgp-encrypted" => null,
        "text/x-amp-html" => "mail.html",
        "application/applefile" => "mail.macFile",
        _ => "mail.signature",
    };

    // A nameless text that is not marked as an attachment is shown in the body by every client.
    private static bool IsBody(MailEntity leaf) =>
        leaf.Disposition is not { Kind: "attachment" } && leaf.Name.Length == 0 && leaf.Parent is not { MediaType: "multipart/encrypted" };
}
