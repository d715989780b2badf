using Microsoft.Extensions.Logging;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Receiving.Recipients;

namespace Mugai.Gateway.Hosting;

/// <summary>The servers mail goes to, made from the configuration. The URLs were checked when it was loaded.</summary>
internal sealed class Hops(GatewayConfig config, ILoggerFactory loggers, TimeProvider clock)
{
    public INextHop NextHop() => NextHopFactory.Create(AddressOf(config.Delivery.NextHop), Options, loggers.CreateLogger("Mugai.Delivery"), clock);

    public INextHop? BounceHop() => config.Delivery.BounceVia is { } via
        ? NextHopFactory.Create(AddressOf(via), Options with { Tls = TlsUse.Opportunistic, CaFile = null }, loggers.CreateLogger("Mugai.Delivery"), clock)
        : null;

    /// <summary>Where released originals go.</summary>
    public INextHop? InternetHop() => config.Release.InternetVia is { } via
        ? NextHopFactory.Create(AddressOf(via), Options with { Tls = TlsUse.Opportunistic, CaFile = null }, loggers.CreateLogger("Mugai.Delivery"), clock)
        : null;

    /// <summary>Domains first, then whether the mailbox exists as far as the configuration lets us know. What must be closed later is handed to <paramref name="keep"/>.</summary>
    public IRecipientCheck RecipientCheck(Action<IAsyncDisposable> keep)
    {
        var log = loggers.CreateLogger("Mugai.Smtp");
        var mailboxes = new List<IRecipientCheck>();
        if (config.Smtp.RecipientList is { } file)
        {
            mailboxes.Add(RecipientListFile.Open(file, clock, log));
        }

        if (config.Smtp.ProbeRecipients && AddressOf(config.Delivery.NextHop) is SmtpHopAddress address)
        {
            var probe = new SmtpProbe(address, Options, loggers.CreateLogger("Mugai.Delivery"), clock);
            keep(probe);
            mailboxes.Add(new NextHopProbe(probe, new RecipientProbeLimits(), clock, log));
        }

        return new RecipientChecks(new RecipientDomains(config.Smtp.RecipientDomains), mailboxes);
    }

    private SmtpHopOptions Options => new()
    {
        HelloName = config.Smtp.Hostname,
        MaxConnections = config.Delivery.Connections,
        CaFile = config.Delivery.TlsCa,
        Tls = config.Delivery.Tls switch { "none" => TlsUse.None, "require" => TlsUse.Require, _ => TlsUse.Opportunistic },
    };

    private static NextHopAddress AddressOf(string url) =>
        NextHopFactory.Parse(url, Directory.GetCurrentDirectory()).Address ?? throw new InvalidOperationException($"'{url}' was not checked.");
}
