namespace Mugai.Gateway.Policies;

/// <summary>Which way a mail goes, by its envelope. All of it is for us: nobody else is relayed for.</summary>
public enum MailDirection
{
    /// <summary>From elsewhere; notifications too, which name no sender.</summary>
    Inbound,

    /// <summary>From a domain of the recipient's own tenant, as the sender claims: from the Internet that is as a rule forged, or went out and came back.</summary>
    Internal,
}
