using System.Net;

namespace Mugai.Gateway.Policies;

/// <summary>What is known of a mail when its policy is chosen: the envelope, never the content (ADR 0006).</summary>
/// <param name="Recipient">The recipient's address.</param>
/// <param name="Sender">The reverse path; empty for notifications.</param>
/// <param name="Client">The client that handed the mail over; null when there is none (a file).</param>
/// <param name="Today">The day, in the time zone of the server: exceptions end with the day they name.</param>
public readonly record struct PolicyQuestion(string Recipient, string Sender, IPAddress? Client, DateOnly Today)
{
    /// <summary>The tenant of the recipient's domain; empty when tenants are not configured. Filled in by the snapshot.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The departments of the people that the recipient's address belongs to.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Bytes of the mail; 0 when there is none.</summary>
    public long Size { get; init; }
}

/// <summary>The day that exceptions are measured by.</summary>
internal static class LocalDay
{
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
}
