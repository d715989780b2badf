namespace Mugai.Sanitizing;

/// <summary>What an upstream found when it checked a sender (RFC 8601 2.7). Values are wire values and never reused.</summary>
public enum AuthenticationResult : byte
{
    /// <summary>Nobody who is believed said anything, said it in an unknown word, or said two things.</summary>
    Unknown = 0,

    /// <summary>There was nothing to check: no signature, no record.</summary>
    None = 1,

    /// <summary>It is right.</summary>
    Pass = 2,

    /// <summary>It is wrong.</summary>
    Fail = 3,

    /// <summary>SPF: probably wrong.</summary>
    SoftFail = 4,

    /// <summary>Neither.</summary>
    Neutral = 5,

    /// <summary>It could not be checked this time.</summary>
    TempError = 6,

    /// <summary>It cannot be checked.</summary>
    PermError = 7,

    /// <summary>It is right, and a policy of the checker did not accept it.</summary>
    Policy = 8,
}
