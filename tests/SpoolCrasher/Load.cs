using System.Diagnostics;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.SpoolCrasher;

/// <summary>What a message costs: commit and delivered change with a report of 1 KB, many sessions at once.</summary>
internal static class Load
{
    public static async Task<int> RunAsync(string folder, int messages, int committers, int bytes)
    {
        await using var spool = await EmbeddedSpool.OpenAsync(Sample.Options(folder));
        var content = Sample.Content(1, bytes);
        var report = Sample.Content(2, 1024);
        await CommitAndDeliverAsync(spool, Math.Max(1, messages / 10), committers, content, report); // warm-up

        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var user = process.UserProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        await CommitAndDeliverAsync(spool, messages, committers, content, report);
        clock.Stop();
        process.Refresh();
        Console.WriteLine(
            $"{messages} messages of {bytes} bytes, {committers} sessions: {messages / clock.Elapsed.TotalSeconds:F0} messages/s, " +
            $"{(process.TotalProcessorTime - cpu).TotalMicroseconds / messages:F1} us CPU each " +
            $"({(process.UserProcessorTime - user).TotalMicroseconds / messages:F1} us user), " +
            $"{(GC.GetTotalAllocatedBytes() - allocated) / messages} bytes allocated each, " +
            $"working set {process.WorkingSet64 / (1024 * 1024)} MiB");
        return 0;
    }

    private static async Task CommitAndDeliverAsync(EmbeddedSpool spool, int messages, int committers, byte[] content, byte[] report)
    {
        var left = messages;
        await Task.WhenAll(Enumerable.Range(0, committers).Select(number => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var message = await Sample.CommitAsync(spool, number, content);
                await spool.ApplyAsync(
                    new SpoolChange
                    {
                        Message = message.Id,
                        Steps = [new RecipientStep(0, RecipientEvent.Delivered, Reply: new UntrustedText("250 2.0.0 Ok: queued as 4F1"))],
                        Report = report,
                    },
                    CancellationToken.None);
            }
        })));
    }
}
