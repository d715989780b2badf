namespace Mugai.Quarantine;

/// <summary>How a person gets what was kept back. Values are stored and never reused.</summary>
public enum ReleaseWay : byte
{
    /// <summary>The mail is sanitized again by today's policy and sent again: nothing that was not rebuilt leaves, so nobody decides about it.</summary>
    CleanCopy = 1,

    /// <summary>The original goes to the person's mailbox on the Internet side.</summary>
    InternetMailbox = 2,

    /// <summary>The original can be downloaded once, on a listener of zone internet alone.</summary>
    Download = 3,

    /// <summary>The original is delivered inward byte for byte (ウ'): every scanner found it clean and two approvers looked at it and agreed.</summary>
    Confirmed = 4,

    /// <summary>Files of a family that the policy confirms are delivered inward byte for byte, in a mail of Mugai's own: under the conditions of <see cref="Confirmed"/>. The rest of the mail stays where it is.</summary>
    ConfirmedParts = 5,
}
