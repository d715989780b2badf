namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>The header allow-list in the order in which fields are written. A field that is not here is dropped.</summary>
internal enum FieldKind : byte
{
    Received,
    From,
    Sender,
    ReplyTo,
    To,
    Cc,
    Subject,
    Date,
    MessageId,
    InReplyTo,
    References,
    ListId,
    ListHelp,
    ListUnsubscribe,
    ListSubscribe,
    ListPost,
    ListOwner,
    ListArchive,
    Importance,
    Priority,
    XPriority,
    AutoSubmitted,

    // Read for structure, written by us alone.
    ContentType,
    ContentTransferEncoding,
    ContentDisposition,
    ContentId,
    MimeVersion,

    /// <summary>Dropped: Bcc, Return-Path, other people's signatures and verdicts (they speak about bytes that no longer exist), X-Mugai-*, everything unknown.</summary>
    Other,
}

/// <summary>Field names to kinds and back.</summary>
internal static class FieldTable
{
    private static readonly string[] Names =
    [
        "Received", "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "List-Help",
        "List-Unsubscribe", "List-Subscribe", "List-Post", "List-Owner", "List-Archive", "Importance", "Priority", "X-Priority", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "MIME-Version",
    ];

    private static readonly byte[][] LowerNames = [.. Names.Select(name => System.Text.Encoding.ASCII.GetBytes(name.ToLowerInvariant()))];

    /// <summary>The written form of a kind.</summary>
    public static string Name(FieldKind kind) => Names[(int)kind];

    /// <summary>The kind of a field name in any case.</summary>
    public static FieldKind Kind(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < LowerNames.Length; i++)
        {
            if (LowerNames[i].Length == name.Length && System.Text.Ascii.EqualsIgnoreCase(name, LowerNames[i]))
            {
                return (FieldKind)i;
            }
        }

        return FieldKind.Other;
    }
}
