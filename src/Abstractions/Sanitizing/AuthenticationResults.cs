namespace Mugai.Sanitizing;

/// <summary>The three checks of a sender, as the upstream that is believed wrote them into Authentication-Results. All <see cref="AuthenticationResult.Unknown"/>: none is known.</summary>
/// <param name="Spf">RFC 7208, of the sender of the envelope.</param>
/// <param name="Dkim">RFC 6376; with several signatures, one that is right is enough.</param>
/// <param name="Dmarc">RFC 7489: the one of the three that is about the author whom people see.</param>
public readonly record struct AuthenticationResults(AuthenticationResult Spf, AuthenticationResult Dkim, AuthenticationResult Dmarc);
