using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>What an administrator can see of the queue and do to it: the same through the server's socket and on the store while the server is stopped.</summary>
/// <param name="spool">The store.</param>
/// <param name="clock">When a retry is due.</param>
/// <param name="flow">The server that mail flows through; null while it is stopped.</param>
internal sealed class QueueActions(ISpool spool, TimeProvider clock, MailFlow? flow = null) : IQueue
{
    private static readonly HashSet<RecipientState> Waiting = [RecipientState.Queued, RecipientState.Deferred, RecipientState.Held];

    /// <summary>Messages that wait, newest first.</summary>
    public async Task<JsonArray> ListAsync(CancellationToken token)
    {
        var messages = await spool.ListAsync(Waiting, 1_000, token).ConfigureAwait(false);
        return new JsonArray([.. messages.Select(message => (JsonNode)Describe(message))]);
    }

    /// <summary>One message with its recipients and reports, or null.</summary>
    public async Task<JsonObject?> ShowAsync(MessageId id, CancellationToken token)
    {
        if (await spool.FindAsync(id, token).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        var shown = Describe(message);
        var reports = new JsonArray();
        foreach (var group in message.Groups)
        {
            if (await spool.FindReportAsync(id, group.Number, token).ConfigureAwait(false) is { } report)
            {
                reports.Add(JsonNode.Parse(report));
            }
        }

        shown["reports"] = reports;
        return shown;
    }

    /// <summary>Makes every waiting recipient of the message due now. Returns how many.</summary>
    public Task<int> RetryAsync(SpooledMessage message, string actor, UntrustedText why, CancellationToken token) => RetryAsync([message], _ => true, actor, why, token);

    /// <summary>The same for those recipients alone that fit. Next hops that rest are asked again.</summary>
    public async Task<int> RetryAsync(IEnumerable<SpooledMessage> messages, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token)
    {
        flow?.EndRests();
        var count = 0;
        try
        {
            foreach (var message in messages)
            {
                count += await StepAsync(message, RecipientEvent.Retried, which, actor, why, token).ConfigureAwait(false);
            }
        }
        finally
        {
            flow?.Wake();
        }

        return count;
    }

    /// <summary>Retries everything that is deferred or held, but what a policy's rule holds: each of those is somebody's decision. Returns how many recipients.</summary>
    public async Task<int> RetryAllAsync(string actor, UntrustedText why, CancellationToken token)
    {
        var waiting = await spool.ListAsync(new HashSet<RecipientState> { RecipientState.Deferred, RecipientState.Held }, int.MaxValue, token).ConfigureAwait(false);
        return await RetryAsync(waiting, recipient => !HoldWords.IsPolicy(recipient.LastReply), actor, why, token).ConfigureAwait(false);
    }

    /// <summary>Holds every recipient of the message that is on its way. Returns how many.</summary>
    public Task<int> HoldAsync(SpooledMessage message, string actor, UntrustedText why, CancellationToken token) => HoldAsync(message, _ => true, actor, why, token);

    /// <summary>Gives every waiting recipient of the message up. Returns how many.</summary>
    public Task<int> DropAsync(SpooledMessage message, string actor, UntrustedText why, CancellationToken token) => DropAsync(message, _ => true, actor, why, token);

    /// <inheritdoc/>
    public Task<int> RetryAsync(SpooledMessage message, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token) => RetryAsync([message], which, actor, why, token);

    /// <inheritdoc/>
    public Task<int> HoldAsync(SpooledMessage message, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token) =>
        StepAsync(message, RecipientEvent.Held, recipient => recipient.State != RecipientState.Held && which(recipient), actor, why, token);

    /// <inheritdoc/>
    public Task<int> DropAsync(SpooledMessage message, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token) =>
        StepAsync(message, RecipientEvent.Dropped, which, actor, why, token);

    public async Task<SpooledMessage?> FindAsync(MessageId id, CancellationToken token) => await spool.FindAsync(id, token).ConfigureAwait(false);

    private async Task<int> StepAsync(SpooledMessage message, RecipientEvent what, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token)
    {
        while (true)
        {
            var steps = message.Recipients.Where(recipient => Waiting.Contains(recipient.State) && which(recipient))
                .Select(recipient => new RecipientStep(
                    recipient.Index, what, clock.GetUtcNow(), what == RecipientEvent.Retried && HoldWords.IsPolicy(recipient.LastReply) ? HoldWords.SentOn(why) : why)).ToList();
            if (steps.Count == 0)
            {
                return 0;
            }

            try
            {
                await spool.ApplyAsync(new SpoolChange { Message = message.Id, Steps = steps, Actor = actor, Why = why }, token).ConfigureAwait(false);
                return steps.Count;
            }
            catch (InvalidOperationException)
            {
                // It was delivered, given up or erased since it was looked at: judged anew by what it is now.
                if (await spool.FindAsync(message.Id, token).ConfigureAwait(false) is not { } now)
                {
                    return 0;
                }

                if (now.Recipients.Select(recipient => recipient.State).SequenceEqual(message.Recipients.Select(recipient => recipient.State)))
                {
                    throw;
                }

                message = now;
            }
        }
    }

    /// <summary>A message for a list.</summary>
    internal static JsonObject Describe(SpooledMessage message) => new()
    {
        ["id"] = message.Id.ToString(),
        ["kind"] = message.Kind.ToString().ToLowerInvariant(),
        ["receivedAt"] = message.Envelope.ReceivedAt.ToString("O", CultureInfo.InvariantCulture),
        ["size"] = message.Size,
        ["from"] = new UntrustedText(message.Envelope.MailFrom).ForDisplay(),
        ["client"] = message.Envelope.ClientAddress,
        ["recipients"] = new JsonArray([.. message.Recipients.Select(recipient => (JsonNode)new JsonObject
        {
            ["address"] = new UntrustedText(message.Envelope.Recipients[recipient.Index].Address).ForDisplay(),
            ["state"] = recipient.State.ToString().ToLowerInvariant(),
            ["attempts"] = recipient.Attempts,
            ["nextAttempt"] = recipient.State is RecipientState.Queued or RecipientState.Deferred ? recipient.NextAttempt.ToString("O", CultureInfo.InvariantCulture) : null,
            ["lastReply"] = recipient.LastReply.ForDisplay(),
            ["policy"] = message.Groups[recipient.Group].PolicyName,
        })]),
    };
}
