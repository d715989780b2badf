using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Worker.TestPlugin;

/// <summary>What the test sanitizer has native steps do.</summary>
internal static class NativeVerbs
{
    /// <summary>One step over the whole content; the part becomes what the step wrote, or is Blocked for the step's reason.</summary>
    public static PartVerdict One(FileFormat format, string step, string arguments, Stream content, Stream output, ISanitizeContext context)
    {
        using var run = context.StartNative(step, Encoding.UTF8.GetBytes(arguments), content);
        var result = run.Finish();
        if (result.Reason != Reason.None)
        {
            return PartVerdict.Blocked(result.Reason);
        }

        run.Output.CopyTo(output, 64 * 1024);
        return PartVerdict.Rebuilt(format);
    }

    /// <summary>Each further line is <c>STEP ARGUMENTS</c>. All are started before the first is finished; <c>drop</c> in front disposes of a run unfinished.</summary>
    public static void Many(Stream content, Stream output, ISanitizeContext context)
    {
        content.Position = 0;
        using var reader = new StreamReader(content, Encoding.UTF8, leaveOpen: true);
        reader.ReadLine();
        var runs = new List<INativeRun>();
        while (reader.ReadLine() is { } line)
        {
            var isDropped = line.StartsWith("drop ", StringComparison.Ordinal);
            var words = (isDropped ? line[5..] : line).Split(' ', 2);
            // A password that stands nowhere as it is used: the gateway's memory can be searched for it.
            var arguments = words[1].StartsWith("reversed ", StringComparison.Ordinal) ? "echo " + new string([.. words[1][9..].Reverse()]) : words[1][..Math.Min(words[1].Length, 1000)];
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(words[1]));
            var run = context.StartNative(words[0], Encoding.UTF8.GetBytes(arguments), input);
            if (isDropped)
            {
                run.Dispose();
            }
            else
            {
                runs.Add(run);
            }
        }

        foreach (var run in runs)
        {
            var result = run.Finish();
            output.Write(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{result.Reason} [{string.Join(',', result.Facts)}] {Encoding.UTF8.GetString(result.Note.Span)} ")));
            if (result.Reason == Reason.None)
            {
                run.Output.CopyTo(output);
            }

            output.Write("\n"u8);
            run.Dispose();
        }
    }

    /// <summary>
    /// Times <paramref name="rounds"/> echoes of <paramref name="size"/> bytes through a native worker, and as many in this process: best and median of each,
    /// in microseconds.
    /// </summary>
    public static string Hops(int rounds, int size, ISanitizeContext context)
    {
        using var input = new MemoryStream(new byte[size]);
        var step = new TestStep();
        var routed = Time(rounds, () =>
        {
            using var run = context.StartNative(step.Name, "echo"u8.ToArray(), input);
            _ = run.Finish();
        });
        var here = Time(rounds, () =>
        {
            using var output = context.CreateScratch();
            input.Position = 0;
            _ = step.Run(input, "echo"u8, output, context.Budget);
        });
        return string.Create(CultureInfo.InvariantCulture, $"routed {routed.Best:F0} {routed.Median:F0} here {here.Best:F0} {here.Median:F0}");
    }

    private static (double Best, double Median) Time(int rounds, Action action)
    {
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        Array.Sort(times);
        return (times[0], times[rounds / 2]);
    }
}
