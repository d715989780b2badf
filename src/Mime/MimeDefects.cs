namespace Mugai.Mime;

/// <summary>What a defect means.</summary>
public static class MimeDefects
{
    /// <summary>True when two parsers could read the same bytes differently there. Only our reading is written.</summary>
    public static bool IsAmbiguous(this MimeDefect defect) => defect switch
    {
        MimeDefect.None or MimeDefect.MboxFromLine or MimeDefect.NoParts or MimeDefect.HiddenPreamble or MimeDefect.HiddenEpilogue
            or MimeDefect.UnknownCharset or MimeDefect.UndecodableText => false,
        _ => !defect.IsLimit(),
    };

    /// <summary>True when input was dropped because it is beyond <see cref="MimeLimits"/>.</summary>
    public static bool IsLimit(this MimeDefect defect) => defect is >= MimeDefect.HeaderTooLong and <= MimeDefect.TooDeep;
}
