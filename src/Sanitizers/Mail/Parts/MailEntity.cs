using Mugai.Mime;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>What is done with a leaf.</summary>
internal enum LeafRole : byte
{
    /// <summary>Multiparts, and leaves before their header ended.</summary>
    None,

    /// <summary>Its text becomes part of the body.</summary>
    Text,

    /// <summary>Its HTML becomes text of the body, or is dropped in favor of plain text.</summary>
    Html,

    /// <summary>A file of its own.</summary>
    Attachment,

    /// <summary>Holds entities in another format; they are read in its place.</summary>
    Wrapped,

    /// <summary>Refused by what it is labelled as.</summary>
    Refused,

    /// <summary>Dropped with a finding: signatures, control parts.</summary>
    Dropped,
}

/// <summary>One MIME entity while it is read.</summary>
internal sealed class MailEntity(MailEntity? parent)
{
    public MailEntity? Parent { get; } = parent;

    public ContentType? Type { get; set; }

    public ContentDisposition? Disposition { get; set; }

    /// <summary>Without its angle brackets; empty when it is no plain text.</summary>
    public string? ContentId { get; set; }

    public bool HasContentId => ContentId is not null;

    public TransferEncoding Encoding { get; set; }

    public bool IsMultipart { get; set; }

    public LeafRole Role { get; set; }

    /// <summary>type/subtype, with the default that the enclosing multipart gives (RFC 2046 5.1.5).</summary>
    public string MediaType => Type?.MediaType ?? (Parent is { IsMultipart: true, Type.Subtype: "digest" } ? "message/rfc822" : "text/plain");

    /// <summary>The name it came under; empty when it had none.</summary>
    public string Name => Disposition?.FileName is { Length: > 0 } fileName ? fileName : Type?.Name ?? "";

    public bool IsIn(string multipart)
    {
        for (var entity = Parent; entity is not null; entity = entity.Parent)
        {
            if (entity.MediaType == multipart)
            {
                return true;
            }
        }

        return false;
    }
}
