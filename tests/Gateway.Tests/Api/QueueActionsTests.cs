using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Api;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tests.Spooling;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Api;

/// <summary>What an administrator does while mail goes on.</summary>
public sealed class QueueActionsTests : IDisposable
{
    private static readonly UntrustedText Why = new("the mail server is back");

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Retry_LeavesAlone_WhatWasDeliveredSinceItWasLookedAt()
    {
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        var id = (await spool.CommitAsync("x"u8.ToArray(), SpoolExtensions.Envelope("taro@city.example.lg.jp", "jiro@city.example.lg.jp"), SpoolExtensions.OneGroup, [0, 0])).Id;
        var gone = (await spool.CommitAsync("gone")).Id;
        var (seen, seenGone) = (await spool.GetAsync(id), await spool.GetAsync(gone));
        await spool.StepAsync(id, 0, RecipientEvent.Delivered);
        await spool.EraseAsync(gone, "os:test", Why, CancellationToken.None);

        var asked = new List<string>();
        var queue = new QueueActions(spool, TimeProvider.System, new MailFlow(() => asked.Add("rests"), () => asked.Add("wake")));
        Assert.Equal(1, await queue.RetryAsync([seen, seenGone], _ => true, "os:test", Why, CancellationToken.None));
        Assert.Equal([RecipientState.Delivered, RecipientState.Queued], (await spool.GetAsync(id)).Recipients.Select(recipient => recipient.State));
        Assert.Equal(["rests", "wake"], asked);
    }
}
