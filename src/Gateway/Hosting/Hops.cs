using Microsoft.Extensions.Logging;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Hosting;

/// <summary>The servers mail goes to, made from the configuration. The URLs were checked when it was loaded.</summary>
internal sealed class Hops(GatewayConfig config, TenantTable tenants, int tenantCount, ILoggerFactory loggers, TimeProvider clock)
{
    public INextHop NextHop() => new TenantHops(
        tenants,
        NextHopFactory.Create(AddressOf(config.Delivery.NextHop), Options, loggers.CreateLogger("Mugai.Delivery"), clock),
        tenants.All.Where(tenant => tenant.NextHop is not null).ToDictionary(
            tenant => tenant.Name, tenant => NextHopFactory.Create(AddressOf(tenant.NextHop!), OptionsFor(tenant), loggers.CreateLogger("Mugai.Delivery"), clock), StringComparer.Ordinal));

    public INextHop? BounceHop() => config.Delivery.BounceVia is { } via
        ? NextHopFactory.Create(AddressOf(via), Options with { Tls = TlsUse.Opportunistic, CaFile = null }, loggers.CreateLogger("Mugai.Delivery"), clock)
        : null;

    /// <summary>Where released originals go.</summary>
    public INextHop? InternetHop() => config.Release.InternetVia is { } via
        ? NextHopFactory.Create(AddressOf(via), Options with { Tls = TlsUse.Opportunistic, CaFile = null }, loggers.CreateLogger("Mugai.Delivery"), clock)
        : null;

    /// <summary>Where alert mails go on a way of their own.</summary>
    public INextHop? AlertHop() => config.Alerts.Via is { } via
        ? NextHopFactory.Create(AddressOf(via), Options with { Tls = TlsUse.Opportunistic, CaFile = null }, loggers.CreateLogger("Mugai.Alerts"), clock)
        : null;

    /// <summary>Domains first, then whether the mailbox exists as far as the configuration lets us know. What must be closed later is handed to <paramref name="keep"/>.</summary>
    public IRecipientCheck RecipientCheck(TenantUsage usage, Action<IAsyncDisposable> keep)
    {
        var log = loggers.CreateLogger("Mugai.Smtp");
        var mailboxes = new List<IRecipientCheck> { usage };
        if (config.Smtp.RecipientList is { } file)
        {
            mailboxes.Add(RecipientListFile.Open(file, clock, log));
        }

        if (config.Smtp.ProbeRecipients)
        {
            IRecipientCheck? Probe(string url, SmtpHopOptions options)
            {
                if (AddressOf(url) is not SmtpHopAddress address)
                {
                    return null;
                }

                var probe = new SmtpProbe(address, options, loggers.CreateLogger("Mugai.Delivery"), clock);
                keep(probe);
                return new NextHopProbe(probe, new RecipientProbeLimits(), clock, log);
            }

            var own = tenants.All.Where(tenant => tenant.NextHop is not null).Select(tenant => (tenant.Name, Check: Probe(tenant.NextHop!, OptionsFor(tenant)))).Where(pair => pair.Check is not null);
            mailboxes.Add(new TenantProbes(tenants, Probe(config.Delivery.NextHop, Options), own.ToDictionary(pair => pair.Name, pair => pair.Check!, StringComparer.Ordinal)));
        }

        return new RecipientChecks(new RecipientDomains(config.Smtp.RecipientDomains.Concat(tenants.All.SelectMany(tenant => tenant.Domains))), mailboxes);
    }

    private SmtpHopOptions Options => new()
    {
        HelloName = config.Smtp.Hostname,
        MaxConnections = config.Delivery.Connections,
        // A quarter for tenants that have none open: where the answers are slow, the others would wait for the flood's.
        ReservedConnections = tenantCount > 1 ? config.Delivery.Connections / 4 : 0,
        CaFile = config.Delivery.TlsCa,
        Tls = TlsOf(config.Delivery.Tls),
    };

    private SmtpHopOptions OptionsFor(Tenant tenant) => Options with
    {
        MaxConnections = tenant.Connections ?? config.Delivery.Connections, ReservedConnections = 0, CaFile = tenant.TlsCa ?? config.Delivery.TlsCa, Tls = TlsOf(tenant.Tls ?? config.Delivery.Tls),
    };

    private static TlsUse TlsOf(string word) => word switch { "none" => TlsUse.None, "require" => TlsUse.Require, _ => TlsUse.Opportunistic };

    private static NextHopAddress AddressOf(string url) =>
        NextHopFactory.Parse(url, Directory.GetCurrentDirectory()).Address ?? throw new InvalidOperationException($"'{url}' was not checked.");
}
