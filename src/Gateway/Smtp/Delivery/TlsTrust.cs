using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>Whom we believe on TLS. Built once per next hop; a CA file that cannot be read stops the start.</summary>
internal sealed class TlsTrust
{
    private readonly X509ChainPolicy _chain;

    public TlsTrust(string? caFile)
    {
        // No revocation check: behind the LGWAN border neither OCSP nor CRLs can be reached, and waiting for them would stop the mail.
        _chain = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (caFile is null)
        {
            return;
        }

        _chain.TrustMode = X509ChainTrustMode.CustomRootTrust;
        _chain.CustomTrustStore.ImportFromPemFile(caFile);
    }

    [SuppressMessage("Security", "CA5359", Justification = "Opportunistic TLS: the alternative is clear text (RFC 7435), any certificate is better than none.")]
    public async ValueTask<Stream> AuthenticateAsync(Stream inner, string host, TlsUse use, CancellationToken token)
    {
        var secured = new SslStream(inner, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = _chain.Clone(),
        };
        if (use == TlsUse.Opportunistic)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        try
        {
            await secured.AuthenticateAsClientAsync(options, token);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }
}
