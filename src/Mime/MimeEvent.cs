namespace Mugai.Mime;

/// <summary>
/// One event of a <see cref="MimeReader"/>. Spans point into the caller's input or the reader's own buffer and are valid until the
/// next call of <see cref="MimeReader.Read"/>.
/// </summary>
public readonly ref struct MimeEvent
{
    internal MimeEvent(MimeEventKind kind, long offset, int depth)
    {
        Kind = kind;
        Offset = offset;
        Depth = depth;
    }

    internal MimeEvent(MimeEventKind kind, long offset, int depth, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        : this(kind, offset, depth)
    {
        Name = name;
        Value = value;
    }

    internal MimeEvent(MimeDefect defect, long offset, int depth)
        : this(MimeEventKind.Defect, offset, depth) => Defect = defect;

    internal MimeEvent(MimeStructure structure, TransferEncoding encoding, long offset, int depth)
        : this(MimeEventKind.HeadersEnd, offset, depth)
    {
        Structure = structure;
        Encoding = encoding;
    }

    /// <summary>What happened.</summary>
    public MimeEventKind Kind { get; }

    /// <summary>At a <see cref="MimeEventKind.Defect"/>: which.</summary>
    public MimeDefect Defect { get; }

    /// <summary>At <see cref="MimeEventKind.HeadersEnd"/>: how the reader goes on.</summary>
    public MimeStructure Structure { get; }

    /// <summary>At <see cref="MimeEventKind.HeadersEnd"/>: the transfer encoding of the body that follows, by our reading.</summary>
    public TransferEncoding Encoding { get; }

    /// <summary>0 is the message, 1 its parts, and so on.</summary>
    public int Depth { get; }

    /// <summary>Absolute offset of the first byte that the event speaks of.</summary>
    public long Offset { get; }

    /// <summary>HeaderField: the field name as it came.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>
    /// HeaderField: the raw value with leading white space and folds as they came, without the final line end. Body: the bytes.
    /// </summary>
    public ReadOnlySpan<byte> Value { get; }
}
