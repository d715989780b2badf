using System.Collections.Concurrent;
using System.Reflection;
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

    /// <summary>Receiving gives way to journeys: a hint may come after the look into the spool found the mail and it was delivered.</summary>
    [Fact]
    public async Task SendsOnce_WhenAHintIsLate()
    {
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        await using var traffic = new TenantTraffic(2);
        var late = await CommitAsync(spool, "town");
        var (journey, sent) = Delivering(spool);
        await using (var dispatcher = new Dispatcher(spool, journey, new DispatcherOptions { Tenants = 2 }, traffic, TimeProvider.System, NullLogger<Dispatcher>.Instance))
        {
            dispatcher.Start();
            await UntilEmptyAsync(dispatcher, sent);
            dispatcher.Hint(late);
            dispatcher.Hint(await CommitAsync(spool, "town"));
        }

        Assert.Equal(2, sent.Count);
        Assert.Equal(2, sent.Distinct().Count());
    }

    /// <summary>A journey may come to its end while a look is under way, which shows the mail as it was before.</summary>
    [Fact]
    public async Task SendsOnce_WhenALookIsLate()
    {
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        await using var traffic = new TenantTraffic(2);
        var mail = await CommitAsync(spool, "town");
        var (journey, sent) = Delivering(spool);
        Dispatcher? dispatcher = null;
        var looked = new TaskCompletionSource();
        var slow = LateLook.Over(spool, async () =>
        {
            dispatcher!.Hint(mail);
            await UntilEmptyAsync(dispatcher, sent);
            looked.TrySetResult();
        });
        await using (dispatcher = new Dispatcher(slow, journey, new DispatcherOptions { Tenants = 2 }, traffic, TimeProvider.System, NullLogger<Dispatcher>.Instance))
        {
            dispatcher.Start();
            await looked.Task.WaitAsync(TimeSpan.FromSeconds(60));
            dispatcher.Hint(await CommitAsync(spool, "town"));
        }

        Assert.Equal(2, sent.Count);
        Assert.Equal(2, sent.Distinct().Count());
    }

    private static (Journey Journey, ConcurrentQueue<MessageId> Sent) Delivering(EmbeddedSpool spool)
    {
        var sent = new ConcurrentQueue<MessageId>();
        return (new Journey(async (message, _) =>
        {
            sent.Enqueue(message.Id);
            await spool.StepAsync(message.Id, 0, RecipientEvent.Delivered);
        }), sent);
    }

    private static async Task UntilEmptyAsync(Dispatcher dispatcher, ConcurrentQueue<MessageId> sent)
    {
        for (var i = 0; i < 6_000 && (sent.IsEmpty || dispatcher.InHand > 0); i++)
        {
            await Task.Delay(10);
        }
    }

    private static Task<SpooledMessage> CommitAsync(EmbeddedSpool spool, string tenant) =>
        spool.CommitAsync("x"u8.ToArray(), SpoolExtensions.Envelope($"taro@{tenant}.example.lg.jp"), [new RecipientGroup(0, tenant, "default", "rev-1")], [0]);

    /// <summary>The real spool, whose first look into it takes its time to come back.</summary>
    private class LateLook : DispatchProxy
    {
        private ISpool _spool = null!;
        private Func<Task>? _meanwhile;

        public static ISpool Over(ISpool spool, Func<Task> meanwhile)
        {
            var proxy = Create<ISpool, LateLook>();
            ((LateLook)(object)proxy)._spool = spool;
            ((LateLook)(object)proxy)._meanwhile = meanwhile;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var result = targetMethod!.Invoke(_spool, args);
            return targetMethod.Name == nameof(ISpool.FindDueAsync) && Interlocked.Exchange(ref _meanwhile, null) is { } meanwhile
                ? new ValueTask<IReadOnlyList<DueMail>>(AfterAsync(((ValueTask<IReadOnlyList<DueMail>>)result!).AsTask(), meanwhile)) : result;
        }

        private static async Task<IReadOnlyList<DueMail>> AfterAsync(Task<IReadOnlyList<DueMail>> look, Func<Task> meanwhile)
        {
            var found = await look;
            await meanwhile();
            return found;
        }
    }
}
