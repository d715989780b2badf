using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>A certificate for 127.0.0.1 that is its own authority. By address: libldap takes the name "localhost" for the machine's own.</summary>
internal static class LoopbackCertificate
{
    /// <summary>Writes <c>NAME.pem</c> and <c>NAME.key</c>, good for so many days, and gives the certificate's thumbprint.</summary>
    public static string Write(TempFolder folder, string name, int days = 2)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(days));
        folder.Write($"{name}.pem", certificate.ExportCertificatePem());
        folder.Write($"{name}.key", key.ExportPkcs8PrivateKeyPem());
        return certificate.Thumbprint;
    }
}
