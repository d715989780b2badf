using Mugai.Gateway.Smtp.Delivery;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Notifications;

/// <summary>
/// Who is told what (RFC 3461 4.1 and 6.2, RFC 5321 4.5.5), without backscatter: outside senders only by the way configured for that.
/// </summary>
/// <param name="InsideDomains">Domains whose senders are reached over the next hop; ASCII, any case.</param>
/// <param name="HasBounceVia"><c>delivery.bounceVia</c> is configured.</param>
public sealed record DsnPolicy(IReadOnlyCollection<string> InsideDomains, bool HasBounceVia)
{
    /// <summary>Decides for the events of one policy group.</summary>
    public DsnDecision Decide(Envelope envelope, IReadOnlyList<DsnEvent> events)
    {
        if (events.Count == 0)
        {
            return None(DsnReason.NothingToTell);
        }

        if (envelope.MailFrom.Length == 0)
        {
            return None(DsnReason.NullSender);
        }

        var told = events.Where(each => IsAskedFor(envelope.Recipients[each.Index].DsnNotify, each.Action)).ToArray();
        if (told.Length == 0)
        {
            return None(DsnReason.NotAskedFor);
        }

        if (!EnvelopeSyntax.IsAddress(envelope.MailFrom))
        {
            return ForAdministrator(told, DsnReason.BadSenderAddress);
        }

        if (IsInside(envelope.MailFrom))
        {
            return new DsnDecision(DsnRoute.NextHop, DsnReason.SenderIsTold, told);
        }

        return HasBounceVia
            ? new DsnDecision(DsnRoute.BounceVia, DsnReason.SenderIsTold, told)
            : ForAdministrator(told, DsnReason.NoWayOutside);
    }

    private static DsnDecision None(DsnReason reason) => new(DsnRoute.None, reason, []);

    // An administrator looks after failures; a delay or a success that nobody can be told is no work for anyone.
    private static DsnDecision ForAdministrator(DsnEvent[] told, DsnReason reason)
    {
        var failures = told.Where(each => each.Action == DsnAction.Failed).ToArray();
        return failures.Length == 0 ? None(reason) : new DsnDecision(DsnRoute.Administrator, reason, failures);
    }

    // Without NOTIFY: failures and, where the option is on, delays; never successes.
    private static bool IsAskedFor(string? notify, DsnAction action)
    {
        if (notify is null)
        {
            return action is DsnAction.Failed or DsnAction.Delayed;
        }

        var wanted = action switch
        {
            DsnAction.Failed => "FAILURE",
            DsnAction.Delayed => "DELAY",
            _ => "SUCCESS",
        };
        return notify.Split(',').Any(word => word.Trim().Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }

    private bool IsInside(string address)
    {
        var domain = address.AsSpan(address.LastIndexOf('@') + 1).ToString();
        return InsideDomains.Any(inside => inside.Equals(domain, StringComparison.OrdinalIgnoreCase));
    }
}
