using System.Security.Cryptography.X509Certificates;
using Mugai.Gateway.Configuration;
using Mugai.Portal.People;

namespace Mugai.Gateway.Hosting;

/// <summary>The provider of the configuration as the portal wants it.</summary>
internal static class Provider
{
    /// <summary>Null: none is configured. Files that cannot be read stop the start.</summary>
    public static ProviderOptions? OptionsFor(GatewayConfig config) => config.People.Oidc is not { Issuer: { } issuer } oidc ? null : new ProviderOptions
    {
        Issuer = issuer, ClientId = oidc.ClientId, ClientSecret = oidc.ClientSecretFile is { } file ? File.ReadAllText(file).Trim() : null, Name = oidc.Name, Scopes = oidc.Scopes,
        Claims = oidc.Claims, PublicUrl = config.Portal.PublicUrl, Backchannel = oidc.CaFile is { } ca ? Trusting(ca) : null,
    };

    private static SocketsHttpHandler Trusting(string caFile)
    {
        // As to the next hop: no revocation check, neither OCSP nor CRLs can be reached behind the LGWAN border.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, TrustMode = X509ChainTrustMode.CustomRootTrust };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = policy;
        return handler;
    }
}
