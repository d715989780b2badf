using System.Text.Json.Nodes;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Api;

/// <summary>Tenants as the store knows them, and the end of one: <c>mugai tenant …</c>.</summary>
/// <param name="store">Where their mail is.</param>
/// <param name="isConfigured">Whether the configuration in force names a tenant.</param>
internal sealed class TenantActions(EmbeddedSpool store, Func<string, bool> isConfigured)
{
    public IEnumerable<KeyValuePair<string, ControlCall>> Calls =>
    [
        new("tenant.list", ListAsync),
        new("tenant.erase", EraseAsync),
    ];

    private async Task<JsonNode?> ListAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var stocks = (await store.CountByTenantAsync(waitingOnly: false, token).ConfigureAwait(false)).ToDictionary(stock => stock.Tenant, StringComparer.Ordinal);
        var keys = store.TenantKeys;
        return new JsonArray([.. stocks.Keys.Union(keys.Select(key => key.Tenant)).Order(StringComparer.Ordinal).Select(tenant => (JsonNode)new JsonObject
        {
            ["tenant"] = tenant,
            ["keySince"] = keys.LastOrDefault(key => key.Tenant == tenant && key.IsAlive)?.Made,
            ["messages"] = stocks.GetValueOrDefault(tenant)?.Messages ?? 0,
            ["bytes"] = stocks.GetValueOrDefault(tenant)?.Bytes ?? 0,
            ["waiting"] = stocks.GetValueOrDefault(tenant)?.Waiting ?? 0,
            ["unfinished"] = keys.Any(key => key.Tenant == tenant && key.Through is not null),
        })]);
    }

    /// <summary>Null when the store knows nothing of it.</summary>
    private async Task<JsonNode?> EraseAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var (tenant, why) = (arguments.Needed("tenant"), new UntrustedText(arguments.Needed("reason")));
        if (isConfigured(tenant) && !arguments.Has("force"))
        {
            throw new ArgumentException(
                $"the running server still takes mail for '{new UntrustedText(tenant).ForLog()}'. Take its file away and restart the server, or say --force.\n" +
                $"稼働中のサーバーが団体「{new UntrustedText(tenant).ForDisplay()}」宛のメールを受け付けています。団体のファイルを外してサーバーを再起動するか、--force を付けてください。");
        }

        var isKnown = store.TenantKeys.Any(key => key.Tenant == tenant && (key.IsAlive || key.Through is not null))
            || (await store.CountByTenantAsync(waitingOnly: false, token).ConfigureAwait(false)).Any(stock => stock.Tenant == tenant);
        if (!isKnown)
        {
            return null;
        }

        var erased = await store.EraseTenantAsync(tenant, actor, why, token).ConfigureAwait(false);
        return new JsonObject { ["messages"] = erased.Messages, ["shared"] = erased.Shared };
    }
}
