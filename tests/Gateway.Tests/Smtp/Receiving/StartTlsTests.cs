using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mugai.Gateway.Smtp.Receiving;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

public sealed class StartTlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mugai-tls-");

    [Fact]
    public async Task Takes_AMessageUnderTls()
    {
        var certificate = NewCertificate();
        await using var gateway = await TestGateway.StartAsync(With(() => Context(certificate)));
        using var wire = await gateway.GreetAsync();
        Assert.StartsWith("220 2.0.0", await wire.AskAsync("STARTTLS"));
        await wire.StartTlsAsync(certificate.Thumbprint);

        // RFC 3207 4.2: nothing said before counts any more.
        Assert.StartsWith("503 5.5.1", await wire.AskAsync("MAIL FROM:<a@b.example>"));
        Assert.DoesNotContain("STARTTLS", await wire.AskAsync("EHLO secure.example"));
        Assert.StartsWith("503 5.5.1", await wire.AskAsync("STARTTLS"));
        await wire.SendAsync("MAIL FROM:<a@b.example>\r\nRCPT TO:<a@city.example>\r\nDATA\r\n");
        Assert.StartsWith("250 ", await wire.ReplyAsync());
        Assert.StartsWith("250 ", await wire.ReplyAsync());
        Assert.StartsWith("354 ", await wire.ReplyAsync());
        var body = new string('x', 70_000) + "\r\n";
        Assert.StartsWith("250 ", await wire.AskAsync(body + "."));
        Assert.StartsWith("221 ", await wire.AskAsync("QUIT"));
        Assert.True(await wire.IsClosedAsync());

        var kept = Assert.Single(gateway.Spool.Messages);
        Assert.Equal(("ESMTPS", "secure.example", body), (kept.Message.Envelope.Protocol, kept.Message.Envelope.ClientName.DangerousRaw, kept.Text));
    }

    [Theory]
    [InlineData("STARTTLS\r\nEHLO evil\r\n")]
    [InlineData("STARTTLS\r\nMAIL FROM:<evil@b.example>\r\nRCPT TO:<a@city.example>\r\n")]
    [InlineData("STARTTLS\r\nx")]
    public async Task Closes_WhenClearTextIsInjectedBehindStartTls(string octets)
    {
        var certificate = NewCertificate();
        await using var gateway = await TestGateway.StartAsync(With(() => Context(certificate)));
        using var wire = await gateway.GreetAsync();
        await wire.SendAsync(octets);
        Assert.StartsWith("503 5.5.1", await wire.ReplyAsync());
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task Closes_WhenClearTextComesInsteadOfTheHandshake()
    {
        var certificate = NewCertificate();
        await using var gateway = await TestGateway.StartAsync(With(() => Context(certificate)));
        using var wire = await gateway.GreetAsync();
        await wire.AskAsync("STARTTLS");
        await wire.SendAsync("MAIL FROM:<evil@b.example>\r\nRCPT TO:<a@city.example>\r\nDATA\r\nx\r\n.\r\n");
        Assert.DoesNotContain("250", await wire.ReceiveOnceAsync());
        await TestGateway.UntilAsync(() => gateway.Server.OpenSessions == 0);
        Assert.Empty(gateway.Spool.Messages);
    }

    [Fact]
    public async Task Closes_WhenTheHandshakeNeverComes()
    {
        var certificate = NewCertificate();
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(With(() => Context(certificate)), time: time);
        using var wire = await gateway.GreetAsync();
        await wire.AskAsync("STARTTLS");
        var passed = await time.AdvanceUntilAsync(wire.IsClosedAsync(), TimeSpan.FromSeconds(10));
        Assert.InRange(passed, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Says454_WhileTheCertificateCannotBeLoaded()
    {
        await using var gateway = await TestGateway.StartAsync(With(() => throw new CryptographicException("no key")));
        using var wire = await gateway.GreetAsync();
        Assert.StartsWith("454 4.7.0", await wire.AskAsync("STARTTLS"));
        Assert.StartsWith("250 ", await wire.AskAsync("MAIL FROM:<a@b.example>"));
    }

    [Fact]
    public async Task Uses_ARenewedCertificateAndKeepsTheOldWhenTheNewIsBad()
    {
        var first = NewCertificate();
        var second = NewCertificate();
        var (certificatePath, keyPath) = (Path.Combine(_folder.FullName, "tls.pem"), Path.Combine(_folder.FullName, "tls.key"));
        Write(first, certificatePath, keyPath, DateTime.UnixEpoch.AddDays(1));
        var failures = 0;
        var files = new ReloadingCertificate(certificatePath, keyPath) { LoadFailed = _ => failures++ };
        await using var gateway = await TestGateway.StartAsync(With(files.Current));
        await HandshakeAsync(gateway, first);

        Write(second, certificatePath, keyPath, DateTime.UnixEpoch.AddDays(2));
        await HandshakeAsync(gateway, second);

        await File.WriteAllTextAsync(certificatePath, "half a file");
        await HandshakeAsync(gateway, second);
        Assert.Equal(1, failures);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task HandshakeAsync(TestGateway gateway, X509Certificate2 expected)
    {
        using var wire = await gateway.GreetAsync();
        await wire.AskAsync("STARTTLS");
        await wire.StartTlsAsync(expected.Thumbprint);
        Assert.StartsWith("250", await wire.AskAsync("EHLO c"));
    }

    private static void Write(X509Certificate2 certificate, string certificatePath, string keyPath, DateTime writtenAt)
    {
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.SetLastWriteTimeUtc(certificatePath, writtenAt);
        File.SetLastWriteTimeUtc(keyPath, writtenAt);
    }

    private static SmtpReceivingOptions With(Func<SslStreamCertificateContext> certificate) => new() { Certificate = certificate };

    private static SslStreamCertificateContext Context(X509Certificate2 certificate) => SslStreamCertificateContext.Create(certificate, null, offline: true);

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gw.city.example", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }
}
