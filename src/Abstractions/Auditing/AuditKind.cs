namespace Mugai.Auditing;

/// <summary>What an audit entry records. Numbers are stored, hashed into the chain and never reused.</summary>
public enum AuditKind : ushort
{
    /// <summary>The store was opened by a server or a command.</summary>
    Started = 1,

    /// <summary>The store was closed in good order.</summary>
    Stopped = 2,

    /// <summary>A configuration or policy came into force.</summary>
    ConfigurationChanged = 3,

    /// <summary>An administrator did something that is not a step of one recipient.</summary>
    AdministratorActed = 4,

    /// <summary>Start-up found and removed leftovers of an interrupted run.</summary>
    Recovered = 5,

    /// <summary>Start-up found that the chain does not agree with its protected head. Verification fails from here on, for good.</summary>
    ChainBroken = 6,

    /// <summary>A signed checkpoint: everything before it is vouched for, also away from this machine.</summary>
    Checkpoint = 7,

    /// <summary>Entries past their retention were removed, up to a checkpoint.</summary>
    Cut = 8,

    /// <summary>Everything of a tenant, or everything, is held from here on, or is not any more.</summary>
    HoldChanged = 9,

    /// <summary>A message was accepted.</summary>
    Received = 10,

    /// <summary>The next hop took it for a recipient.</summary>
    Delivered = 11,

    /// <summary>A recipient is tried again later.</summary>
    Deferred = 12,

    /// <summary>Refused for good, or expired.</summary>
    Failed = 13,

    /// <summary>A recipient waits for a person.</summary>
    Held = 14,

    /// <summary>An administrator asked for another attempt.</summary>
    Retried = 15,

    /// <summary>An administrator gave a recipient up.</summary>
    Dropped = 16,

    /// <summary>A report was stored without a step of a recipient.</summary>
    Reported = 17,

    /// <summary>A group's clean output was stored.</summary>
    OutputStored = 18,

    /// <summary>The message's key was destroyed because somebody asked for it.</summary>
    Erased = 19,

    /// <summary>The message's key was destroyed because its retention ended.</summary>
    Expired = 20,

    /// <summary>A recipient's mail went out without parts that wait for a password.</summary>
    PartHeld = 21,

    /// <summary>The waiting parts of a recipient's mail were opened and follow in a second mail.</summary>
    PartOpened = 22,

    /// <summary>The message is kept beyond its retention, or is not any more.</summary>
    Pinned = 23,

    /// <summary>Somebody other than its recipients looked at a message's content.</summary>
    Read = 24,

    /// <summary>A person typed a password for parts that wait.</summary>
    PasswordTyped = 25,

    /// <summary>A person looked at an original: a page of a part as a picture, or its text as the sanitizer gives it.</summary>
    Previewed = 26,

    /// <summary>A mail was read for what the upstream found of its sender, and by that one of the policies that it was accepted under was chosen.</summary>
    PolicyChosen = 27,

    /// <summary>A person asked for an original.</summary>
    Requested = 30,

    /// <summary>One of two approvers agreed.</summary>
    Seconded = 31,

    /// <summary>A request was approved.</summary>
    Approved = 32,

    /// <summary>A request was refused.</summary>
    Refused = 33,

    /// <summary>Who had asked took the request back.</summary>
    Withdrawn = 34,

    /// <summary>Nobody decided, or nobody fetched it, in time.</summary>
    Lapsed = 35,

    /// <summary>It was released as the decision says.</summary>
    Released = 36,

    /// <summary>A mail was cleaned again by today's policy and sent once more.</summary>
    SentAgain = 37,

    /// <summary>Those who decide were reminded of a request.</summary>
    Reminded = 38,

    /// <summary>Nobody decided in time: others were told and may decide as well.</summary>
    Escalated = 39,

    /// <summary>Somebody signed in.</summary>
    SignedIn = 60,

    /// <summary>A sign-in was refused: a wrong password or code, an account that may not, a client that tries too often.</summary>
    SignInRefused = 61,

    /// <summary>Somebody signed out, or a session was ended for them.</summary>
    SignedOut = 62,

    /// <summary>An account or a client address was locked for a time after failed tries.</summary>
    LockedOut = 63,

    /// <summary>An account was made, changed, disabled or reset; by whom is the actor, what is in the payload.</summary>
    AccountChanged = 64,

    /// <summary>Decisions were delegated, or a delegation ended.</summary>
    Delegated = 65,

    /// <summary>A list of people was planned, taken back, or came into force.</summary>
    PeopleImported = 66,

    /// <summary>The files of program and configuration were hashed and are what they were.</summary>
    FilesChecked = 80,
}
