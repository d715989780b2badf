using Mugai.People;

namespace Mugai.Portal.People;

/// <summary>Accounts as the sign-in pages and "my account" need them. Every act is on record when the call returns.</summary>
public interface IAccounts
{
    /// <summary>No account exists yet: /setup is open to whoever holds the one-time code.</summary>
    bool NeedsSetUp { get; }

    /// <summary>The shortest password that is taken.</summary>
    int PasswordMinLength { get; }

    /// <summary>Makes the first administrator. Null: the code is wrong, the password is not taken, or an account exists already.</summary>
    ValueTask<SetUpResult> SetUpAsync(string code, string signInName, string name, string address, string password, string client, CancellationToken token);

    /// <summary>Checks a password. Null for whatever reason: who asks learns nothing about which accounts exist.</summary>
    ValueTask<PendingSignIn?> CheckPasswordAsync(string signInName, string password, string client, CancellationToken token);

    /// <summary>Takes somebody the provider vouches for: finds the account by issuer and subject, makes or follows it, and says what comes next or why nothing does.</summary>
    ValueTask<ProviderAnswer> SignInByProviderAsync(ProviderIdentity identity, string client, CancellationToken token);

    /// <summary>Puts on record that a sign-in by the provider did not get so far.</summary>
    ValueTask FailByProviderAsync(ProviderRefusal why, Exception? failure, string client, CancellationToken token);

    /// <summary>What comes next; null when the sign-in is no longer good and must begin anew.</summary>
    SignInStep? NextStep(PendingSignIn pending);

    /// <summary>Checks a code of the second factor, or a recovery code; null when it is wrong.</summary>
    ValueTask<PendingSignIn?> CheckCodeAsync(PendingSignIn pending, string code, string client, CancellationToken token);

    /// <summary>Replaces the temporary password during a sign-in.</summary>
    ValueTask<(PendingSignIn? Pending, IReadOnlyList<PasswordFault> Faults)> ReplacePasswordAsync(PendingSignIn pending, string password, string client, CancellationToken token);

    /// <summary>Changes the password of somebody who is signed in; every other session of theirs ends.</summary>
    ValueTask<IReadOnlyList<PasswordFault>> ChangePasswordAsync(string person, string current, string password, string session, string client, CancellationToken token);

    /// <summary>Whether the person's password is kept here and can be changed here.</summary>
    bool OwnsPassword(string person);

    /// <summary>Whether a password of the person's can be checked from here; not when a provider signs them in.</summary>
    bool ChecksPassword(string person);

    /// <summary>Asks somebody who is signed in for the password again, before something that a stranger at their screen must not do.</summary>
    ValueTask<bool> ConfirmPasswordAsync(string person, string password, string client, CancellationToken token);

    /// <summary>Whether a second factor is offered to the person at present.</summary>
    bool HasOffer(string person);

    /// <summary>Offers a second factor. The same one is offered until it is confirmed or ten minutes pass.</summary>
    Enrolment BeginEnrolment(string person);

    /// <summary>Makes the offered second factor the person's own, if the code fits; returns the recovery codes, shown this once. Null: the code does not fit.</summary>
    ValueTask<IReadOnlyList<string>?> ConfirmEnrolmentAsync(string person, string code, string client, CancellationToken token);

    /// <summary>Makes new recovery codes; the old ones stop working.</summary>
    ValueTask<IReadOnlyList<string>> RenewRecoveryCodesAsync(string person, string client, CancellationToken token);

    /// <summary>Whether the person has a second factor, and how many recovery codes are left.</summary>
    (bool Enrolled, int RecoveryCodes) SecondFactorOf(string person);

    /// <summary>Chooses the language of pages; null: the browser's.</summary>
    ValueTask SetLanguageAsync(string person, string? language, CancellationToken token);

    /// <summary>Begins a session for a sign-in that is done; a new id each time, never one that came from outside. Null when it is not done.</summary>
    ValueTask<string?> BeginSessionAsync(PendingSignIn pending, string client, CancellationToken token);

    /// <summary>Whose session this is, if it is still good; using it puts the idle time-out off.</summary>
    Person? UseSession(string session);

    /// <summary>Ends a session.</summary>
    ValueTask EndSessionAsync(string session, string client, CancellationToken token);
}

/// <summary>How setting up went: a sign-in under way, or what was wrong.</summary>
/// <param name="Pending">Set when the account was made.</param>
/// <param name="Why">Set when the code was not taken, or an account exists already.</param>
/// <param name="Faults">What is wrong with the password.</param>
/// <param name="Field">Another field that is wrong.</param>
public sealed record SetUpResult(PendingSignIn? Pending, SetUpRefusal? Why, IReadOnlyList<PasswordFault> Faults, FieldFault? Field = null);

/// <summary>Why a set-up code is not taken.</summary>
public enum SetUpRefusal
{
    /// <summary>It is not the one in the log.</summary>
    WrongCode,

    /// <summary>It was typed wrong too often; only a restart makes another.</summary>
    SpentCode,
}
