using System.Globalization;

namespace Mugai.Journey;

/// <summary>CPU time and memory of a process with all its descendants, the ended and reaped ones included, as the kernel counts them.</summary>
internal static class ProcessTree
{
    /// <summary>USER_HZ: 100 on every architecture .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds of <paramref name="root"/> and of all that it started, by /proc.</summary>
    public static double CpuSeconds(int root)
    {
        var ticks = 0L;
        foreach (var stat in Below(root))
        {
            // utime stime cutime cstime: what a reaped child used is in its parent's cutime, so nothing that ended is lost.
            ticks += stat.Cpu;
        }

        return ticks / TicksPerSecond;
    }

    /// <summary>Resident bytes of one process.</summary>
    public static long ResidentBytes(int process)
    {
        var fields = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/statm")).Split(' ');
        return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    /// <summary>Its children now.</summary>
    public static IReadOnlyList<int> Children(int root) => [.. Below(root).Where(stat => stat.Process != root).Select(stat => stat.Process)];

    public static bool IsZombie(int process) => Read(process) is null or { IsZombie: true };

    private static List<Stat> Below(int root)
    {
        var all = new List<Stat>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && Read(process) is { } stat)
            {
                all.Add(stat);
            }
        }

        var byParent = all.ToLookup(stat => stat.Parent);
        var tree = all.Where(stat => stat.Process == root).ToList();
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(byParent[tree[i].Process]);
        }

        return tree;
    }

    private static Stat? Read(int process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            // The name stands in parentheses and may hold anything; what follows the last one is numbers.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
            return new Stat(process, (int)Field(1), fields[0] == "Z", Field(11) + Field(12) + Field(13) + Field(14));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended between the listing and the reading
        }
    }

    private sealed record Stat(int Process, int Parent, bool IsZombie, long Cpu);
}
