namespace Mugai.People;

/// <summary>What a person may do. Numbers are stored and never reused.</summary>
public enum Role
{
    /// <summary>Sees the mail of the own addresses, asks for originals (職員).</summary>
    Staff = 1,

    /// <summary>Decides about requests of departments (承認者).</summary>
    Approver = 2,

    /// <summary>Runs the gateway and the accounts (管理者).</summary>
    Administrator = 3,

    /// <summary>Reads everything that is on record, changes nothing (監査者).</summary>
    Auditor = 4,
}

/// <summary>The names of roles in claims, files and commands.</summary>
public static class RoleNames
{
    /// <summary>The name of a role: <c>staff</c>, <c>approver</c>, <c>administrator</c>, <c>auditor</c>.</summary>
    public static string Of(Role role) => role switch
    {
        Role.Staff => Staff,
        Role.Approver => Approver,
        Role.Administrator => Administrator,
        Role.Auditor => Auditor,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The role of a name, or null.</summary>
    public static Role? Parse(string? name) => name switch
    {
        Staff => Role.Staff,
        Approver => Role.Approver,
        Administrator => Role.Administrator,
        Auditor => Role.Auditor,
        _ => null,
    };

    /// <summary>職員.</summary>
    public const string Staff = "staff";

    /// <summary>承認者.</summary>
    public const string Approver = "approver";

    /// <summary>管理者.</summary>
    public const string Administrator = "administrator";

    /// <summary>監査者.</summary>
    public const string Auditor = "auditor";
}
