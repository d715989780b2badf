using System.Net;
using Mugai.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Policies;

/// <summary>What is known of a mail when its policy is chosen: the envelope, never the content (ADR 0006).</summary>
/// <param name="Recipient">The recipient's address.</param>
/// <param name="Sender">The reverse path; empty for notifications.</param>
/// <param name="Client">The client that handed the mail over; null when there is none (a file).</param>
/// <param name="Today">The day, in the time zone of the server: exceptions end with the day they name.</param>
public readonly record struct PolicyQuestion(string Recipient, string Sender, IPAddress? Client, DateOnly Today)
{
    /// <summary>What would be asked if a stored mail came now to one of its recipients; what the upstream found of its sender is left open.</summary>
    internal static PolicyQuestion For(SpooledMessage message, int recipient, LivePolicies people, PolicySnapshot snapshot, TimeProvider clock)
    {
        var (envelope, address) = (message.Envelope, message.Envelope.Recipients[recipient].Address);
        return new(address, envelope.MailFrom, IPAddress.TryParse(envelope.ClientAddress, out var client) ? client : null, clock.Today())
        {
            Size = message.Size, Departments = people.DepartmentsFor(snapshot, address), Authentication = null,
        };
    }

    /// <summary>The tenant of the recipient's domain; empty when tenants are not configured. Filled in by the snapshot.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Which way it goes. Filled in by the snapshot.</summary>
    public MailDirection Direction { get; init; }

    /// <summary>The departments of the people that the recipient's address belongs to.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>What the upstream found of the sender; null while no worker has read the mail: a rule that asks for it may fit then.</summary>
    public AuthenticationResults? Authentication { get; init; } = default(AuthenticationResults);

    /// <summary>Bytes of the mail; 0 when there is none.</summary>
    public long Size { get; init; }
}

/// <summary>The day that exceptions are measured by.</summary>
internal static class LocalDay
{
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
}
