using System.Globalization;
using System.Text;

namespace Mugai.Testing;

/// <summary>A clamd of Debian with hand-written signatures: the EICAR test file by its digest, and a text that only the tests know. It can be killed and started again.</summary>
public sealed class ClamdInstance : IAsyncDisposable
{
    /// <summary>What a mail must hold to be found, under which name.</summary>
    public const string Marker = "MUGAI-TEST-SIGNATURE-7391";
    public const string MarkerName = "Mugai.Test.Marker.UNOFFICIAL";

    private readonly TempFolder _folder = new();
    private ChildProcess? _process;

    private ClamdInstance()
    {
    }

    public string Socket => _folder.File("clamd.ctl");

    public int Port { get; } = LoopbackPort.Free();

    public string Said => _process?.Said ?? "";

    public static async Task<ClamdInstance> StartAsync(string streamMaxLength = "60M")
    {
        var clamd = new ClamdInstance();
        clamd._folder.Write("db/mugai.hdb", "44d88612fea8a8f36de82e1278abb02f:68:Mugai.Eicar\n");
        clamd._folder.Write("db/mugai.ndb", $"Mugai.Test.Marker:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Marker))}\n");
        clamd._folder.Write("clamd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            LocalSocket {clamd.Socket}
            TCPSocket {clamd.Port}
            TCPAddr 127.0.0.1
            DatabaseDirectory {clamd._folder.File("db")}
            Foreground yes
            StreamMaxLength {streamMaxLength}
            AlertExceedsMax yes
            MaxThreads 10

            """));
        await clamd.StartAsync();
        return clamd;
    }

    public async Task StartAsync()
    {
        _process = ChildProcess.Start(Installed.Program("clamd", "clamav-daemon"), ["-c", _folder.File("clamd.conf")]);
        await Wait.UntilAsync(
            () => _process.HasExited ? throw new InvalidOperationException($"clamd ended:\n{Said}") : Said.Contains("Self checking", StringComparison.Ordinal), () => $"clamd is not ready:\n{Said}");
    }

    /// <summary>SIGKILL in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.EndAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
