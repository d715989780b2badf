namespace Mugai.Sanitizers.Sanitizing;

/// <summary>What the host asks for. Values are wire values and never reused.</summary>
public enum JobKind : byte
{
    /// <summary>A message from SMTP: message/rfc822 by definition, read once as it streams in; always answered with a mail.</summary>
    Mail = 1,

    /// <summary>A file of a format that detection finds out.</summary>
    File = 2,
}
