using System.Globalization;

namespace Mugai.Testing;

/// <summary>A c-icap of Debian: its virus_scan asks a clamd, its echo gives everything back.</summary>
public sealed class IcapInstance : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ChildProcess _process = null!;

    private IcapInstance()
    {
    }

    public int Port { get; } = LoopbackPort.Free();

    public string Url(string service) => string.Create(CultureInfo.InvariantCulture, $"icap://127.0.0.1:{Port}/{service}");

    public static async Task<IcapInstance> StartAsync(ClamdInstance clamd)
    {
        var icap = new IcapInstance();
        var modules = Directory.GetDirectories("/usr/lib", "c_icap", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "virus_scan.so")))
            ?? throw new InvalidOperationException("virus_scan.so is missing. Run: apt-get install -y --no-install-recommends c-icap libc-icap-mod-virus-scan");
        icap._folder.Write("c-icap.conf", string.Create(CultureInfo.InvariantCulture, $"""
            PidFile {icap._folder.File("pid")}
            CommandsSocket {icap._folder.File("ctl")}
            Timeout 60
            KeepAliveTimeout 60
            StartServers 1
            MaxServers 2
            MinSpareThreads 2
            MaxSpareThreads 20
            ThreadsPerChild 20
            Port 127.0.0.1:{icap.Port}
            TmpDir {icap._folder.Path}
            DebugLevel 1
            ModulesDir {modules}
            ServicesDir {modules}
            TemplateDir /usr/share/c_icap/templates/
            LoadMagicFile /etc/c-icap/c-icap.magic
            ServerLog {icap._folder.File("server.log")}
            AccessLog {icap._folder.File("access.log")}
            Service echo srv_echo.so
            Module common clamd_mod.so
            clamd_mod.ClamdSocket {clamd.Socket}
            Service antivirus_module virus_scan.so
            ServiceAlias avscan virus_scan?allow204=on&sizelimit=off&mode=simple
            virus_scan.ScanFileTypes TEXT DATA EXECUTABLE ARCHIVE GIF JPEG MSOFFICE
            virus_scan.StartSendPercentDataAfter 200M
            virus_scan.MaxObjectSize 100M
            virus_scan.DefaultEngine clamd

            """));
        // One process on the foreground whose children end with it.
        icap._process = ChildProcess.Start(Installed.Program("c-icap", "c-icap"), ["-N", "-f", icap._folder.File("c-icap.conf")]);
        await Wait.UntilAsync(async () =>
        {
            using var client = new System.Net.Sockets.TcpClient();
            try
            {
                await client.ConnectAsync(System.Net.IPAddress.Loopback, icap.Port);
                return true;
            }
            catch (System.Net.Sockets.SocketException) when (!icap._process.HasExited)
            {
                return false;
            }
        }, () => $"c-icap is not ready:\n{icap._process.Said}");
        return icap;
    }

    public async ValueTask DisposeAsync()
    {
        var children = _process.Children;
        _process.Terminate();
        try
        {
            await _process.EndAsync(TimeSpan.FromSeconds(3));
        }
        catch (TimeoutException)
        {
            foreach (var child in children)
            {
                ChildProcess.Kill(child);
            }
        }

        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
