using System.Text.Json.Nodes;
using Mugai.Portal.Oversight;

namespace Mugai.Gateway.Api;

/// <summary>Says that the clock is right, so that what is past its retention is erased again: <c>mugai quarantine confirm-clock</c>.</summary>
internal sealed class RetentionActions(IRetention retention)
{
    public IEnumerable<KeyValuePair<string, ControlCall>> Calls =>
    [
        new("retention.confirm-clock", async (arguments, actor, token) =>
        {
            await retention.ConfirmClockAsync(actor, new UntrustedText(arguments.Needed("reason")), token).ConfigureAwait(false);
            return new JsonObject { ["erasing"] = retention.Pause is null };
        }),
    ];
}
