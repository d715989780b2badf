using System.Globalization;

namespace Mugai.Journey;

/// <summary>Two machines on one: the processors in two halves, one for what is measured and one for those who send to it and take from it.</summary>
internal static class Apart
{
    private static int Half { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>This process, and every one that it starts from now on, runs on the second half.</summary>
    public static async Task TakeSecondHalfAsync()
    {
        if (Environment.ProcessorCount < 2)
        {
            throw new JourneyException("--apart needs two processors.");
        }

        await Tool.RunAsync(Tool.Find("taskset"), "-a", "-p", "-c", string.Create(CultureInfo.InvariantCulture, $"{Half}-{Environment.ProcessorCount - 1}"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The arguments of taskset that run a command on the first half.</summary>
    public static string[] OnFirstHalf(IEnumerable<string> command) => ["-c", string.Create(CultureInfo.InvariantCulture, $"0-{Half - 1}"), .. command];
}
