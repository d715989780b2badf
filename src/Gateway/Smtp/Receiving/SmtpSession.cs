using System.Net;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.Gateway.Tenants;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>What every session of a server shares.</summary>
internal sealed record SmtpSessionContext(
    SmtpReceivingOptions Options, ISpool Spool, IRecipientCheck Recipients, IRecipientGrouping Grouping, IArrivals Arrivals, TenantTraffic Traffic,
    TimeProvider Time, SmtpMetrics Metrics, ConnectionQuota Quota, ILogger Log);

/// <summary>
/// One SMTP session from the greeting to the close. Follows <see cref="SmtpStateTable"/>; this part knows the commands, the
/// others the content (SmtpSession.Message.cs) and TLS (SmtpSession.Tls.cs).
/// </summary>
internal sealed partial class SmtpSession(SmtpTransport transport, SmtpSessionContext context) : IAsyncDisposable
{
    private readonly SmtpReceivingOptions _options = context.Options;
    private readonly SmtpReceivingLimits _limits = context.Options.Limits;
    private readonly ILogger _log = context.Log;

    private SmtpState _state = SmtpState.Connected;
    private SmtpTransaction? _transaction;
    private readonly List<string> _tenants = []; // of the recipients so far
    private MessageIntake? _intake;
    private IPAddress _client = transport.Peer;
    private string _clientName = "";
    private bool _isEsmtp;
    private XForwardAttributes _forwarded;
    private int _errors;
    private int _refusedRecipients;
    private int _commands;

    /// <summary>Runs the session. Throws when the connection breaks or for a fault of ours; the transport stays the caller's to close.</summary>
    public async Task RunAsync()
    {
        if (!await LearnClientAsync())
        {
            return;
        }

        var counted = context.Quota.TryEnter(_client);
        try
        {
            if (Admit(counted))
            {
                await ConverseAsync();
            }
        }
        finally
        {
            if (counted)
            {
                context.Quota.Leave(_client);
            }
        }
    }

    /// <summary>The last word of a session that did not end by itself.</summary>
    public void SayLastWord()
    {
        var stopped = transport.Watch.Stopped;
        Reply(stopped == SmtpReplyCause.Ok ? SmtpReplyCause.InternalError : stopped);
    }

    /// <summary>Drops what was not committed.</summary>
    public ValueTask DisposeAsync() => DropTransactionAsync();

    private async ValueTask<bool> LearnClientAsync()
    {
        if (!Lists(_options.ProxyPeers, transport.Peer))
        {
            return true;
        }

        var (ok, client) = await transport.TakeProxyHeaderAsync();
        if (!ok)
        {
            SmtpLog.BadProxyHeader(_log, transport.Peer);
            return false;
        }

        if (client is not null)
        {
            _client = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        }

        return true;
    }

    private bool Admit(bool counted)
    {
        if (!Lists(_options.AllowClients, _client) && _options.IsOwn?.Invoke(transport.PeerEndPoint) is not true)
        {
            SmtpLog.ClientRefused(_log, _client);
            Refuse(SmtpReplyCause.ClientRefused);
            return false;
        }

        if (!counted)
        {
            SmtpLog.TooManyConnections(_log, _client);
            Refuse(SmtpReplyCause.TooManyConnectionsOfClient);
            return false;
        }

        transport.Write(SmtpReplies.Greeting(_options.Hostname).Wire);
        return true;
    }

