namespace Mugai.Quarantine;

/// <summary>Where a request stands. Values are stored and never reused; from 10 on they are final. The table of steps is <c>RequestTransitions</c>.</summary>
public enum RequestState : byte
{
    /// <summary>Waits for its decision (申請中).</summary>
    Asked = 1,

    /// <summary>One of two approvers agreed.</summary>
    Seconded = 2,

    /// <summary>Approved; not fetched or sent yet.</summary>
    Approved = 3,

    /// <summary>Refused. Final.</summary>
    Refused = 10,

    /// <summary>Fetched or sent. Final.</summary>
    Released = 11,

    /// <summary>Taken back by who had asked. Final.</summary>
    Withdrawn = 12,

    /// <summary>Nobody decided, or nobody fetched it, in time. Final.</summary>
    Lapsed = 13,
}

/// <summary>What happens to a request.</summary>
public enum RequestEvent : byte
{
    /// <summary>One of two approvers agrees.</summary>
    Second = 1,

    /// <summary>The last approver who is needed agrees.</summary>
    Approve = 2,

    /// <summary>An approver says no.</summary>
    Refuse = 3,

    /// <summary>Who had asked takes it back.</summary>
    Withdraw = 4,

    /// <summary>It is fetched or sent.</summary>
    Release = 5,

    /// <summary>Its time is over.</summary>
    Lapse = 6,
}
