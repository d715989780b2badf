using System.Globalization;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.SpoolCrasher;

/// <summary>
/// Commits, stores outputs and delivers without end. A line is printed (and flushed) only after the store has answered; whoever killed
/// this process may hold the store to every whole line.
/// </summary>
internal static class Crash
{
    private static readonly Lock Gate = new();

    public static async Task<int> RunAsync(string folder, int committers)
    {
        using var output = Console.OpenStandardOutput();
        await using var spool = await EmbeddedSpool.OpenAsync(Sample.Options(folder) with { SegmentBytes = 2 * 1024 * 1024 });
        Say(output, $"OPEN {spool.Recovery.DroppedRecords} {spool.Recovery.DamagedMessages}");
        await Task.WhenAll(Enumerable.Range(0, committers).Select(number => Task.Run(() => CommitWithoutEndAsync(spool, number, output))));
        return 0;
    }

    private static async Task CommitWithoutEndAsync(EmbeddedSpool spool, int committer, Stream output)
    {
        for (var round = 0; ; round++)
        {
            var seed = (committer * 1_000_000) + round;
            var size = (round % 7) switch { 0 => 200_000, 1 => 0, 2 => 65_520, _ => 1000 + (round % 3000) };
            var message = await Sample.CommitAsync(spool, seed, Sample.Content(seed, size));
            Say(output, $"ACK {message.Id} {seed} {size}");
            if (round % 3 == 0)
            {
                await spool.StoreOutputAsync(message.Id, 0, new MemoryStream(Sample.Content(seed + 1, size)), CancellationToken.None);
                Say(output, $"OUT {message.Id} {seed + 1} {size}");
            }

            if (round % 2 == 0)
            {
                await spool.ApplyAsync(
                    new SpoolChange
                    {
                        Message = message.Id,
                        Steps = [new RecipientStep(0, RecipientEvent.Delivered, Reply: new UntrustedText("250 ok"))],
                        Report = "{}"u8.ToArray(),
                    },
                    CancellationToken.None);
                Say(output, $"DONE {message.Id} {seed} {size}");
            }
        }
    }

    private static void Say(Stream output, string line)
    {
        lock (Gate)
        {
            output.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line}\n")));
            output.Flush();
        }
    }
}
