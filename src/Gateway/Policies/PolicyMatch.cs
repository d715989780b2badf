using System.Net;
using Mugai.Policies;

namespace Mugai.Gateway.Policies;

/// <summary>
/// For which mail a policy is meant. Everything that a file names must fit; within one list any entry may fit. A list that is not named fits all mail.
/// </summary>
public sealed record PolicyMatch
{
    /// <summary>What a bounce's sender is written as: notifications have an empty reverse path (RFC 5321 4.5.5).</summary>
    public const string NullSender = "<>";

    /// <summary>Only mail of this tenant, where tenants are configured; null: of any.</summary>
    public string? Tenant { get; init; }

    /// <summary>Only mail that goes this way; null: either.</summary>
    public MailDirection? Direction { get; init; }

    /// <summary>Patterns of recipients, see <see cref="AddressPattern"/>; empty matches nobody.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Patterns of senders or <see cref="NullSender"/>; empty matches every sender. The reverse path is a claim until it was authenticated.</summary>
    public IReadOnlyList<string> Senders { get; init; } = [];

    /// <summary>Networks of clients; empty matches every client.</summary>
    public IReadOnlyList<IPNetwork> Clients { get; init; } = [];

    /// <summary>Only recipients of these departments; empty: of any. By the accounts, not by the mail.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Only mail of at least so many bytes.</summary>
    public long? SizeFrom { get; init; }

    /// <summary>Only mail of at most so many bytes.</summary>
    public long? SizeUpTo { get; init; }

    /// <summary>Only mail with these results of sender authentication; null: with any. Known only once a worker has read the mail.</summary>
    public AuthenticationMatch? Authentication { get; init; }

    /// <summary>The last day on which it holds; null: without end.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>True when only the recipient is asked for: such a policy also judges what has no envelope.</summary>
    public bool IsForAnySender => Direction is null && Senders.Count == 0 && Clients.Count == 0 && Departments.Count == 0 && SizeFrom is null && SizeUpTo is null && Authentication is null;

    public bool Fits(in PolicyQuestion question) => Misfit(question) is null;

    /// <summary>The first key that does not fit, as it is written in the file; null when all fit.</summary>
    public string? Misfit(in PolicyQuestion question)
    {
        var (sender, client) = (question.Sender, question.Client);
        return question.Today > Expires ? "expires"
            : Tenant is not null && question.Tenant != Tenant ? "tenant"
            : Direction is not null && question.Direction != Direction ? "direction"
            : !AddressPattern.AnyFits(Recipients, question.Recipient) ? "recipients"
            : Senders.Count > 0 && !(sender.Length == 0 ? Senders.Contains(NullSender) : AddressPattern.AnyFits(Senders, sender)) ? "senders"
            : Departments.Count > 0 && !question.Departments.Any(Departments.Contains) ? "departments"
            : question.Size < SizeFrom ? "sizeFrom"
            : question.Size > SizeUpTo ? "sizeUpTo"
            : Clients.Count > 0 && !(client is not null && Clients.Any(network => network.Contains(client))) ? "clients"
            : Authentication is not null && question.Authentication is { } results && Authentication.Misfit(results) is { } check ? $"authentication.{check}"
            : null;
    }
}
