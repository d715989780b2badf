using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Mugai.Journey;

/// <summary>Starting and ending the programs of a run.</summary>
internal static partial class Tool
{
    private const int Terminate = 15;
    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];

    /// <summary>A port of loopback that nobody has now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A program of the postfix package; Debian keeps them outside a user's PATH.</summary>
    public static string Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new JourneyException($"{name} is not installed: apt-get install postfix. / {name} がありません: apt-get install postfix");

    /// <summary>Runs to the end and gives its output; what it said is in the error when it fails.</summary>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new JourneyException($"{program} ended with {process.ExitCode}: {errors}{await output}");
        }

        return await output;
    }

    /// <summary>Starts a program whose output goes straight into a file: reading it here would cost CPU that is being measured.</summary>
    public static Process StartLogged(string log, string program, params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, program, .. arguments]))!;

    /// <summary>Waits until somebody answers on a port.</summary>
    public static async Task WaitForPortAsync(int port, Func<bool> hasEnded, string what)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (patience.Elapsed < TimeSpan.FromMinutes(1) && !hasEnded())
            {
                await Task.Delay(50);
            }
            catch (SocketException)
            {
                throw new JourneyException($"{what} does not answer.");
            }
        }
    }

    /// <summary>Asks a process that is not our child to end and waits for it; in a container nobody may reap it.</summary>
    public static async Task EndAsync(int process)
    {
        _ = Kill(process, Terminate);
        while (Kill(process, 0) == 0 && !ProcessTree.IsZombie(process))
        {
            await Task.Delay(50);
        }
    }

    public static async Task EndAsync(Process process)
    {
        _ = Kill(process.Id, Terminate);
        await process.WaitForExitAsync();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

/// <summary>The run cannot go on; the message says why.</summary>
internal sealed class JourneyException(string message) : Exception(message);
