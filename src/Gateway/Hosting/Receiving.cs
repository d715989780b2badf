using System.Net;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Smtp.Receiving;
using Mugai.Gateway.Telemetry.Canary;
using Mugai.Gateway.Tenants;
using Mugai.Spooling;

namespace Mugai.Gateway.Hosting;

/// <summary>Ties the SMTP server to configuration, policies and dispatcher.</summary>
internal static class Receiving
{
    public static SmtpReceivingOptions OptionsFor(GatewayConfig config, Scanners scanners, CanaryGate? canaries) => new()
    {
        Listen = config.Smtp.Listen,
        Hostname = config.Smtp.Hostname,
        PostmasterDomain = config.Smtp.RecipientDomains.FirstOrDefault(domain => domain != "*"),
        AllowClients = config.Smtp.AllowClients,
        IsOwn = canaries is null ? null : canaries.IsOwn,
        ProxyPeers = config.Smtp.ProxyFrom,
        XForwardPeers = config.Smtp.XforwardFrom,
        LegacyLineEndingPeers = config.Smtp.NormalizeLineEndsFrom,
        Certificate = config.Smtp is { TlsCertificate: { } certificate, TlsKey: { } key } ? new ReloadingCertificate(certificate, key).Current : null,
        CannotScan = config.Scan.RefuseWhileDown && scanners.Any ? () => !scanners.CanSayClean : null,
        Limits = new SmtpReceivingLimits
        {
            MaxMessageBytes = config.Smtp.MaxMessageSize,
            MaxRecipients = config.Smtp.MaxRecipients,
            MaxConnections = config.Smtp.MaxConnections,
            MaxConnectionsPerClient = config.Smtp.MaxConnectionsPerClient,
        },
    };

    /// <summary>Which policy judges for whom.</summary>
    internal sealed class Grouping(LivePolicies policies, CanaryGate? canaries, TimeProvider clock) : IRecipientGrouping
    {
        public string TenantOf(string address) => policies.Current.Tenants.Of(address)?.Name ?? Tenant.DefaultName;

        public MessageKind KindOf(Envelope envelope) => canaries?.KindOf(envelope) ?? MessageKind.Mail;

        public IReadOnlyList<RecipientRoute> Resolve(Envelope envelope, long size)
        {
            var snapshot = policies.Current;
            var today = clock.Today();
            var client = IPAddress.TryParse(envelope.ClientAddress, out var known) ? known : null;
            var routes = new RecipientRoute[envelope.Recipients.Count];
            for (var i = 0; i < routes.Length; i++)
            {
                var address = envelope.Recipients[i].Address;
                var question = new PolicyQuestion(address, envelope.MailFrom, client, today) { Size = size, Departments = policies.DepartmentsFor(snapshot, address), Authentication = null };
                routes[i] = PolicyChoice.RouteOf(snapshot.Candidates(question));
            }

            return routes;
        }
    }

    /// <summary>The hint from SMTP to the dispatcher.</summary>
    internal sealed class Arrivals(Dispatcher dispatcher, TenantUsage usage) : IArrivals
    {
        public void OnCommitted(SpooledMessage message)
        {
            if (message.Kind == MessageKind.Mail)
            {
                usage.Add(message);
            }

            dispatcher.Hint(message);
        }
    }
}
