namespace Mugai.Sanitizers.Mail.Unwrapping;

/// <summary>Formats that hold MIME entities, or what becomes some, in a part of a mail.</summary>
internal enum Wrapping : byte
{
    None,

    /// <summary>S/MIME (RFC 8551): signed, compressed or encrypted.</summary>
    Cms,

    /// <summary>Transport-neutral encapsulation ([MS-OXTNEF]), the winmail.dat of Outlook.</summary>
    Tnef,
}
