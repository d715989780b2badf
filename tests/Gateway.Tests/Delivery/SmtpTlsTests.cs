using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

public sealed class SmtpTlsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = SelfMade("hop.example");
    private readonly string _caFile = Path.Combine(Path.GetTempPath(), $"mugai-ca-{Guid.NewGuid():N}.pem");

    public SmtpTlsTests() => File.WriteAllText(_caFile, _certificate.ExportCertificatePem());

    public void Dispose()
    {
        _certificate.Dispose();
        File.Delete(_caFile);
    }

    [Fact]
    public async Task Encrypts_WithACertificateOfTheGivenAuthority()
    {
        await using var server = new ScriptedServer { Certificate = _certificate };
        await using var hop = Given.Hop("hop.example", server.Port, Required(_caFile));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        }

        Assert.Equal(["EHLO", "STARTTLS", "EHLO", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA"], server.Verbs);
    }

    [Theory]
    [InlineData("hop.example", false)]
    [InlineData("impostor.example", true)]
    public async Task SendsNothing_WhenTheCertificateIsNotTrusted(string host, bool withCaFile)
    {
        await using var server = new ScriptedServer { Certificate = _certificate };
        await using var hop = Given.Hop(host, server.Port, Required(withCaFile ? _caFile : null));
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliveryPhase.StartTls, delivery.Phase);
        Assert.Equal("4.7.5", delivery.Reply.Status.ToString());
        Assert.DoesNotContain("MAIL", server.Verbs);
    }

    [Fact]
    public async Task SendsNothing_WhenTlsIsRequired_AndNotOffered()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop("hop.example", server.Port, Required(_caFile));
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal("4.7.4", delivery.Reply.Status.ToString());
        Assert.DoesNotContain("MAIL", server.Verbs);
    }

    [Fact]
    public async Task Encrypts_Opportunistically_WithAnyCertificate()
    {
        await using var server = new ScriptedServer { Certificate = _certificate };
        await using var hop = Given.Hop("other.example", server.Port, Required(null) with { Tls = TlsUse.Opportunistic });
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Contains("STARTTLS", server.Verbs);
    }

    [Theory]
    [InlineData("454 4.7.0 not now")]
    [InlineData(ScriptedServer.Close)]
    [InlineData("220 2.0.0 ready\r\n250 injected")]
    public async Task GoesOnInClear_Opportunistically_WhenTheHandshakeFails(string answer)
    {
        await using var server = new ScriptedServer { Certificate = _certificate, Answer = (_, command) => command == "STARTTLS" ? answer : null };
        await using var hop = Given.Hop("hop.example", server.Port, Required(null) with { Tls = TlsUse.Opportunistic });
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task EndsTheSession_WhenClearTextFollowsTheAnswerToStartTls()
    {
        await using var server = new ScriptedServer
        {
            Certificate = _certificate,
            Answer = (_, command) => command == "STARTTLS" ? "220 2.0.0 ready\r\n250-injected\r\n250 SIZE 1" : null,
        };
        await using var hop = Given.Hop("hop.example", server.Port, Required(_caFile));
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliveryPhase.StartTls, delivery.Phase);
        Assert.DoesNotContain("MAIL", server.Verbs);
    }

    [Fact]
    public async Task DoesWithout_WhenTlsIsOff()
    {
        await using var server = new ScriptedServer { Certificate = _certificate };
        await using var hop = Given.Hop("hop.example", server.Port, Required(null) with { Tls = TlsUse.None });
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.DoesNotContain("STARTTLS", server.Verbs);
    }

    private static SmtpHopOptions Required(string? caFile) => Given.Options() with
    {
        Tls = TlsUse.Require,
        CaFile = caFile,
        Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
    };

    private static X509Certificate2 SelfMade(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
