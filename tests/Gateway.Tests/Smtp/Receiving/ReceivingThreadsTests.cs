using System.Collections.Concurrent;
using System.Globalization;
using Mugai.Gateway.Smtp.Receiving.Recipients;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>Mail is taken in on threads that give way to mail that is here already.</summary>
public sealed class ReceivingThreadsTests : IRecipientCheck
{
    private readonly ConcurrentQueue<(string? Thread, int Nice)> _seen = new();

    [Fact]
    public async Task Commands_RunOnThreadsThatGiveWay()
    {
        await using var gateway = await TestGateway.StartAsync(recipients: this);
        var own = Nice("/proc/self/stat");
        for (var session = 0; session < 8; session++)
        {
            using var wire = await gateway.GreetAsync();
            for (var mail = 0; mail < 3; mail++)
            {
                Assert.StartsWith("250", await wire.AskAsync("MAIL FROM:<taro@sender.example>"), StringComparison.Ordinal);
                Assert.StartsWith("250", await wire.AskAsync($"RCPT TO:<hanako@{TestGateway.Domain}>"), StringComparison.Ordinal);
                Assert.StartsWith("354", await wire.AskAsync("DATA"), StringComparison.Ordinal);
                Assert.StartsWith("250", await wire.AskAsync("Subject: x\r\n\r\nwords\r\n."), StringComparison.Ordinal);
            }
        }

        Assert.Equal(24, _seen.Count);
        Assert.All(_seen, seen => Assert.Equal(("Mugai receiving", Math.Max(own, 10)), seen));
    }

    public async ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token)
    {
        _seen.Enqueue((Thread.CurrentThread.Name, Nice("/proc/thread-self/stat")));
        await Task.Delay(1, token).ConfigureAwait(false); // comes back from elsewhere, as from a next hop that was asked
        return RecipientVerdict.Accept;
    }

    private static int Nice(string file)
    {
        var text = File.ReadAllText(file);
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[19 - 3], CultureInfo.InvariantCulture);
    }
}
