namespace Mugai.Portal.People;

/// <summary>What stands between a right password and a session.</summary>
public enum SignInStep
{
    /// <summary>Nothing: the session may begin.</summary>
    Done,

    /// <summary>The code of the second factor.</summary>
    Code,

    /// <summary>A password of one's own instead of the temporary one.</summary>
    NewPassword,

    /// <summary>Enrolling a second factor, which the person's role needs.</summary>
    Enrol,
}

/// <summary>A sign-in under way: kept in a short-lived cookie of its own, which opens no page.</summary>
/// <param name="Person">Whose password fitted.</param>
/// <param name="Stamp">The account's state then; another one now ends the sign-in.</param>
/// <param name="CodeGiven">The second factor was shown.</param>
public sealed record PendingSignIn(string Person, int Stamp, bool CodeGiven);

/// <summary>A second factor that is offered and holds once a code of it was typed.</summary>
/// <param name="Secret">For typing, base32.</param>
/// <param name="Uri">For the app (otpauth).</param>
public sealed record Enrolment(string Secret, string Uri);

/// <summary>What is wrong with a password somebody chose.</summary>
public enum PasswordFault
{
    /// <summary>Shorter than the configuration wants.</summary>
    TooShort,

    /// <summary>Longer than anything that is typed.</summary>
    TooLong,

    /// <summary>Made of few different signs, or a row of the keyboard.</summary>
    TooSimple,

    /// <summary>Holds the sign-in name or the address.</summary>
    HoldsName,

    /// <summary>Among the passwords everybody tries.</summary>
    Common,

    /// <summary>The one it shall replace.</summary>
    Same,

    /// <summary>The present password was not typed right.</summary>
    WrongCurrent,

    /// <summary>The two entries differ.</summary>
    Differs,
}
