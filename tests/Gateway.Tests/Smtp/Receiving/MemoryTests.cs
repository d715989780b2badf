namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>Alone, because what other tests hold would be counted.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryCollection;

[Collection(nameof(MemoryTests))]
public class MemoryTests
{
    private const int Sessions = 20;
    private const int MessageBytes = 20 * 1024 * 1024;

    [Fact]
    public async Task Holds_TwentyOpenMessagesOfTwentyMegabytesInBoundedMemory()
    {
        await using var gateway = await TestGateway.StartAsync(spool: new FakeSpool { Discards = true });
        var block = new byte[64 * 1024];
        block.AsSpan().Fill((byte)'x');
        "\r\n"u8.CopyTo(block.AsSpan(^2..));
        var wires = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(_ => gateway.EnvelopeAsync()));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Task.WhenAll(wires.Select(async wire =>
        {
            await wire.AskAsync("DATA");
            for (var sent = 0; sent < MessageBytes; sent += block.Length)
            {
                await wire.SendAsync(block);
            }
        }));

        // 400 MiB were sent and no message has ended; read-ahead and staging of 20 sessions are under 6 MiB.
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Sessions, gateway.Spool.OpenWriters);
        Assert.InRange(held, long.MinValue, 32L * 1024 * 1024);

        foreach (var wire in wires)
        {
            Assert.StartsWith("250 ", await wire.AskAsync("."));
            wire.Dispose();
        }

        Assert.All(gateway.Spool.Messages, kept => Assert.Equal(MessageBytes, kept.Message.Size));
    }
}
