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

    /// <summary>Office files inside Word and PowerPoint files are rebuilt and stay in their place. False: their picture is what stays.</summary>
    public bool RebuildEmbedded { get; init; }
}
