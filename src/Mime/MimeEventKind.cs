namespace Mugai.Mime;

/// <summary>What a <see cref="MimeEvent"/> says.</summary>
public enum MimeEventKind : byte
{
    /// <summary>An entity begins: the message itself (depth 0) or one part of a multipart.</summary>
    PartBegin,

    /// <summary>One header field, folding included as it came.</summary>
    HeaderField,

    /// <summary>The header section is over; <see cref="MimeEvent.Structure"/> says what follows.</summary>
    HeadersEnd,

    /// <summary>A piece of a leaf's body, still transfer-encoded. A leaf has any number of them.</summary>
    Body,

    /// <summary>The entity is over; the offset is one past its last content byte.</summary>
    PartEnd,

    /// <summary>The input is over; the last event.</summary>
    MessageEnd,

    /// <summary>Something is not as the standards want it; reading goes on.</summary>
    Defect,
}

/// <summary>What <see cref="MimeReader.Read"/> came to.</summary>
public enum MimeReadStatus : byte
{
    /// <summary>One event was produced.</summary>
    Event,

    /// <summary>All input was taken; call again with the bytes that follow, or with isFinal.</summary>
    NeedMore,

    /// <summary>Nothing follows <see cref="MimeEventKind.MessageEnd"/>.</summary>
    End,
}

/// <summary>How an entity is read.</summary>
public enum MimeStructure : byte
{
    /// <summary>Body events follow. message/rfc822 is a leaf too: its decoded content is a file of its own.</summary>
    Leaf,

    /// <summary>Children follow.</summary>
    Multipart,
}
