using System.Globalization;

namespace Mugai.Worker.Tests;

/// <summary>What the kernel says of a process (proc_pid_stat(5)).</summary>
internal static class ProcFile
{
    // Counted from the state, which is the third.
    private const int GroupField = 5 - 3;
    private const int NiceField = 19 - 3;

    public static int Group(int pid) => Field($"/proc/{pid}/stat", GroupField);

    public static int Nice(int pid) => Field($"/proc/{pid}/stat", NiceField);

    public static IReadOnlyList<int> NiceOfThreads(int pid) => [.. Directory.GetDirectories($"/proc/{pid}/task").Select(task => Field($"{task}/stat", NiceField))];

    private static int Field(string file, int field)
    {
        var text = File.ReadAllText(file);
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[field], CultureInfo.InvariantCulture);
    }
}
