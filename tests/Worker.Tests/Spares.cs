using System.Diagnostics;

namespace Mugai.Worker.Tests;

/// <summary>The native workers of this process.</summary>
internal static class Spares
{
    public static List<Process> All() => [.. Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Where(IsNativeChild).Select(folder => Process.GetProcessById(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture)))];

    /// <summary>One that is locked down; waits for it.</summary>
    public static async Task<Process> OneAsync()
    {
        using var guard = new CancellationTokenSource(TestSandbox.HangGuard);
        while (true)
        {
            foreach (var process in All())
            {
                if (Read($"/proc/{process.Id}/status").Contains("Seccomp:\t2", StringComparison.Ordinal))
                {
                    return process;
                }
            }

            await Task.Delay(10, guard.Token);
        }
    }

    private static bool IsNativeChild(string folder)
    {
        var stat = Read(Path.Combine(folder, "stat"));
        return stat.Contains("(mugai-worker)", StringComparison.Ordinal) && stat.Split(") ")[1].Split(' ')[1] == $"{Environment.ProcessId}"
            && Read(Path.Combine(folder, "cmdline")).Contains("\0native\0", StringComparison.Ordinal);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
