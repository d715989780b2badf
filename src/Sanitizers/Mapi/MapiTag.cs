using System.Collections.Frozen;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// Property identifiers ([MS-OXPROPS]) that are read. Every other one is passed over, named properties (0x8000 and up) first of all: forms, scripts and
/// custom actions live there.
/// </summary>
internal static class MapiTag
{
    public const ushort Importance = 0x0017;
    public const ushort Subject = 0x0037;
    public const ushort ClientSubmitTime = 0x0039;
    public const ushort SentRepresentingName = 0x0042;
    public const ushort SentRepresentingEmail = 0x0065;
    public const ushort TransportHeaders = 0x007D;
    public const ushort RecipientType = 0x0C15;
    public const ushort SenderName = 0x0C1A;
    public const ushort SenderEmail = 0x0C1F;
    public const ushort DeliveryTime = 0x0E06;
    public const ushort Body = 0x1000;
    public const ushort RtfCompressed = 0x1009;
    public const ushort Html = 0x1013;
    public const ushort InternetMessageId = 0x1035;
    public const ushort InternetReferences = 0x1039;
    public const ushort InReplyTo = 0x1042;
    public const ushort DisplayName = 0x3001;
    public const ushort EmailAddress = 0x3003;
    public const ushort AttachData = 0x3701;
    public const ushort AttachFilename = 0x3704;
    public const ushort AttachMethod = 0x3705;
    public const ushort AttachLongFilename = 0x3707;
    public const ushort AttachMimeTag = 0x370E;
    public const ushort AttachContentId = 0x3712;
    public const ushort SmtpAddress = 0x39FE;
    public const ushort InternetCodePage = 0x3FDE;
    public const ushort MessageCodePage = 0x3FFD;
    public const ushort SenderSmtp = 0x5D01;
    public const ushort SentRepresentingSmtp = 0x5D02;

    private static readonly FrozenSet<ushort> Wanted = new ushort[]
    {
        Importance, Subject, ClientSubmitTime, SentRepresentingName, SentRepresentingEmail, TransportHeaders, RecipientType, SenderName, SenderEmail,
        DeliveryTime, Body, RtfCompressed, Html, InternetMessageId, InternetReferences, InReplyTo, DisplayName, EmailAddress, AttachData, AttachFilename,
        AttachMethod, AttachLongFilename, AttachMimeTag, AttachContentId, SmtpAddress, InternetCodePage, MessageCodePage, SenderSmtp, SentRepresentingSmtp,
    }.ToFrozenSet();

    public static bool IsWanted(ushort id) => Wanted.Contains(id);
}
