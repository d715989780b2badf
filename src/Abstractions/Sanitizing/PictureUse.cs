namespace Mugai.Sanitizing;

/// <summary>What a caller needs of a picture that it hands over as a member. May be combined.</summary>
[Flags]
public enum PictureUse : byte
{
    /// <summary>A file of its own: turned the way its EXIF orientation says, in another format where its own cannot be written.</summary>
    None = 0,

    /// <summary>
    /// Office documents and PDF show pixels in the order in which they are stored and keep the turn in the document. The orientation is dropped and not applied:
    /// width and height stay.
    /// </summary>
    AsStored = 1,

    /// <summary>The place it stands in takes no other format: what would become one is Blocked as <see cref="Reason.Unsupported"/>.</summary>
    SameFormat = 2,
}
