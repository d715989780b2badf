namespace Mugai.Mime;

/// <summary>How much structure one message may have. Past a limit the reader reports a defect once and stops making events of the kind.</summary>
public sealed record MimeLimits
{
    /// <summary>The limits a gateway uses.</summary>
    public static MimeLimits Default { get; } = new();

    /// <summary>Bytes of one entity's header section. 256 KiB: a hundred times what long Received and DKIM chains need.</summary>
    public int MaxHeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Fields of one entity.</summary>
    public int MaxHeaderFields { get; init; } = 1000;

    /// <summary>Bytes of one physical header line. RFC 5322 2.1.1 says 998; unfolded recipient lists in the wild are longer.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Entities of one message, the message included.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>How deep an entity may lie; a multipart at this depth is read as a leaf.</summary>
    public int MaxDepth { get; init; } = 100;
}
