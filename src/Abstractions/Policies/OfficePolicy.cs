namespace Mugai.Policies;

/// <summary>What happens to Office files (packages of Microsoft Office and OpenDocument) beyond what every policy does. The defaults keep what people work with.</summary>
public sealed record OfficePolicy
{
    /// <summary>Take out who wrote, reviewed and commented, and what ties versions together. False: kept, because reviews are read by name.</summary>
    public bool RemoveMetadata { get; init; }

    /// <summary>Take out comments and what marks their place.</summary>
    public bool RemoveComments { get; init; }

    /// <summary>Accept the tracked changes of texts: what was inserted stays as plain text, what was deleted is gone. False: both stay as changes.</summary>
    public bool AcceptRevisions { get; init; }

    /// <summary>Files inside Word, Excel and PowerPoint files are rebuilt like attachments and stay in their place. False, and for those that do not come out clean: their picture is what stays.</summary>
    public bool RebuildEmbedded { get; init; }

    /// <summary>Sound and film on slides are rebuilt and still play. False, and for those that do not come out clean: a film's first picture is what stays.</summary>
    public bool RebuildMedia { get; init; }
}
