using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>People of a real directory (Debian's slapd, on loopback, with TLS): passwords, groups, departments.</summary>
public sealed class LdapTests
{
    private const string Entries = """
        dn: dc=city,dc=example
        objectClass: domain
        dc: city

        dn: cn=mugai,dc=city,dc=example
        objectClass: organizationalRole
        objectClass: simpleSecurityObject
        cn: mugai
        userPassword: service-secret

        dn: uid=taro,dc=city,dc=example
        objectClass: inetOrgPerson
        uid: taro
        cn: Taro
        sn: Sato
        displayName: Sato Taro
        ou: Soumu
        mail: taro@city.example.lg.jp
        userPassword: taro-secret-1

        dn: uid=jiro,dc=city,dc=example
        objectClass: inetOrgPerson
        uid: jiro
        cn: Jiro
        sn: Suzuki
        mail: jiro@city.example.lg.jp
        userPassword: jiro-secret-1

        dn: cn=staff,dc=city,dc=example
        objectClass: groupOfNames
        cn: staff
        member: uid=taro,dc=city,dc=example

        dn: cn=soumu-approvers,dc=city,dc=example
        objectClass: groupOfNames
        cn: soumu-approvers
        member: uid=taro,dc=city,dc=example

        """;

    [Fact]
    public async Task Directory_ChecksPasswordsAndGivesRoles()
    {
        using var folder = new TempFolder();
        await using var slapd = await StartAsync(folder);
        folder.Write("service-password", "service-secret\n");
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = "maildir:clean", PublicUrl = null,
            People =
            [
                "secondFactor: []", "ldap:", string.Create(CultureInfo.InvariantCulture, $"  url: ldaps://127.0.0.1:{slapd.Port}"), $"  caFolder: {folder.File("ca")}", "  bindDn: cn=mugai,dc=city,dc=example",
                $"  bindPasswordFile: {folder.File("service-password")}", "  base: dc=city,dc=example", "  groups: { staff: \"cn=staff,dc=city,dc=example\" }",
                "  approvers: { Soumu: \"cn=soumu-approvers,dc=city,dc=example\" }",
            ],
        });
        Assert.Equal(0, (await gateway.CommandAsync("user", "add", "local-admin", "--role", "administrator", "--reason", "test")).Code);
        using var visitor = new PortalVisitor(gateway);
        foreach (var (name, password) in ((string, string)[])[("taro", "wrong"), ("taro", ""), ("*", "taro-secret-1"), ("taro)(uid=*", "taro-secret-1"), ("jiro", "jiro-secret-1"), ("nobody", "x")])
        {
            await visitor.SubmitAsync("/sign-in", ("name", name), ("password", password));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        }

        await visitor.SubmitAsync("/sign-in", ("name", "taro"), ("password", "taro-secret-1"));
        Assert.True(visitor.Location == "/", gateway.Process.Said);
        Assert.Contains("Sato Taro", (await visitor.GetAsync("/account")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/account/password")).Status);
        var taro = JsonNode.Parse((await gateway.CommandAsync("user", "list", "--json")).Text)!.AsArray().Single(user => user!["signInName"]!.GetValue<string>() == "taro")!;
        Assert.Equal("ldap", taro["source"]!.GetValue<string>());
        Assert.Equal("Soumu", taro["department"]!.GetValue<string>());
        Assert.Equal(["staff", "approver"], taro["roles"]!.AsArray().Select(role => role!.GetValue<string>()));
        Assert.Equal(["taro@city.example.lg.jp"], taro["addresses"]!.AsArray().Select(address => address!.GetValue<string>()));
    }

    private static async Task<Slapd> StartAsync(TempFolder folder)
    {
        var program = Installed.Program("slapd", "slapd");
        LoopbackCertificate.Write(folder, "slapd");
        folder.Write("ca/directory.pem", File.ReadAllText(folder.File("slapd.pem")));
        Directory.CreateDirectory(folder.File("data"));
        folder.Write("slapd.conf", $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            pidfile {folder.File("slapd.pid")}
            modulepath /usr/lib/ldap
            moduleload back_mdb
            TLSCertificateFile {folder.File("slapd.pem")}
            TLSCertificateKeyFile {folder.File("slapd.key")}
            database mdb
            suffix "dc=city,dc=example"
            rootdn "cn=root,dc=city,dc=example"
            directory {folder.File("data")}
            access to attrs=userPassword by anonymous auth by * none
            access to * by users read by * none

            """);
        folder.Write("entries.ldif", Entries);
        var filled = await ChildProcess.RunAsync(Installed.Program("slapadd", "slapd"), ["-f", folder.File("slapd.conf"), "-l", folder.File("entries.ldif")], folder.Path);
        Assert.True(filled.Code == 0, filled.ToString());
        var port = LoopbackPort.Free();
        var process = ChildProcess.Start(program, ["-d", "0", "-f", folder.File("slapd.conf"), "-h", string.Create(CultureInfo.InvariantCulture, $"ldaps://127.0.0.1:{port}")], folder.Path);
        await Wait.UntilAsync(async () =>
        {
            using var socket = new System.Net.Sockets.TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (System.Net.Sockets.SocketException)
            {
                return process.HasExited ? throw new InvalidOperationException($"slapd ended:\n{process.Said}") : false;
            }
        }, () => $"slapd does not listen:\n{process.Said}", TimeSpan.FromSeconds(30));
        return new Slapd(process, port);
    }

    private sealed class Slapd(ChildProcess process, int port) : IAsyncDisposable
    {
        public int Port => port;

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}
