using System.Net;
using Mugai.Gateway.Api;
using Mugai.Gateway.Commands;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Checkup;

/// <summary>Everything that <c>mugai doctor</c> looks at, in the order in which a person would.</summary>
internal static class GatewayCheckup
{
    public static async Task<IReadOnlyList<Diagnosis>> RunAsync(Setup setup, TimeProvider clock, CancellationToken token)
    {
        var config = setup.Config;
        var all = new List<Diagnosis>
        {
            Diagnosis.Good("configuration", $"{setup.File ?? "defaults"}, {setup.Policies.Rules.Count} policies, revision {setup.Policies.Revision}"),
        };
        all.AddRange(await SystemCheckup.RunAsync(setup.SandboxOptions, token).ConfigureAwait(false));
        all.AddRange(StoreCheckup.Run(config.Storage));
        all.AddRange(TenantCheckup.Run(setup));
        var server = await SocketDoor.TryOpenAsync(Path.Combine(config.Storage.Path, ControlSocket.FileName), token).ConfigureAwait(false);
        if (server is not null)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }

        all.AddRange(config.Smtp.Listen.Select(place => NetworkCheckup.Port("smtp.listen", place, server is not null)));
        all.Add(NetworkCheckup.Port("portal.listen", PlaceOf(config.Portal.Listen), server is not null));
        if (config.Portal.InternetListen is { } internet)
        {
            all.Add(NetworkCheckup.Port("portal.internetListen", PlaceOf(internet), server is not null));
        }

        if (config.Smtp.RecipientDomains.Count == 0)
        {
            all.Add(Diagnosis.Failure("smtp.recipientDomains", "-", "none: every recipient is refused", "未設定のため、すべての宛先を拒否します"));
        }

        all.Add(await NetworkCheckup.NameAsync("smtp.hostname", config.Smtp.Hostname, token).ConfigureAwait(false));
        all.AddRange(Certificates(config, clock.GetUtcNow()));
        foreach (var peer in Peers(config, setup.Tenants.All.Select(tenant => (tenant.Name, tenant.NextHop))))
        {
            all.Add(await peer(token).ConfigureAwait(false));
        }

        foreach (var (name, address) in config.Scan.Scanners)
        {
            all.Add(await ScannerAsync(name, address, config.Scan, clock, token).ConfigureAwait(false));
        }

        return all;
    }

    private static IEnumerable<Diagnosis> Certificates(GatewayConfig config, DateTimeOffset now)
    {
        if (config.Smtp is { TlsCertificate: { } certificate, TlsKey: { } key })
        {
            yield return CertificateCheckup.Own("smtp.tls", certificate, key, config.Smtp.Hostname, now);
        }
        else
        {
            yield return Diagnosis.Note("smtp.tls", "-", "mail arrives without TLS: set smtp.tls.certificate and smtp.tls.key where the way from the upstream is not your own", "TLS なしで受信します。上流との経路が自組織のものでなければ smtp.tls を設定してください");
        }

        if (config.Portal is { TlsCertificate: { } page, TlsKey: { } pageKey })
        {
            yield return CertificateCheckup.Own("portal.tls", page, pageKey, new Uri(config.Portal.Url).Host, now);
        }

        if (config.Delivery.TlsCa is { } authority)
        {
            yield return CertificateCheckup.Authority("delivery.tlsCa", authority, now);
        }
    }

    private static IEnumerable<Func<CancellationToken, Task<Diagnosis>>> Peers(GatewayConfig config, IEnumerable<(string Tenant, string? NextHop)> tenants)
    {
        foreach (var (what, url, effect, effectJa) in (IEnumerable<(string, string?, string, string)>)
        [
            ("delivery.nextHop", config.Delivery.NextHop, "mail waits here and is tried again", "メールはここで待ち、再送されます"),
            ("delivery.bounceVia", config.Delivery.BounceVia, "senders outside are not told of failures", "外部の送信者へ不達を通知できません"),
            ("release.internetVia", config.Release.InternetVia, "originals cannot be released to the Internet side", "原本をインターネット側へ払い出せません"),
            .. tenants.Select(tenant => ($"tenant {tenant.Tenant}, nextHop", tenant.NextHop, "its mail waits here and is tried again", "この団体のメールはここで待ち、再送されます")),
        ])
        {
            switch (url is null ? null : NextHopFactory.Parse(url, Directory.GetCurrentDirectory()).Address)
            {
                case SmtpHopAddress { SocketPath: null } hop:
                    yield return token => NetworkCheckup.PeerAsync(what, hop.Host, hop.Port, "220", effect, effectJa, token);
                    break;
                case MaildirHopAddress maildir:
                    yield return _ => Task.FromResult(Diagnosis.Note(what, maildir.ToString()!, "mail is only put into a folder", "メールはフォルダーに置かれるだけです"));
                    break;
                default:
                    break;
            }
        }

        if (config.People.Oidc.Issuer is { } issuer)
        {
            var provider = new Uri(issuer);
            yield return token => NetworkCheckup.PeerAsync("people.oidc", provider.Host, provider.Port, null, "people of the provider cannot sign in", "プロバイダーの利用者がサインインできません", token);
        }

        if (config.People.Ldap.Url is { } directory)
        {
            var url = new Uri(directory);
            yield return token => NetworkCheckup.PeerAsync(
                "people.ldap", url.Host, url.Port > 0 ? url.Port : url.Scheme == "ldaps" ? 636 : 389, null, "people of the directory cannot sign in", "ディレクトリーの利用者がサインインできません", token);
        }
    }

    private static async Task<Diagnosis> ScannerAsync(string name, string address, ScanOptions options, TimeProvider clock, CancellationToken token)
    {
        var scanner = ScannerAddress.Read(address).Open(name, new ScannerLimits(), clock);
        await using (scanner.ConfigureAwait(false))
        {
            var what = $"scan.scanners.{name}";
            return await scanner.AskAsync(token).ConfigureAwait(false) is not { } facts
                ? Diagnosis.Failure(what, address, "no answer: mail is held until it answers. Start the scanner; for a socket let this user into its group (usermod -aG clamav mugai)", "応答がないため、メールは保留されます。検査エンジンを起動し、ソケットの場合は利用者をグループに加えてください（usermod -aG clamav mugai）")
                : facts.SignaturesOf is { } day && clock.GetUtcNow() - day > options.MaxSignatureAge
                    ? Diagnosis.Warning(what, $"{facts.Engine.ForLog()}, {day:yyyy-MM-dd}", "its signatures are old: look at freshclam, or carry them in", "定義ファイルが古くなっています。freshclam を確認するか、手動で更新してください")
                    : Diagnosis.Good(what, facts.Engine.ForLog());
        }
    }

    private static IPEndPoint PlaceOf(string listen)
    {
        var url = new Uri(listen);
        return new IPEndPoint(url.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(url.Host.Trim('[', ']')), url.Port);
    }
}
