using Mugai.Gateway.Smtp.Protocol;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>The envelope while it is being built, from MAIL to the end of the data.</summary>
internal sealed class SmtpTransaction(string mailFrom, MailParameters parameters)
{
    private readonly List<EnvelopeRecipient> _recipients = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    public bool SmtpUtf8 => parameters.SmtpUtf8;

    public int RecipientCount => _recipients.Count;

    /// <summary>The same address twice is one recipient.</summary>
    public void Add(string address, RcptParameters rcpt)
    {
        if (_addresses.Add(address))
        {
            _recipients.Add(new EnvelopeRecipient(address, rcpt.DsnNotify, rcpt.DsnOriginal));
        }
    }

    public Envelope Close(DateTimeOffset receivedAt, string clientAddress, string clientName, string protocol) => new()
    {
        MailFrom = mailFrom,
        Recipients = _recipients,
        ReceivedAt = receivedAt,
        ClientAddress = clientAddress,
        ClientName = new UntrustedText(clientName),
        Protocol = protocol,
        SmtpUtf8 = parameters.SmtpUtf8,
        DsnReturn = parameters.DsnReturn,
        DsnEnvelopeId = parameters.DsnEnvelopeId,
    };

    /// <summary>One group per distinct (tenant, policy, revision), and each recipient's group.</summary>
    public static IReadOnlyList<RecipientGroup> Group(Envelope envelope, long size, IRecipientGrouping grouping, out IReadOnlyList<int> groupOfRecipient)
    {
        var groups = new List<RecipientGroup>();
        var numbers = new Dictionary<RecipientRoute, int>();
        var routes = grouping.Resolve(envelope, size);
        var ofRecipient = new int[routes.Count];
        for (var i = 0; i < ofRecipient.Length; i++)
        {
            var route = routes[i];
            if (!numbers.TryGetValue(route, out var number))
            {
                number = groups.Count;
                numbers.Add(route, number);
                groups.Add(new RecipientGroup(number, route.Tenant, route.PolicyName, route.PolicyRevision) { Retention = route.Retention });
            }

            ofRecipient[i] = number;
        }

        groupOfRecipient = ofRecipient;
        return groups;
    }
}
