using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>What <c>packaging/build.sh</c> makes of the program that was built beside these tests, and how the installed program speaks with systemd.</summary>
public sealed class PackageTests(PackageTests.Built built) : IClassFixture<PackageTests.Built>
{
    [Fact]
    public async Task ThePackage_RunsWithNothingOfTheMachinesDotnet()
    {
        using var folder = new TempFolder();
        var unpacked = await ChildProcess.RunAsync(Installed.Program("dpkg-deb", "dpkg"), ["-x", built.Deb, folder.Path]);
        Assert.True(unpacked.Code == 0, unpacked.ToString());
        var installed = folder.File("usr/bin/mugai");
        folder.Write("in.csv", "name,value\na,=1+1\n");
        var clean = await ChildProcess.RunAsync("/usr/bin/env", ["-i", "PATH=/usr/bin:/bin", installed, "sanitize", folder.File("in.csv"), "-o", folder.File("out.csv")], folder.Path);
        Assert.True(clean.Code == 0, clean.ToString());
        Assert.True(File.Exists(folder.File("out.csv")));
        // The configuration that comes along is one that can be started from; its names are examples.
        var check = await ChildProcess.RunAsync("/usr/bin/env", ["-i", "PATH=/usr/bin:/bin", installed, "check", "--config", folder.File("etc/mugai/mugai.yaml")], folder.Path);
        Assert.True(check.Code == 0, check.ToString());
    }

