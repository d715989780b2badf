using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary><c>mugai doctor</c> on a machine where things are wrong, one after the other.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task NothingStandsInTheWay_OfAGatewayThatRuns()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}") });
        var end = await gateway.CommandAsync("doctor");
        Assert.True(end.Code == 0, end.ToString());
        Assert.All((string[])["landlock: ABI ", "seccomp: yes", "sqlite: 3", "libvips.so.42: 8", "in use by the running server", "delivery.nextHop: 127.0.0.1"], seen => Assert.Contains(seen, end.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("FAIL", end.Text, StringComparison.Ordinal);
        // The key that is in use is no old one.
        Assert.DoesNotContain("destroy", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsWrong_IsNamedWithWhatToDo_InBothLanguages()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var portal = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var folder = new TempFolder();
        WriteCertificate(folder, "old", "gw.city.example.lg.jp", DateTimeOffset.UtcNow.AddDays(-1));
        var file = folder.Write("mugai.yaml", string.Create(CultureInfo.InvariantCulture, $$"""
            smtp:
              listen: ["127.0.0.1:{{LoopbackPort.Free()}}"]
              hostname: gw.city.example.lg.jp
              recipientDomains: ["city.example.lg.jp"]
              tls: { certificate: old.pem, key: old.key }
            delivery:
              nextHop: smtp://127.0.0.1:{{LoopbackPort.Free()}}
            storage: { path: store, masterKeyFile: key/master.key }
            portal: { listen: "http://127.0.0.1:{{portal}}" }
            people:
              ldap: { url: "ldaps://127.0.0.1:{{LoopbackPort.Free()}}", base: "dc=city", groups: { staff: "*" } }

            """));
        Directory.CreateDirectory(folder.File("key"));
        File.WriteAllBytes(folder.File("key/master.key"), RandomNumberGenerator.GetBytes(32));
        File.SetUnixFileMode(folder.File("key/master.key"), UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.WriteAllBytes(folder.File("key/master.key.old-12345678"), RandomNumberGenerator.GetBytes(32));
        var end = await ChildProcess.RunAsync(MugaiServer.Program, ["doctor", "--json", "--config", file], folder.Path);
        Assert.True(end.Code == 1, end.ToString());
        var found = JsonNode.Parse(end.Text)!.AsArray().Select(each => each!).ToLookup(each => each["name"]!.GetValue<string>());
        foreach (var (name, todo) in (ReadOnlySpan<(string, string)>)[
            ("master key", "chmod 600"), ("portal.listen", "ss -ltnp"), ("delivery.nextHop", "firewall"), ("smtp.tls", "renew"), ("people.ldap", "sign in")])
        {
            var one = Assert.Single(found[name], each => each["gravity"]!.GetValue<string>() == "failure");
            Assert.Contains(todo, one["en"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains(one["ja"]!.GetValue<string>(), letter => letter > '\u3000');
        }

        var old = Assert.Single(found["master key"], each => each["en"]!.GetValue<string>().Contains("destroy", StringComparison.Ordinal));
        Assert.Contains("master.key.old-12345678", old.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single(found["smtp.listen"])["gravity"]!.GetValue<string>());

        // Soon to expire, and of another name: warnings alone.
        WriteCertificate(folder, "old", "mail.example", DateTimeOffset.UtcNow.AddDays(300));
        end = await ChildProcess.RunAsync(MugaiServer.Program, ["doctor", "--config", file], folder.Path);
        Assert.Contains("WARN  smtp.tls", end.Text, StringComparison.Ordinal);
        Assert.Contains("does not carry the name", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadConfiguration_IsToldFirst()
    {
        using var folder = new TempFolder();
        var file = folder.Write("mugai.yaml", "smtp:\n  hostnam: x\n");
        Assert.Equal(2, (await ChildProcess.RunAsync(MugaiServer.Program, ["doctor", "--config", file], folder.Path)).Code);
    }

    private static void WriteCertificate(TempFolder folder, string file, string name, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(until.AddYears(-1), until);
        folder.Write($"{file}.pem", certificate.ExportCertificatePem());
        folder.Write($"{file}.key", key.ExportPkcs8PrivateKeyPem());
    }
}
