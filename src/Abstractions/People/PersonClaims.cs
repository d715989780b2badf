namespace Mugai.People;

/// <summary>The claims of somebody who is signed in. They are made anew from the stored person at every request, so that a change of roles holds at once.</summary>
public static class PersonClaims
{
    /// <summary>The scheme of the portal's session cookie.</summary>
    public const string Scheme = "mugai";

    /// <summary><see cref="Person.Id"/>.</summary>
    public const string PersonId = "mugai.person";

    /// <summary><see cref="Person.Tenant"/>.</summary>
    public const string Tenant = "mugai.tenant";

    /// <summary>A role by its name in lower case (<see cref="RoleNames.Of"/>), one claim for each; <c>User.IsInRole</c> reads it.</summary>
    public const string Role = "mugai.role";

    /// <summary>A mail address whose mail the person may see; one claim for each.</summary>
    public const string Address = "mugai.address";

    /// <summary><see cref="Person.Department"/>.</summary>
    public const string Department = "mugai.department";

    /// <summary><c>ja</c> or <c>en</c>; absent when the browser decides.</summary>
    public const string Language = "mugai.language";

    /// <summary>The name that is shown.</summary>
    public const string Name = "mugai.name";

    /// <summary>The session, for ending it.</summary>
    public const string Session = "mugai.session";
}
