namespace Mugai.Sanitizing;

/// <summary>The families a policy names. A format belongs to one family. Values are wire values and never reused.</summary>
public enum FileFamily : byte
{
    /// <summary>Nothing known fits.</summary>
    Unknown = 0,

    /// <summary>Internet messages and what carries them.</summary>
    Mail = 1,

    /// <summary>Plain text, CSV and other line formats.</summary>
    Text = 2,

    /// <summary>HTML documents.</summary>
    Html = 3,

    /// <summary>Office Open XML and OpenDocument.</summary>
    Office = 4,

    /// <summary>PDF.</summary>
    Pdf = 5,

    /// <summary>Raster and vector pictures.</summary>
    Image = 6,

    /// <summary>Archives and compressed files.</summary>
    Archive = 7,

    /// <summary>Office formats of before 2007, RTF, 一太郎.</summary>
    LegacyOffice = 8,

    /// <summary>Sound and film.</summary>
    Media = 9,

    /// <summary>Drawings of engineers.</summary>
    Cad = 10,

    /// <summary>Programs, scripts, shortcuts, disk images: never allowed.</summary>
    Executable = 11,

    /// <summary>Appointments and address cards (iCalendar, vCard).</summary>
    Calendar = 12,
}
