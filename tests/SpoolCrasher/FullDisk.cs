using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.SpoolCrasher;

/// <summary>
/// Fills a small volume to the last byte with mail, once with a reserve and once without. Exit code 0 when mail was refused for want of
/// room, everything acknowledged was kept and delivered, and mail was taken again once there was room.
/// </summary>
internal static class FullDisk
{
    private const int MessageBytes = 30_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string folder)
    {
        await FillAndRecoverAsync(Path.Combine(folder, "reserve"), reserve: 4 * 1024 * 1024);
        await FillAndRecoverAsync(Path.Combine(folder, "none"), reserve: 0);
        Console.WriteLine("FULL OK");
        return 0;
    }

    private static async Task FillAndRecoverAsync(string folder, long reserve)
    {
        Directory.CreateDirectory(folder);
        var ballast = Path.Combine(folder, "ballast");
        File.WriteAllBytes(ballast, new byte[4 * 1024 * 1024]);
        var options = Sample.Options(folder) with { ReserveBytes = reserve };
        var kept = new List<MessageId>();
        await using (var spool = await EmbeddedSpool.OpenAsync(options))
        {
            while (await TryCommitAsync(spool, kept.Count) is { } message)
            {
                kept.Add(message.Id);
            }

            Require(kept.Count > 10, "mail was taken before the volume was full");
            if (reserve > 0)
            {
                // The reserve is there for draining: an output and a step for each message that is stored.
                foreach (var id in kept.Take(kept.Count / 2))
                {
                    await spool.ApplyAsync(new SpoolChange { Message = id, Steps = [new RecipientStep(0, RecipientEvent.Delivered)] }, CancellationToken.None);
                }

                await spool.StoreOutputAsync(kept[^1], 0, new MemoryStream(Sample.Content(1, MessageBytes)), CancellationToken.None);
                Require(await TryCommitAsync(spool, kept.Count) is null, "mail is refused while storage is under its reserve");
            }

            File.Delete(ballast);
            kept.Add(await UntilTakenAsync(spool, kept.Count));
            await CheckAsync(spool, kept);
        }

        await using (var again = await EmbeddedSpool.OpenAsync(options))
        {
            await CheckAsync(again, kept);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(EmbeddedSpool spool, List<MessageId> kept)
    {
        Require(spool.Recovery.DamagedMessages == 0, "nothing is damaged");
        var all = await spool.ListAsync(Enum.GetValues<RecipientState>().ToHashSet(), int.MaxValue, CancellationToken.None);
        Require(all.Count == kept.Count, $"{kept.Count} acknowledged, {all.Count} stored");
        for (var seed = 0; seed < kept.Count; seed++)
        {
            await using var original = await spool.OpenOriginalAsync(kept[seed], CancellationToken.None);
            var bytes = new MemoryStream();
            await original.CopyToAsync(bytes);
            Require(bytes.ToArray().AsSpan().SequenceEqual(Sample.Content(seed, MessageBytes)), "an acknowledged message reads back");
        }

        Require((await spool.VerifyAsync(CancellationToken.None)).IsWhole, "the audit chain is whole");
    }

    private static async Task<SpooledMessage?> TryCommitAsync(EmbeddedSpool spool, int seed)
    {
        try
        {
            return await Sample.CommitAsync(spool, seed, Sample.Content(seed, MessageBytes));
        }
        catch (SpoolUnavailableException e)
        {
            Require(e.OutOfSpace, $"the reason is want of room, not: {e.Message}");
            return null;
        }
    }

    private static async Task<MessageId> UntilTakenAsync(EmbeddedSpool spool, int seed)
    {
        using var guard = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await TryCommitAsync(spool, seed) is { } message)
            {
                return message.Id;
            }

            await Task.Delay(50, guard.Token);
        }
    }

    private static void Require(bool holds, string claim)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Not so: {claim}");
        }
    }
}
