namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>The record types of [MS-PPT] 2.13.24 that are treated by name; the rest stand as numbers in <see cref="RecordList"/>.</summary>
internal static class RecordType
{
    /// <summary>No record: the stream itself.</summary>
    public const int Top = 0;

    public const int Document = 0x03E8;
    public const int DocumentAtom = 0x03E9;
    public const int Slide = 0x03EE;
    public const int Notes = 0x03F0;
    public const int SlidePersistAtom = 0x03F3;
    public const int MainMaster = 0x03F8;
    public const int SlideShowSlideAtom = 0x03F9;
    public const int VbaInfo = 0x03FF;
    public const int ExternalObjects = 0x0409;
    public const int ExternalObjectsAtom = 0x040A;
    public const int DrawingGroup = 0x040B;
    public const int Drawing = 0x040C;
    public const int Sounds = 0x07E4;
    public const int SoundsAtom = 0x07E5;
    public const int Sound = 0x07E6;
    public const int SoundData = 0x07E7;
    public const int PictureBullets = 0x07F8;
    public const int PictureBullet = 0x07F9;
    public const int ExternalObjectRef = 0x0BC1;
    public const int OutlineTextRef = 0x0F9E;
    public const int TextHeader = 0x0F9F;
    public const int TextChars = 0x0FA0;
    public const int TextBytes = 0x0FA8;
    public const int FontEmbedData = 0x0FB8;
    public const int CString = 0x0FBA;
    public const int OleObjectAtom = 0x0FC3;
    public const int Handout = 0x0FC9;
    public const int OleEmbed = 0x0FCC;
    public const int OleLink = 0x0FCE;
    public const int HyperlinkAtom = 0x0FD3;
    public const int Hyperlink = 0x0FD7;
    public const int TextInteraction = 0x0FDF;
    public const int Hyperlink9 = 0x0FE4;
    public const int OleControl = 0x0FEE;
    public const int SlideList = 0x0FF0;
    public const int Animation = 0x0FF1;
    public const int Interaction = 0x0FF2;
    public const int InteractionAtom = 0x0FF3;
    public const int UserEdit = 0x0FF5;
    public const int CurrentUser = 0x0FF6;
    public const int MediaAtom = 0x1004;
    public const int EmbeddedSound = 0x100F;
    public const int EmbeddedSoundAtom = 0x1013;
    public const int OleStorage = 0x1011;
    public const int Tags = 0x1388;
    public const int BinaryTag = 0x138A;
    public const int TagData = 0x138B;
    public const int PersistDirectory = 0x1772;
    public const int BuildList = 0x2B02;
    public const int Comment = 0x2EE0;
    public const int CommentAtom = 0x2EE1;
    public const int CommentAuthor = 0x2EE4;
    public const int CryptSession = 0x2F14;
    public const int TimeCommand = 0xF132;
    public const int TimeCommandAtom = 0xF13B;
    public const int TimeVariant = 0xF142;

    /// <summary>Stand for <see cref="TagData"/> below a tag of PowerPoint 2000 and 2002: their records are listed apart.</summary>
    public const int TagData9 = 0x10009;
    public const int TagData10 = 0x1000A;
}