    private async ValueTask ConverseAsync()
    {
        while (true)
        {
            // From wherever the last command left it: a crowded tenant's mail may have been the last of this session.
            var arrival = await transport.TakeCommandAsync(_transaction is { SmtpUtf8: true }).ConfigureAwait(false);
            if (transport.Threads is { } threads)
            {
                await threads.EnterAsync();
            }
            else if (SynchronizationContext.Current is LowPriorityThreads)
            {
                // The command was here already, so nothing was waited for.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }

            var goesOn = arrival switch
            {
                CommandArrival.Command => await ObeyAsync(transport.Command),
                CommandArrival.Error => RejectLine(transport.Command.Verb, transport.Error),
                CommandArrival.EndlessLine => EndWith(SmtpReplyCause.LineTooLong),
                CommandArrival.Stopped => EndStopped(),
                _ => false,
            };
            if (!goesOn || (transport.HasMuchToFlush && !await transport.FlushAsync()))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> ObeyAsync(SmtpCommand command)
    {
        if (command.Verb is not (SmtpVerb.Rcpt or SmtpVerb.Bdat or SmtpVerb.Quit) && ++_commands > _limits.MaxCommands)
        {
            return EndWith(SmtpReplyCause.TooManyCommands);
        }

        var transition = SmtpStateTable.Find(_state, command.Verb);
        if (!transition.Allowed)
        {
            // The chunk is on its way whatever we answer (RFC 3030 4.2), and must not be read as commands.
            return (command.Verb != SmtpVerb.Bdat || await SkipChunkAsync(command.ChunkBytes)) && Fail(transition.Refusal);
        }

        switch (command.Verb)
        {
            case SmtpVerb.Helo or SmtpVerb.Ehlo:
                await DropTransactionAsync();
                return Greet(command, transition.Next);
            case SmtpVerb.StartTls:
                return await StartTlsAsync(transition.Next);
            case SmtpVerb.XForward:
                return Forward(command.XForward);
            case SmtpVerb.Mail:
                return BeginTransaction(command, transition.Next);
            case SmtpVerb.Rcpt:
                return await AddRecipientAsync(command, transition.Next);
            case SmtpVerb.Data:
                return await TakeDataAsync();
            case SmtpVerb.Bdat:
                return await TakeChunkAsync(command, transition.Next);
            case SmtpVerb.Rset:
                await DropTransactionAsync();
                return Succeed(SmtpReplyCause.Ok, transition.Next);
            case SmtpVerb.Quit:
                Reply(SmtpReplyCause.Bye);
                return false;
            case SmtpVerb.Vrfy:
                return Succeed(SmtpReplyCause.CannotVerify, transition.Next);
            case SmtpVerb.Help:
                return Succeed(SmtpReplyCause.Help, transition.Next);
            default:
                return Succeed(SmtpReplyCause.Ok, transition.Next);
        }
    }

    private bool Greet(SmtpCommand command, SmtpState next)
    {
        _clientName = command.ClientName;
        _isEsmtp = command.Verb == SmtpVerb.Ehlo;
        _state = next;
        transport.Write(_isEsmtp ? SmtpReplies.Extensions(_options.Hostname, Keywords()) : SmtpReplies.Hello(_options.Hostname).Wire);
        return true;
    }

    private List<string> Keywords()
    {
        List<string> keywords = ["PIPELINING", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SIZE {_limits.MaxMessageBytes}"), "8BITMIME", "SMTPUTF8"];
        if (_options.Certificate is not null && !transport.IsTls)
        {
            keywords.Add("STARTTLS");
        }

        keywords.AddRange(["ENHANCEDSTATUSCODES", "CHUNKING"]);
        if (Lists(_options.XForwardPeers, transport.Peer))
        {
            keywords.Add("XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE");
        }

        keywords.Add("DSN");
        return keywords;
    }

    private bool Forward(XForwardAttributes attributes)
    {
        if (!Lists(_options.XForwardPeers, transport.Peer))
        {
            return Fail(SmtpReplyCause.XForwardRefused);
        }

        // Postfix sends its attributes in one or two commands.
        _forwarded = new XForwardAttributes
        {
            Address = attributes.Address ?? _forwarded.Address,
            HeloName = attributes.HeloName ?? _forwarded.HeloName,
        };
        Reply(SmtpReplyCause.Ok);
        return true;
    }

    private bool BeginTransaction(SmtpCommand command, SmtpState next)
    {
        if (transport.Watch.IsOverdue)
        {
            return EndWith(SmtpReplyCause.SessionTooLong);
        }

        if (command.Mail.DeclaredBytes > _limits.MaxMessageBytes)
        {
            return Fail(SmtpReplyCause.MessageTooBig);
        }

        switch (context.Spool.Space)
        {
            case SpoolSpace.Ok when _options.CannotScan?.Invoke() == true:
                return Postpone(SmtpReplyCause.ScannerDown);
            case SpoolSpace.Ok:
                transport.Threads = null; // whose mail is next is not known yet
                _transaction = new SmtpTransaction(command.Address, command.Mail);
                return Succeed(SmtpReplyCause.SenderOk, next);
            case SpoolSpace.UnderReserve:
                return Postpone(SmtpReplyCause.OutOfSpace);
            default:
                return Postpone(SmtpReplyCause.StorageFailed);
        }
    }

    private async ValueTask<bool> AddRecipientAsync(SmtpCommand command, SmtpState next)
    {
        if (_transaction!.RecipientCount >= _limits.MaxRecipients)
        {
            return Postpone(SmtpReplyCause.TooManyRecipients);
        }

        var address = command.Address.Contains('@', StringComparison.Ordinal) ? command.Address : $"{command.Address}@{_options.PostmasterDomain ?? _options.Hostname}";
        var check = context.Recipients.CheckAsync(address, transport.StopToken);
        if (!check.IsCompleted && !await transport.FlushAsync())
        {
            return false;
        }

        switch (await check)
        {
            case RecipientVerdict.Accept:
                _transaction.Add(address, command.Rcpt);
                Join(context.Grouping.TenantOf(address));
                return Succeed(SmtpReplyCause.RecipientOk, next);
            case RecipientVerdict.Unknown:
                return RefuseRecipient(SmtpReplyCause.UnknownRecipient, address);
            case RecipientVerdict.RelayDenied:
                return RefuseRecipient(SmtpReplyCause.RelayDenied, address);
            case RecipientVerdict.OverQuota:
                return RefuseRecipient(SmtpReplyCause.TenantOverQuota, address);
            default:
                return RefuseRecipient(SmtpReplyCause.RecipientNotVerified, address);
        }
    }

    /// <summary>From here on we know whose mail it is: it gives way when there is much of that.</summary>
    private void Join(string tenant)
    {
        if (!_tenants.Contains(tenant))
        {
            _tenants.Add(tenant);
            transport.Threads ??= context.Traffic.ReceivingThreadsFor(tenant);
        }
    }

    private bool RefuseRecipient(SmtpReplyCause cause, string address)
    {
        SmtpLog.RecipientRefused(_log, _client, new UntrustedText(address).ForLog(), cause);
        Refuse(cause);
        // Not the client's mistake: its list goes on, and the others of the same mail get it.
        return cause == SmtpReplyCause.TenantOverQuota || ++_refusedRecipients <= _limits.MaxRefusedRecipients || EndWith(SmtpReplyCause.TooManyErrors);
    }

    private bool RejectLine(SmtpVerb verb, SmtpCommandError error)
    {
        var cause = SmtpReplies.CauseOf(error);
        SmtpLog.LineRefused(_log, _client, verb, error);

        // Without a size we cannot know where the chunk ends and commands begin again.
        if (error == SmtpCommandError.ForeignProtocol || verb == SmtpVerb.Bdat)
        {
            return EndWith(cause);
        }

        return Fail(cause);
    }

    private bool Succeed(SmtpReplyCause cause, SmtpState next)
    {
        _state = next;
        Reply(cause);
        return true;
    }

    /// <summary>The client's mistake: counted, and the session ends when there are too many.</summary>
    private bool Fail(SmtpReplyCause cause)
    {
        Refuse(cause);
        return ++_errors <= _limits.MaxErrors || EndWith(SmtpReplyCause.TooManyErrors);
    }

    /// <summary>Not now, and not the client's mistake.</summary>
    private bool Postpone(SmtpReplyCause cause)
    {
        Refuse(cause);
        return true;
    }

    private bool EndWith(SmtpReplyCause cause)
    {
        SmtpLog.SessionEnded(_log, _client, cause);
        Refuse(cause);
        return false;
    }

    private bool EndStopped()
    {
        var cause = transport.Watch.Stopped;
        return EndWith(cause == SmtpReplyCause.Ok ? SmtpReplyCause.ShuttingDown : cause);
    }

    private void Refuse(SmtpReplyCause cause)
    {
        context.Metrics.Rejected(cause);
        Reply(cause);
    }

    private void Reply(SmtpReplyCause cause) => transport.Write(SmtpReplies.For(cause).Wire);

    private async ValueTask DropTransactionAsync()
    {
        _transaction = null;
        _forwarded = default;
        _tenants.Clear();
        if (_intake is { } intake)
        {
            _intake = null;
            transport.Watch.EndMessage();
            await intake.DisposeAsync();
        }
    }

    private static bool Lists(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
