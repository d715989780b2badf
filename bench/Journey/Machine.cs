using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mugai.Journey;

/// <summary>Where and of what a result was taken: without it a number means nothing.</summary>
internal sealed record Machine(string Cpu, int Cores, string Kernel, string Runtime, string Volume, string LoadAtStart, string Commit, string Date)
{
    public static Machine Look(string folder)
    {
        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return new(
            cpu ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
            RuntimeInformation.FrameworkDescription,
            new DriveInfo(folder).DriveFormat,
            string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]),
            Git("rev-parse", "--short", "HEAD") + (Git("status", "--porcelain", "--", "src").Length > 0 ? "+" : ""),
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public override string ToString() =>
        $"{Date} · commit {Commit} · {Cores} cores {Cpu} · Linux {Kernel} · {Runtime} · {Volume} · load average at start {LoadAtStart}";

    private static string Git(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory })!;
            var said = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
