using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>TLS on the portal's own listener, and what is believed of a proxy before it.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task Listener_SpeaksTls_AndTakesARenewedCertificateWithoutARestart()
    {
        using var folder = new TempFolder();
        var first = LoopbackCertificate.Write(folder, "portal");
        var port = LoopbackPort.Free();
        var url = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}");
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = "maildir:clean", Portal = [$"internetListen: {url}", "tls:", $"  certificate: {folder.File("portal.pem")}", $"  key: {folder.File("portal.key")}"],
        });
        Assert.Equal((first, SslProtocols.Tls13), await ShakeHandsAsync(port, SslProtocols.None));
        Assert.Equal((first, SslProtocols.Tls12), await ShakeHandsAsync(port, SslProtocols.Tls12));
#pragma warning disable SYSLIB0039, CA5397 // That it is refused is what is tested.
        await Assert.ThrowsAnyAsync<Exception>(() => ShakeHandsAsync(port, SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397

        // The page over it: told to come back by TLS alone, cookies for TLS alone.
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = { CertificateChainPolicy = Trust(folder) } });
        using var page = await http.GetAsync(new Uri(url + "/setup"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        });

        // The command trusts the certificate of the file, whatever names stand in it.
        var other = Path.Combine(gateway.Folder, "tls.yaml");
        await File.WriteAllTextAsync(other, (await File.ReadAllTextAsync(gateway.ConfigFile))
            .Replace(string.Create(CultureInfo.InvariantCulture, $"listen: http://127.0.0.1:{gateway.PortalPort}"), $"listen: {url}", StringComparison.Ordinal)
            .Replace($"internetListen: {url}", "zone: internet", StringComparison.Ordinal));
        var health = await ChildProcess.RunAsync(MugaiServer.Program, ["health", "--config", other], gateway.Folder);
        Assert.True(health.Code == 0, health.ToString());

        var renewed = LoopbackCertificate.Write(folder, "portal");
        Assert.Equal(renewed, (await ShakeHandsAsync(port, SslProtocols.None)).Thumbprint);

        // A broken pair leaves the good one in force, and the log says so.
        folder.Write("portal.pem", "-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n");
        Assert.Equal(renewed, (await ShakeHandsAsync(port, SslProtocols.None)).Thumbprint);
        await Wait.UntilAsync(() => gateway.Process.Said.Contains("\"EventId\":1605", StringComparison.Ordinal), () => gateway.Process.Said);
    }

    [Fact]
    public async Task Check_TellsOfTlsThatIsHalfConfigured()
    {
        using var folder = new TempFolder();
        LoopbackCertificate.Write(folder, "portal");
        folder.Write("mugai.yaml", "portal:\n  listen: https://127.0.0.1:8443\n");
        var none = await ChildProcess.RunAsync(MugaiServer.Program, ["check", "--config", folder.File("mugai.yaml")], folder.Path);
        Assert.Equal(2, none.Code);
        Assert.Contains("needs portal.tls.certificate", none.ToString(), StringComparison.Ordinal);
        folder.Write("mugai.yaml", "portal:\n  listen: https://127.0.0.1:8443\n  tls: { certificate: portal.pem }\n");
        var half = await ChildProcess.RunAsync(MugaiServer.Program, ["check", "--config", folder.File("mugai.yaml")], folder.Path);
        Assert.Equal(2, half.Code);
        Assert.Contains("portal.tls には certificate と key の両方が必要です", half.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "127.0.0.1")]
    [InlineData("[192.0.2.0/24]", "127.0.0.1")]
    [InlineData("[127.0.0.1]", "203.0.113.9")]
    public async Task ForwardedAddress_IsBelieved_FromListedProxiesAlone(string trusted, string client)
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", PublicUrl = null, Portal = [$"trustedProxies: {trusted}"] });
        Assert.Equal(0, (await gateway.CommandAsync("user", "add", "hanako", "--role", "administrator", "--reason", "test")).Code);
        using var visitor = new PortalVisitor(gateway);
        visitor.Send("X-Forwarded-For", "203.0.113.9");
        await visitor.SubmitAsync("/sign-in", ("name", "hanako"), ("password", "wrong"));
        var export = (await gateway.CommandAsync("audit", "export")).Text;
        Assert.Contains(client, export, StringComparison.Ordinal);
        Assert.Equal(client == "203.0.113.9", export.Contains("203.0.113.9", StringComparison.Ordinal));
    }

    private static X509ChainPolicy Trust(TempFolder folder)
    {
        var trust = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, TrustMode = X509ChainTrustMode.CustomRootTrust };
        trust.CustomTrustStore.ImportFromPemFile(folder.File("portal.pem"));
        return trust;
    }

    private static async Task<(string Thumbprint, SslProtocols Protocol)> ShakeHandsAsync(int port, SslProtocols offered)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var thumbprint = "";
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1", EnabledSslProtocols = offered,
            RemoteCertificateValidationCallback = (_, shown, _, _) => (thumbprint = ((X509Certificate2)shown!).Thumbprint).Length > 0,
        });
        return (thumbprint, tls.SslProtocol);
    }
}
