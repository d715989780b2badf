namespace Mugai.EndToEnd.Tests.Documents;

/// <summary>The only blocks of the pages that no test runs, each with its reason. A block that is not here fails, and so does an entry that no page has.</summary>
internal static class ReadersMachine
{
    /// <summary>Page and first command → why.</summary>
    public static IReadOnlyDictionary<(string Page, string FirstCommand), string> Blocks { get; } = new Dictionary<(string, string), string>
    {
        [("/README.md", "./mugai demo")] = "the demo stays open until it is ended, DemoTests runs it with --once; test.sh is what runs this test",
        [("connect.md", "sudo postfix check && sudo postfix reload")] = "speaks to the Postfix of the machine; the lines above it are tried with one of our own",
        [("install.md", "sudo apt-get install ./mugai_0.1.0_amd64.deb")] = "installs on the machine; PackageTests unpacks the package and runs what is in it",
        [("install.md", "mkdir bundle && cd bundle")] = "loads packages from the Internet",
        [("install.md", "sha256sum -c SHA256SUMS")] = "installs on the machine",
        [("install.md", "cat /sys/kernel/security/lsm")] = "installs on a machine of the RHEL family; PackageTests unpacks the archive, PackageSourceTests names its packages",
        [("install.md", "sudo systemctl enable --now mugai")] = "needs systemd as the first process; PackageTests speaks with the program as systemd does",
        [("install.md", "docker compose up")] = "needs a container engine",
        [("keys.md", "systemctl stop mugai")] = "needs systemd as the first process; the test stops the server itself",
        [("keys.md", "systemctl start mugai")] = "needs systemd as the first process; the test starts the server itself",
        [("people.md", "mugai user link sato --subject 4f1c…")] = "needs a provider and a person of it; OidcTests links and unlinks one",
        [("tenants.md", "mugai tenant erase kita-machi")] = "needs a tenant that had mail and left; TenantErasureTests erases one",
        [("upgrade.md", "sudo apt-get install ./mugai_0.2.0_amd64.deb")] = "installs on the machine",
    };
}
