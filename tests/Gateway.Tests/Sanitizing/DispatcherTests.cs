using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tenants;
using Mugai.Gateway.Tests.Spooling;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Sanitizing;

/// <summary>Who is sent on the way, and when.</summary>
public sealed class DispatcherTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A town whose window is always full wakes the look into the spool all the time; what falls due for another is looked for all the same.</summary>
    [Fact]
    public async Task SendsWhatFellDue_WhileAnotherTenantCatchesUpWithoutEnd()
    {
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        var deferred = await CommitAsync(spool, "quiet");
        await spool.StepAsync(deferred.Id, 0, RecipientEvent.Deferred, TimeProvider.System.GetUtcNow().AddSeconds(1));
        var quiet = new TaskCompletionSource();
        var flood = Enumerable.Range(0, 8).Select(_ => CommitAsync(spool, "flood"));
        await Task.WhenAll(flood);
        var journey = new Journey(async (message, tenant) =>
        {
            await spool.StepAsync(message.Id, 0, RecipientEvent.Delivered);
            if (tenant == "quiet")
            {
                quiet.SetResult();
            }
            else if (!quiet.Task.IsCompleted)
            {
                // As many again as went, without a hint: the window is full again at once.
                await CommitAsync(spool, "flood");
            }
        });
        var options = new DispatcherOptions { MaxInHand = 2, Tenants = 2, ScanInterval = TimeSpan.FromMinutes(5) };
        await using var traffic = new TenantTraffic(2);
        await using var dispatcher = new Dispatcher(spool, journey, options, traffic, TimeProvider.System, NullLogger<Dispatcher>.Instance);
        dispatcher.Start();

        await quiet.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static Task<SpooledMessage> CommitAsync(EmbeddedSpool spool, string tenant) =>
        spool.CommitAsync("x"u8.ToArray(), SpoolExtensions.Envelope($"taro@{tenant}.example.lg.jp"), [new RecipientGroup(0, tenant, "default", "rev-1")], [0]);
}
