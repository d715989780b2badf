using System.Diagnostics;

namespace Mugai.Worker.Tests;

/// <summary>The native workers of this process.</summary>
internal static class Spares
{
    public static List<int> Ids() => [.. All().Select(process => process.Id)];

    private static List<Process> All() => [.. Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Where(IsNativeChild).Select(folder => Process.GetProcessById(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture)))];

    /// <summary>One that is locked down and none of <paramref name="others"/>; waits for it.</summary>
    public static async Task<Process> OneAsync(IReadOnlyCollection<int> others)
    {
        using var guard = new CancellationTokenSource(TestSandbox.HangGuard);
        while (true)
        {
            foreach (var process in All().Where(process => !others.Contains(process.Id)))
            {
                if (Read($"/proc/{process.Id}/status").Contains("Seccomp:\t2", StringComparison.Ordinal))
                {
                    return process;
                }
            }

            await Task.Delay(10, guard.Token);
        }
    }

    /// <summary>Waits until it is dead, reaped or not.</summary>
    public static async Task GoneAsync(Process process)
    {
        using var guard = new CancellationTokenSource(TestSandbox.HangGuard);
        // The first thread can be a zombie while others still end and hold its pipes open.
        while (Read($"/proc/{process.Id}/status") is { Length: > 0 } status
            && !(status.Contains("State:\tZ", StringComparison.Ordinal) && status.Contains("Threads:\t1\n", StringComparison.Ordinal)))
        {
            await Task.Delay(1, guard.Token);
        }
    }

    private static bool IsNativeChild(string folder)
    {
        var stat = Read(Path.Combine(folder, "stat"));
        return stat.Contains("(mugai-native)", StringComparison.Ordinal) && stat.Split(") ")[1].Split(' ')[1] == $"{Environment.ProcessId}";
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