    [Fact]
    public async Task Units_AreWhatSystemdUnderstands_AndGiveLittleAway()
    {
        var analyze = Installed.Program("systemd-analyze", "systemd");
        foreach (var unit in Directory.GetFiles(Checkout.At("packaging", "systemd")))
        {
            var verify = await ChildProcess.RunAsync(analyze, ["verify", unit]);
            // That the program is not installed on this machine is all that may be wrong.
            Assert.DoesNotMatch("Unknown|Invalid|Failed to parse|ignoring", string.Join('\n', (verify.Text + verify.Error).Split('\n').Where(line => line.Contains(Path.GetFileName(unit), StringComparison.Ordinal))));
        }

        // What they start is in the package or part of every Debian: /bin/kill is not.
        Assert.All(
            Directory.GetFiles(Checkout.At("packaging", "systemd")).SelectMany(File.ReadAllLines).Where(line => line.StartsWith("Exec", StringComparison.Ordinal)),
            line => Assert.Contains(line.Split('=', 2)[1].Split(' ')[0], (string[])["/usr/bin/mugai", "/bin/sh"]));

        var security = await ChildProcess.RunAsync(analyze, ["security", "--offline=true", Checkout.At("packaging", "systemd", "mugai.service")]);
        var exposure = double.Parse(Regex.Match(security.Text, "exposure level for mugai.service: ([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.True(exposure <= 2.5, security.Text);
    }

    [Fact]
    public async Task ThePackage_HoldsWhatItsUnitsAndPagesName()
    {
        var list = (await ChildProcess.RunAsync(Installed.Program("dpkg-deb", "dpkg"), ["-c", built.Deb])).Text;
        Assert.All(
            (string[])["./usr/bin/mugai\n", "./usr/lib/mugai/worker/mugai-worker\n", "./etc/mugai/mugai.yaml\n", "./usr/lib/systemd/system/mugai.service\n", "./usr/lib/systemd/system/mugai-backup.timer\n",
                "./usr/share/doc/mugai/operating/ja/install.md\n", "./usr/share/doc/mugai/mugai.cdx.json\n", "libhostfxr.so\n"],
            file => Assert.Contains(file, list, StringComparison.Ordinal));
        Assert.DoesNotContain("master.key", list, StringComparison.Ordinal);
        foreach (var script in (string[])["postinst", "prerm", "postrm"])
        {
            Assert.Equal(0, (await ChildProcess.RunAsync("/bin/sh", ["-n", Checkout.At("packaging", "debian", script)])).Code);
        }

        Assert.Contains("User=mugai", File.ReadAllText(Checkout.At("packaging", "systemd", "mugai.service")), StringComparison.Ordinal);
        Assert.Contains("adduser --system", File.ReadAllText(Checkout.At("packaging", "debian", "postinst")), StringComparison.Ordinal);
    }

    /// <summary>On most systems /lib and /bin are links into /usr. A folder of that name in the archive would take the link's place, and nothing of the system would start any more.</summary>
    [Fact]
    public async Task TheArchive_IsUnpackedAtTheRoot_AndLeavesTheLinksOfTheSystemAlone()
    {
        using var folder = new TempFolder();
        foreach (var name in (string[])["lib", "bin", "sbin", "lib64"])
        {
            Directory.CreateDirectory(folder.File($"usr/{name}"));
            File.CreateSymbolicLink(folder.File(name), $"usr/{name}");
        }

        var unpacked = await ChildProcess.RunAsync(Installed.Program("tar", "tar"), ["-C", folder.Path, "-xzf", built.Archive]);
        Assert.True(unpacked.Code == 0, unpacked.ToString());
        Assert.All((string[])["lib", "bin", "sbin", "lib64"], name => Assert.Equal($"usr/{name}", new FileInfo(folder.File(name)).LinkTarget));
        Assert.True(File.Exists(folder.File("lib/systemd/system/mugai.service")));
        Assert.True(File.Exists(folder.File("bin/mugai")));
    }

    [Fact]
    public void TheBillOfMaterials_NamesEveryPackageOfTheLockFiles()
    {
        var bom = JsonNode.Parse(File.ReadAllText(built.Bom))!;
        Assert.Equal("CycloneDX", bom["bomFormat"]!.GetValue<string>());
        var named = bom["components"]!.AsArray().Select(component => component!["purl"]?.GetValue<string>()).ToHashSet();
        foreach (var room in (string[])["Abstractions", "Mime", "Sanitizers", "Worker", "Portal", "Gateway"])
        {
            foreach (var (name, package) in JsonNode.Parse(File.ReadAllText(Checkout.At("src", room, "packages.lock.json")))!["dependencies"]!.AsObject().SelectMany(framework => framework.Value!.AsObject()))
            {
                if (package!["contentHash"] is not null)
                {
                    Assert.Contains($"pkg:nuget/{name}@{package["resolved"]!.GetValue<string>()}", named);
                }
            }
        }

        Assert.Contains(named, purl => purl?.StartsWith("pkg:generic/Microsoft.NETCore.App@10.", StringComparison.Ordinal) == true);
        Assert.Contains("pkg:deb/debian/libvips42", named);
        Assert.Contains(bom["components"]!.AsArray(), component => component!["name"]!.GetValue<string>() == "worker/Mugai.Sanitizers.dll");
    }

    [Fact]
    public async Task Systemd_IsToldWhenMailIsTaken_ThatItLives_AndThatItStops()
    {
        await using var gateway = MugaiServer.Prepare(new MugaiSettings { NextHop = "maildir:clean" });
        using var heard = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var place = Path.Combine(gateway.Folder, "notify");
        heard.Bind(new UnixDomainSocketEndPoint(place));
        await using var server = ChildProcess.Start("/usr/bin/env", [$"NOTIFY_SOCKET={place}", "WATCHDOG_USEC=40000", MugaiServer.Program, "serve", "--config", gateway.ConfigFile], gateway.Folder);
        Assert.Equal("READY=1", await HearAsync(heard));
        Assert.Equal(System.Net.HttpStatusCode.OK, await gateway.GetStatusAsync("/health/ready"));
        Assert.Equal("WATCHDOG=1", await HearAsync(heard));
        Assert.Equal("WATCHDOG=1", await HearAsync(heard));
        server.Terminate();
        string said;
        while ((said = await HearAsync(heard)) == "WATCHDOG=1")
        {
        }

        Assert.Equal("STOPPING=1", said);
        // From here on nobody listens, and the signs of life fill the socket: it ends all the same.
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public void TheContainer_HasNoRights()
    {
        var compose = File.ReadAllText(Checkout.At("compose.yaml"));
        Assert.All((string[])["read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "service_healthy"], line => Assert.Contains(line, compose, StringComparison.Ordinal));
        var dockerfile = File.ReadAllText(Checkout.At("Dockerfile"));
        Assert.All((string[])["USER $APP_UID", "HEALTHCHECK", "VOLUME"], line => Assert.Contains(line, dockerfile, StringComparison.Ordinal));
    }

    /// <summary>The script of the mail servers in compose.yaml, with everything that belongs to the machine kept away from it, and its mailboxes tried by a real Postfix.</summary>
    [Theory]
    [InlineData("relay", "city.example.lg.jp", "mugai", "2525")]
    [InlineData("mailboxes", "city.example.lg.jp")]
    public async Task ComposeMailServers_AreSetUpWithoutAWarning(params string[] arguments)
    {
        using var folder = new TempFolder();
        folder.Write("main.cf", "compatibility_level = 3.6\n");
        folder.Write("master.cf", "smtp unix - - y - - smtp\n");
        foreach (var kept in (string[])["postfix", "mkdir", "chown"])
        {
            File.SetUnixFileMode(folder.Write($"tools/{kept}", "#!/bin/sh\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var end = await ChildProcess.RunAsync("/usr/bin/env", [$"MAIL_CONFIG={folder.Path}", $"PATH={folder.File("tools")}:/usr/sbin:/usr/bin:/bin", "sh", Checkout.At("packaging", "compose", "postfix.sh"), .. arguments]);
        Assert.True(end.Code == 0 && end.Error.Length == 0, end.ToString());
        // In Debian's chroot nobody would know the other containers' names.
        Assert.Contains("unix - - n - - smtp", Regex.Replace(File.ReadAllText(folder.File("master.cf")), " +", " "), StringComparison.Ordinal);
        if (arguments[0] == "mailboxes")
        {
            await using var postfix = await PostfixInstance.StartAsync(
                [.. File.ReadLines(folder.File("main.cf")).Where(line => line.StartsWith("virtual_", StringComparison.Ordinal)).Select(line => line.Replace("/var/mail", "FOLDER/mail", StringComparison.Ordinal))]);
            Assert.StartsWith("250", await SmtpTalk.SendAsync(postfix.Port, "sender@outside.example", ["clerk@city.example.lg.jp", "taro@city.example.lg.jp"], Sample.Text("both")), StringComparison.Ordinal);
            await postfix.MailboxAsync("clerk", 1);
            await postfix.MailboxAsync("others", 1);
        }
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var datagram = new byte[256];
        return Encoding.UTF8.GetString(datagram, 0, await socket.ReceiveAsync(datagram, guard.Token));
    }

    public sealed class Built : IAsyncLifetime, IDisposable
    {
        private readonly TempFolder _folder = new();

        public string Deb => Directory.GetFiles(_folder.Path, "*.deb").Single();

        public string Archive => Directory.GetFiles(_folder.Path, "*.tar.gz").Single();

        public string Bom => Directory.GetFiles(_folder.Path, "*.cdx.json").Single();

        public async Task InitializeAsync()
        {
            var made = await ChildProcess.RunAsync(
                "/bin/bash", [Checkout.At("packaging", "build.sh"), "--from", Path.GetDirectoryName(MugaiServer.Program)!, _folder.Path], _folder.Path, within: TimeSpan.FromMinutes(10));
            Assert.True(made.Code == 0, made.ToString());
        }

        /// <summary>The folder goes with <see cref="Dispose"/>, which is called as well.</summary>
        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _folder.Dispose();
    }
}
